import Formats
import Testing

struct WeekGridTests {
    @Test(arguments: [
        ("mon 09:00-12:00;tue 14:00-18:00", "mon 09:00-12:00;tue 14:00-18:00"),
        ("lun 09:00-12:00;mar 14:00-18:00", "mon 09:00-12:00;tue 14:00-18:00"),
        ("Lundi 8h30–12h, MERCREDI 14h - 18h00", "mon 08:30-12:00;wed 14:00-18:00"),
        ("dim. 22:00-24:00", "sun 22:00-24:00"),
        ("fri 9-10\nfri 10-11", "fri 09:00-11:00"),
        ("mon 09:00-11:00;mon 10:00-12:00", "mon 09:00-12:00"),
        ("sun: 0:00-0:30;", "sun 00:00-00:30"),
        ("jeudi 08h30-09h00", "thu 08:30-09:00"), ("", ""), (" ; ", ""),
    ])
    func `weekly ranges are read in both languages and written in one way`(text: String, canonical: String) throws {
        #expect(try #require(WeekGrid(text)).description == canonical)
        #expect(WeekGrid(canonical)?.description == canonical)
    }

    @Test(arguments: [
        ("mon 09:00-12:00;tui 14:00-18:00", 17, "begin with a day"), ("mon 12:00-09:00", 1, "the end is not after"),
        ("mon 09:15-12:00", 1, "whole half-hours"), ("mon 09:00", 1, "write the times"), ("mon 9-12; tue 10-25", 11, "whole half-hours"),
        ("mon 09:00-12:00-13:00", 1, "write the times"), ("09:00-12:00", 1, "begin with a day"), ("mon 24:30-24:30", 1, "whole half-hours"),
        ("mon -5-10", 1, "write the times"), ("mon 09:00-09:00", 1, "the end is not after"), ("mon ٩-١٠", 1, "write the times"),
    ])
    func `what is no range is refused at its character`(text: String, column: Int, reason: String) throws {
        #expect(WeekGrid(text) == nil)
        let fault = #expect(throws: WeekGridText.Fault.self) { try WeekGridText.read(text) }
        #expect(fault?.column == column)
        #expect(fault?.en.contains(reason) == true, "\(fault?.en ?? "")")
    }

    @Test func `any grid is read back from its own text`() {
        let seed: UInt64 = 20_270_118
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var grid = WeekGrid()
            for _ in 0..<Int.random(in: 0...40, using: &dice) {
                let from = Int.random(in: 0..<336, using: &dice)
                for slot in from..<min(336, from + Int.random(in: 1...9, using: &dice)) { grid[slot] = true }
            }
            #expect(WeekGrid(grid.description) == grid, "seed \(seed)")
        }
    }

    @Test func `common time is what both have`() throws {
        let left = try #require(WeekGrid("mon 09:00-12:00;sun 23:30-24:00"))
        let right = try #require(WeekGrid("mon 11:00-13:00;sun 23:30-24:00"))
        #expect((left & right).description == "mon 11:00-12:00;sun 23:30-24:00")
        #expect((left | right).description == "mon 09:00-13:00;sun 23:30-24:00")
        #expect((left & right).count == 3)
        #expect(left[335] && !left[334])
    }
}
