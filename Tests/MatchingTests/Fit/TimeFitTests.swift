import Testing

@testable import Matching

@Suite("Time fit")
struct TimeFitTests {
    private func timeOnly(_ problem: inout FitProblem) {
        problem.rules.skillWeight = 0
        problem.rules.leastTime = 0
    }

    private func member(_ halfHours: Int, hours: Int32? = nil) -> FitMember {
        FitMember(week: FitExample.week(halfHours: halfHours), hoursPerWeek: hours)
    }

    @Test func `only half-hours in which all are free count`() throws {
        // 6 and 3 half-hours from the same start, 8 needed.
        let found = try FitExample.explain([member(6), member(3)], change: timeOnly)
        #expect(found.weeks.map(\.common) == [3, 3])
        #expect(found.fit == 3_750)
    }

    @Test func `more time than needed counts as enough`() throws {
        #expect(try FitExample.explain([member(20)], change: timeOnly).fit == 10_000)
    }

    @Test func `a week without time weighs as much as the others`() throws {
        let found = try FitExample.explain([member(8)], window: FitExample.weeks(4)) {
            timeOnly(&$0)
            $0.teams[0].calendar = 0
            $0.calendars = [[DayRange(from: FitExample.monday + 7, until: FitExample.monday + 13)]]
        }
        #expect(found.weeks.map(\.common) == [8, 0, 8, 8])
        #expect(found.fit == 7_500)
    }

    @Test func `a blocked day takes only its own half-hours`() throws {
        var person = FitMember(week: WeekMask(days: 0..<2, halfHours: 18..<22))
        person.exceptions = [DayException(days: DayRange(from: FitExample.monday + 1, until: FitExample.monday + 1))]
        let found = try FitExample.explain([person], change: timeOnly)
        #expect(found.weeks.map(\.common) == [4, 8])
        #expect(found.fit == 7_500)
    }

    @Test func `an exception can free a day, unless the calendar blocks it`() throws {
        var person = member(2)
        person.exceptions = [DayException(days: DayRange(from: FitExample.monday + 2, until: FitExample.monday + 9), free: 0b111)]
        let found = try FitExample.explain([person], change: timeOnly)
        // Wednesday to Sunday of the first week give 3 each; of the second Monday, Tuesday and Wednesday.
        #expect(found.weeks.map(\.common) == [17, 9])
        let blocked = try FitExample.explain([person]) {
            timeOnly(&$0)
            $0.teams[0].calendar = 0
            $0.calendars = [[DayRange(from: FitExample.monday + 2, until: FitExample.monday + 6)]]
        }
        #expect(blocked.weeks.map(\.common) == [2, 9])
    }

    @Test func `the hours that somebody is willing to give bound the team`() throws {
        #expect(try FitExample.explain([member(16), member(16, hours: 1)], change: timeOnly).weeks.map(\.common) == [2, 2])
    }

    @Test func `unknown time is not no time`() throws {
        func common(_ member: FitMember) throws -> Int32 { try FitExample.explain([member], change: timeOnly).weeks[0].common }
        #expect(try common(FitMember()) == 8)
        #expect(try common(FitMember(hoursPerWeek: 10)) == 20)
        #expect(try common(FitMember(week: WeekMask())) == 0)
        #expect(try common(FitMember(week: .all)) == 336)
    }

    @Test func `a quorum may stand for all`() throws {
        let members = [member(8), member(6), FitMember(week: WeekMask(days: 4..<5, halfHours: 18..<40))]
        #expect(try FitExample.explain(members, change: timeOnly).weeks[0].common == 0)
        let two = try FitExample.explain(members) {
            timeOnly(&$0)
            $0.rules.quorum = 2
        }
        #expect(two.weeks[0].common == 6)
        let five = try FitExample.explain(members) {
            timeOnly(&$0)
            $0.rules.quorum = 5
        }
        #expect(five.weeks[0].common == 0)
    }

    @Test func `too little common time closes the gate`() throws {
        let found = try FitExample.explain([member(1)]) { $0.rules.leastTime = 1_251 }
        #expect(found.failures == [.time(halfHours: 2, of: 16, least: 3)])
        #expect(try FitExample.explain([member(1)]) { $0.rules.leastTime = 1_250 }.isEligible)
    }

    @Test func `a case that needs no hours has all it needs`() throws {
        #expect(try FitExample.explain([member(0)], hoursPerWeek: 0, change: timeOnly).fit == 10_000)
    }

    @Test func `a cut week belongs where its Thursday is`() {
        let monday = FitExample.monday
        #expect(Week.weeks(of: DayRange(from: monday + 3, until: monday + 10)).count == 2)
        #expect(Week.weeks(of: DayRange(from: monday + 4, until: monday + 9)).count == 1)
        #expect(Week.weeks(of: DayRange(from: monday + 4, until: monday + 10)).lowerBound == Week.of(day: monday) + 1)
        for day in Int32(-30)...30 {
            let week = Week.of(day: day)
            #expect(Week.monday(of: week) <= day && day < Week.monday(of: week + 1))
        }
        // 1970-01-01 was a Thursday.
        #expect(Week.thursday(of: 0) == 0)
    }

    @Test func `a week's bytes are those of a bit string, the first half-hour in the highest bit`() {
        var mask = WeekMask()
        mask[0] = true
        mask[9] = true
        mask[335] = true
        #expect(mask.bytes.prefix(2) == [0x80, 0x40] && mask.bytes.last == 0x01)
        #expect(WeekMask(bytes: mask.bytes) == mask)
        #expect(WeekMask.all.bytes == Array(repeating: 0xff, count: 42))
        #expect(WeekMask(bytes: mask.bytes.dropLast()) == nil)
        #expect(DayException.halfHours(bytes: [0xc0, 0, 0, 0, 0, 1]) == 0b11 | 1 << 47)
        #expect(DayException.bytes(halfHours: 0b11 | 1 << 47) == [0xc0, 0, 0, 0, 0, 1])
    }
}
