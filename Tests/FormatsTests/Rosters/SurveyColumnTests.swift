import Formats
import Testing

/// Columns as surveys for team formation have them.
struct SurveyColumnTests {
    private func read(_ text: String, map: [String: String]) -> RosterReading {
        var options = RosterCSV.Options()
        options.map = map
        return RosterCSV.read(Array(text.utf8), file: "survey.csv", options: options)
    }

    private static let map = ["Mail": "key+email", "Busy [Monday]": "unavailable:mon", "Busy [Tuesday]": "unavailable:mardi"]

    private func student(_ monday: String, _ tuesday: String) -> RosterReading {
        read("Given name,Family name,Mail,Busy [Monday],Busy [Tuesday]\nZoë,Ng,Z@ecole.example,\(monday),\(tuesday)\n", map: Self.map)
    }

    @Test func `hours that are not free leave the rest of the day from 8 to 22, an empty cell all of it`() throws {
        let reading = student("8AM;9 am;noon;1PM;", "")
        let one = try #require(reading.roster.students.first)
        #expect(one.availability?.description == "mon 10:00-12:00;mon 14:00-22:00;tue 08:00-22:00")
        #expect(one.key == one.email && one.email.hasSuffix("@ecole.example"))
        #expect(reading.roster.columns == [.key, .email, .givenName, .familyName, .availability])
        #expect(reading.mapping.compactMap(\.meaning) == ["given_name", "family_name", "key+email", "unavailable:mon", "unavailable:tue"])
        #expect(reading.problems.total == 0, "\(reading.problems.problems)")
    }

    @Test(arguments: [
        ("8h", "mon 09:00-22:00"), ("8:30", "mon 08:00-08:30;mon 09:30-22:00"), ("13h-15h30", "mon 08:00-13:00;mon 15:30-22:00"),
        ("12AM", "mon 08:00-22:00"), ("12pm", "mon 08:00-12:00;mon 13:00-22:00"), ("midi; 21h", "mon 08:00-12:00;mon 13:00-21:00"),
        ("8h-22h", ""), ("8AM-10AM", "mon 10:00-22:00"), ("11 am - 1 pm", "mon 08:00-11:00;mon 13:00-22:00"),
        ("23:30", "mon 08:00-22:00"), ("21h30", "mon 08:00-21:30"),
    ])
    func `an hour is sixty minutes in whatever way it is written`(cell: String, free: String) {
        let reading = student(cell, "0h-24h")
        #expect(reading.roster.students.first?.availability?.description == free, "\(reading.problems.problems)")
    }

    @Test(arguments: ["13PM", "0AM", "soon", "-1PM", "25h", "8h-7h", "+8AM", "24h", "9AM-8AM", "8-9AM", "8AM-", "8AM-9AM-10AM"])
    func `what is no hour refuses the row`(cell: String) {
        let reading = student("9AM;\(cell)", "")
        #expect(reading.problems.problems.map(\.code) == ["bad-hour"] && reading.roster.students.isEmpty)
        #expect(reading.problems.problems.first?.column == "Busy [Monday]")
    }

    @Test func `what a survey says is said by no other column`() {
        var map = Self.map
        map["Free"] = "availability"
        let text = "Given name,Family name,Mail,Busy [Monday],Busy [Tuesday],Free,E-mail\nZoë,Ng,z@e.example,,,mon 9-10,y@e.example\n"
        let reading = read(text, map: map)
        #expect(reading.problems.problems.filter { $0.severity != .warning }.map(\.code) == ["repeated-column"])
        map["Free"] = "ignore"
        let other = read(text, map: map)
        #expect(other.problems.problems.map(\.code) == ["unused-column"])
        #expect(other.roster.students.first?.email == "z@e.example")
    }
}
