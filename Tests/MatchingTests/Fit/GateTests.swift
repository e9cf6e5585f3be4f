import Testing

@testable import Matching

@Suite("Gates")
struct GateTests {
    private func failures(
        _ members: [FitMember] = [FitMember(), FitMember()], needs: [SkillNeed] = [], change: (inout FitProblem) -> Void
    ) throws -> [GateFailure] {
        try FitExample.explain(members, needs: needs, change: change).failures
    }

    @Test func `a pair that breaks nothing is eligible`() throws {
        #expect(try failures { _ in } == [])
    }

    @Test func `every member must speak the language well enough`() throws {
        let fluent = FitMember(languages: [.init(language: 0, level: 6), .init(language: 1, level: 4)])
        let silent = FitMember(languages: [.init(language: 0, level: 6)])
        let english = LanguageLevel(language: 1, level: 4)
        #expect(try failures([fluent, fluent]) { $0.cases[0].languages = [english] } == [])
        #expect(
            try failures([fluent, silent]) { $0.cases[0].languages = [english] } == [.language(1, needs: 4, has: 0, member: 1)])
        #expect(
            try failures([fluent]) { $0.cases[0].languages = [.init(language: 1, level: 5)] } == [
                .language(1, needs: 5, has: 4, member: 0)
            ])
    }

    @Test func `who names no language speaks what the round presumes`() throws {
        let french = LanguageLevel(language: 0, level: 5)
        #expect(try failures { $0.cases[0].languages = [french] } == [])
        #expect(
            try failures {
                $0.cases[0].languages = [french, .init(language: 1, level: 1)]
                $0.rules.presumedLanguages = [french]
            } == [.language(1, needs: 1, has: 0, member: 0)])
    }

    @Test func `place counts only where the work cannot be done from anywhere`() throws {
        let (lille, nantes) = (FitMember(place: 0), FitMember(place: 1))
        func failures(_ members: [FitMember], _ rule: FitRules.PlaceRule, remote: Bool = false) throws -> [GateFailure] {
            try self.failures(members) {
                $0.cases[0].place = 0
                $0.cases[0].remote = remote
                $0.rules.placeRule = rule
            }
        }
        #expect(try failures([nantes, nantes], .everyMember, remote: true) == [])
        #expect(try failures([nantes, nantes], .ignored) == [])
        #expect(try failures([nantes, nantes], .someMember) == [.place(0)])
        #expect(try failures([lille, nantes], .someMember) == [])
        #expect(try failures([lille, nantes], .everyMember) == [.place(0)])
        #expect(try failures([lille, FitMember()], .everyMember) == [])
    }

    @Test func `the size of the team counts`() throws {
        #expect(try failures { $0.cases[0].leastMembers = 3 } == [.teamSize(members: 2, least: 3, most: 100)])
        #expect(try failures { $0.cases[0].mostMembers = 1 } == [.teamSize(members: 2, least: 1, most: 1)])
    }

    @Test func `the team must be there in enough weeks of the window`() throws {
        let late = FitMember(notBefore: FitExample.monday + 7)
        #expect(try failures([late]) { _ in } == [.window(weeks: 1, of: 2, least: 2)])
        #expect(try failures([late]) { $0.rules.leastPresence = 5_000 } == [])
        #expect(try failures([FitMember(notAfter: FitExample.monday + 10)]) { _ in } == [])
        #expect(try failures([FitMember(notAfter: FitExample.monday + 9)]) { _ in } == [.window(weeks: 1, of: 2, least: 2)])
    }

    @Test func `the mentor and the team need a half-hour in common`() throws {
        let team = [FitMember(week: WeekMask(days: 0..<1, halfHours: 18..<30)), FitMember(week: WeekMask(days: 0..<1, halfHours: 20..<40))]
        #expect(try failures(team) { $0.cases[0].mentor = WeekMask(days: 0..<1, halfHours: 0..<20) } == [.mentor])
        #expect(try failures(team) { $0.cases[0].mentor = WeekMask(days: 0..<1, halfHours: 0..<21) } == [])
    }

    @Test func `a case may be closed to a school`() throws {
        #expect(try failures { $0.cases[0].openTo = [1] } == [.school(0)])
        #expect(try failures { $0.cases[0].openTo = [1, 0] } == [])
        #expect(try failures { $0.cases[0].openTo = [] } == [.school(0)])
    }

    @Test func `a case may be open to any of many schools`() throws {
        let open: [Int32] = [200, 0, 63, 64, 127, 64]
        for school in Int32(0)...201 {
            let found = try failures {
                $0.schoolCount = 202
                $0.teams[0].school = school
                $0.cases[0].openTo = open
            }
            #expect(found == (open.contains(school) ? [] : [.school(school)]))
        }
    }

    @Test func `cases that are open to the same schools ask the same question`() {
        #expect(SchoolSet([1, 70, 3]) == SchoolSet([70, 3, 1, 1]))
        #expect(SchoolSet([1]) != SchoolSet([1, 70]) && SchoolSet([]) != SchoolSet([0]))
        #expect(!SchoolSet([]).contains(0))
    }

    @Test(arguments: FitProblem.Exclusion.Reason.allCases)
    func `a conflict, a veto and a ban exclude`(reason: FitProblem.Exclusion.Reason) throws {
        let failures = try failures { $0.exclusions = [.init(team: 0, target: 0, reason: reason)] }
        #expect(failures == [.excluded(reason)])
        #expect(failures.map(\.gate.rawValue) == [reason.rawValue])
    }

    @Test func `all closed gates are named at once`() throws {
        let found = try FitExample.explain([FitMember(week: WeekMask())], needs: [.init(skill: 5, level: 2, importance: .must)]) {
            $0.cases[0].leastMembers = 2
            $0.cases[0].openTo = []
        }
        #expect(found.verdicts.filter { !$0.failures.isEmpty }.map(\.gate) == [.teamSize, .mustSkill, .time, .school])
        #expect(found.verdicts.map(\.gate) == Gate.allCases)
    }
}
