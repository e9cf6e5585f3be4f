import API
import Formats
import TestSupport
import Testing
import Vivier

@Suite struct CohortTests {
    @Test func `a school adds a programme and a cohort with its exams`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let programme = try await given.perform(
                CreateProgramme(draft: ProgrammeDraft(code: "PGE", name: "Programme grande école")), as: .school(school))
            #expect(try await given.perform(ShowProgramme(programme: programme.id), as: .school(school)).name == "Programme grande école")
            let exams = BlockedDays(reason: .exams, from: try day("2026-12-14"), until: try day("2026-12-18"))
            let draft = CohortDraft(
                programme: programme.id, code: "PGE-2027", name: "Promotion d’été", startsOn: try day("2026-09-01"),
                endsOn: try day("2027-06-30"), blocked: [exams])
            let made = try await given.perform(CreateCohort(draft: draft), as: .school(school))
            let student = try await given.student("Ève O’Neil", of: school, in: made.id)
            _ = try await given.team("Équipe", of: [student], in: made.id, school: school)
            for caller in [Caller.school(school), .root, .student(student, of: school)] {
                let shown = try await given.perform(ShowCohort(cohort: made.id), as: caller)
                #expect(shown.blocked?.map(\.until) == [exams.until])
                #expect(shown.programme == programme.id)
                #expect((shown.students, shown.teams) == (1, 1))
            }
        }
    }

    @Test func `one school sees nothing of another's, and adds nothing to it`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let company = try await given.company("Cie")
            let (programme, cohort) = (try await given.programme("P", of: school), try await given.cohort("C", of: school))
            #expect(try await given.refusal(of: ShowProgramme(programme: programme), as: .school(other))?.kind == .missing)
            #expect(try await given.refusal(of: ShowCohort(cohort: cohort), as: .school(other))?.kind == .missing)
            #expect(try await given.perform(ListProgrammes(query: SortedQuery()), as: .school(other)).items.isEmpty)
            #expect(try await given.perform(ListCohorts(query: PageQuery()), as: .school(other)).items.isEmpty)
            let foreign = CohortDraft(school: school, code: "x", name: "x")
            #expect(try await given.refusal(of: CreateCohort(draft: foreign), as: .school(other))?.faults == ["/school foreign"])
            let borrowed = CohortDraft(programme: programme, code: "x", name: "x")
            #expect(try await given.refusal(of: CreateCohort(draft: borrowed), as: .school(other))?.faults == ["/programme unknown"])
            for caller in [Caller.company(company), .recruiter(company)] {
                #expect(try await given.refusal(of: ShowCohort(cohort: cohort), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: CreateCohort(draft: foreign), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: ListProgrammes(query: SortedQuery()), as: caller)?.kind == .denied)
            }
            #expect(
                try await given.refusal(of: CreateProgramme(draft: ProgrammeDraft(code: "x", name: "x")), as: .root)?.faults == [
                    "/school missing"
                ])
            let nowhere = ProgrammeDraft(school: company, code: "x", name: "x")
            #expect(try await given.refusal(of: CreateProgramme(draft: nowhere), as: .root)?.faults == ["/school unknown"])
        }
    }

    @Test func `codes are unique in a school, and what is wrong is named field by field`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let programme = CreateProgramme(draft: ProgrammeDraft(code: "PGE", name: "é"))
            let cohort = CreateCohort(draft: CohortDraft(code: "2027", name: "ß"))
            for caller in [Caller.school(school), .school(other)] {
                _ = try await given.perform(programme, as: caller)
                _ = try await given.perform(cohort, as: caller)
            }
            #expect(try await given.refusal(of: programme, as: .school(school))?.code == "programme-known")
            #expect(try await given.refusal(of: cohort, as: .school(school))?.code == "cohort-known")
            let (early, late) = (try day("2026-09-01"), try day("2027-09-01"))
            let draft = CohortDraft(
                code: "", name: "a\nb", startsOn: late, endsOn: early, blocked: [BlockedDays(reason: .other, from: late, until: early)])
            #expect(
                try await given.refusal(of: CreateCohort(draft: draft), as: .school(school))?.faults == [
                    "/code length", "/name hidden-character", "/ends_on order", "/blocked/0/until order",
                ])
            let programmes: [Programme] = try await given.all(limit: 1, as: .root) {
                ListProgrammes(query: SortedQuery(limit: $0.limit, cursor: $0.cursor))
            }
            let cohorts: [Cohort] = try await given.all(limit: 1, as: .root) { ListCohorts(query: $0) }
            #expect((programmes.count, cohorts.count) == (2, 2))
        }
    }

    @Test func `programmes are searched, read in any order page by page, and taken away`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École Zoë"), try await given.school("Autre"))
            for (code, name) in [("PGE", "Grande école"), ("=B", "Bachelor"), ("M1", "Master été")] {
                _ = try await given.perform(CreateProgramme(draft: ProgrammeDraft(code: code, name: name)), as: .school(school))
            }
            _ = try await given.perform(CreateProgramme(draft: ProgrammeDraft(code: "PGE", name: "Fremd")), as: .school(other))
            func codes(_ query: SortedQuery) async throws -> [String] {
                try await given.perform(ListProgrammes(query: query), as: .school(school)).items.map(\.code)
            }
            #expect(try await codes(SortedQuery()) == ["=B", "M1", "PGE"])
            #expect(try await codes(SortedQuery(sort: "-name")) == ["M1", "PGE", "=B"])
            #expect(try await codes(SortedQuery(q: "ETE")) == ["M1"])
            #expect(try await codes(SortedQuery(q: "pge")) == ["PGE"])
            for sort in ["code", "-code", "name", "-name"] {
                var (seen, cursor): ([String], String?) = ([], nil)
                repeat {
                    let list = ListProgrammes(query: SortedQuery(sort: sort, limit: 1, cursor: cursor))
                    let page = try await given.perform(list, as: .school(school))
                    seen += page.items.map(\.code)
                    cursor = page.next
                } while cursor != nil
                #expect(try await codes(SortedQuery(sort: sort)) == seen && seen.count == 3, "\(sort)")
            }
            let unknown = ListProgrammes(query: SortedQuery(sort: "school"))
            #expect(try await given.refusal(of: unknown, as: .school(school))?.faults == ["sort unknown-sort"])
            let export = ExportProgrammes(query: SortedExportQuery(sort: "-code"), form: .people(.french))
            let lines = String(decoding: try await given.perform(export, as: .school(school)), as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == 4 && lines[1].hasSuffix(";PGE;Grande école;École Zoë") && lines[3].contains(";'=B;"), "\(lines)")
            let all = String(decoding: try await given.perform(export, as: .root), as: UTF8.self)
            #expect(all.contains("Fremd;Autre") && all.contains("Bachelor;École Zoë"), "\(all)")
            let foreign = try await given.refusal(of: export, as: .company(try await given.company("Cie")))
            #expect(foreign?.kind == .denied)
        }
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }
}
