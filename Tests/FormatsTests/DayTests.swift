import Formats
import Foundation
import Testing

struct DayTests {
    @Test func `a day is the one of the calendar, there and back`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // From 1901 to 2100, a prime apart, so that every month and weekday comes.
        for number in stride(from: -25_202, to: 47_846, by: 37) {
            let day = Day(daysSinceEpoch: Int32(number))
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let (year, month, dayOfMonth) = (try #require(parts.year), try #require(parts.month), try #require(parts.day))
            #expect(Day(year: year, month: month, day: dayOfMonth) == day)
            #expect(day.weekday == (try #require(parts.weekday) + 5) % 7)
            #expect(Day(day.description) == day)
        }
    }

    @Test(arguments: ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1970-01-01", "1969-12-31"])
    func `a date that exists is read and written the same`(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "2027-1-01", "+202-01-01", "2027-01-1 ", "2027/01/01", "",
        "20270101", "2027-01-01T00:00", "٢٠٢٧-٠١-٠١", "0000-01-01",
    ])
    func `what is no date is refused`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `weeks are counted from Monday to Monday`() throws {
        let sunday = try #require(Day("2027-01-17"))
        let monday = try #require(Day("2027-01-18"))
        #expect(sunday.weeks(until: monday) == 1)
        #expect(monday.weeks(until: monday.adding(days: 6)) == 0)
        #expect(monday.weeks(until: sunday) == -1)
        #expect(monday.adding(weeks: 3).description == "2027-02-08")
        #expect(sunday.monday.description == "2027-01-11")
    }

    @Test func `a month ends on its last day`() {
        #expect(Day(endOf: 2, in: 2028)?.description == "2028-02-29")
        #expect(Day(endOf: 12, in: 2027)?.description == "2027-12-31")
        #expect(Day(endOf: 13, in: 2027) == nil)
    }
}
