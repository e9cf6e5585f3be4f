import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// What a company notes of its prospects, and how it finds them again.
@Suite struct ProspectNoteTests {
    private struct Scene {
        var school: Organisation.ID
        var company: Organisation.ID
        var prospects: [Prospect.ID] = []
        var recruiter: Caller { .recruiter(company) }
    }

    private func scene(_ given: Given) async throws -> Scene {
        var scene = Scene(school: try await given.school("École"), company: try await given.company("Miel"))
        for name in ["Zoë Ÿ", "Ève O’Neil", "Max +M"] {
            let student = try await given.student(name, of: scene.school)
            try await given.consent(of: student, scene.school)
            scene.prospects.append(
                try await given.perform(AddProspect(draft: ProspectDraft(student: student)), as: scene.recruiter).id)
        }
        return scene
    }

    @Test func `a note and the next action replace what stood there, unless somebody was faster`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let id = scene.prospects[0]
            let day = try #require(Day("2027-03-01"))
            let edit = ProspectEdit(note: "Vue au forum", nextAction: "Appeler", nextOn: day)
            let edited = try await given.perform(EditProspect(prospect: id, draft: edit, replacing: 1), as: scene.recruiter)
            #expect(edited.nextAction == "Appeler" && edited.nextOn == day && edited.note == "Vue au forum" && edited.version == 2)
            let late = EditProspect(prospect: id, draft: ProspectEdit(note: "Autre"), replacing: 1)
            #expect(try await given.refusal(of: late, as: scene.recruiter)?.code == "changed-meanwhile")
            let dated = EditProspect(prospect: id, draft: ProspectEdit(nextOn: day), replacing: 2)
            #expect(try await given.refusal(of: dated, as: scene.recruiter)?.faults == ["/next_action missing"])
            let other = Caller.recruiter(try await given.company("Autre"))
            for work in [EditProspect(prospect: id, draft: edit, replacing: 2)] {
                #expect(try await given.refusal(of: work, as: other)?.kind == .missing)
            }
            #expect(try await given.refusal(of: ShowProspect(prospect: id), as: other)?.kind == .missing)
            let events = try await given.perform(ListProspectEvents(prospect: id, query: SortedQuery()), as: scene.recruiter).items
            #expect(
                events.map { "\($0.from?.rawValue ?? "")>\($0.to.rawValue) \($0.note)" } == ["spotted>spotted Vue au forum", ">spotted "])
            #expect(try await given.refusal(of: ListProspectEvents(prospect: id, query: SortedQuery()), as: other)?.kind == .missing)
        }
    }

    @Test func `a history is searched, read either way page by page, and taken away with a receipt`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let id = scene.prospects[0]
            for (note, version) in [("Vue au forum", 1), ("=Rappelée", 2), ("Déjeuner", 3)] {
                let edit = EditProspect(prospect: id, draft: ProspectEdit(note: note), replacing: version)
                _ = try await given.perform(edit, as: scene.recruiter)
            }
            func notes(_ query: SortedQuery) async throws -> [String] {
                try await given.perform(ListProspectEvents(prospect: id, query: query), as: scene.recruiter).items.map(\.note)
            }
            #expect(try await notes(SortedQuery(q: "dejeuner")) == ["Déjeuner"])
            #expect(try await notes(SortedQuery(sort: "at", limit: 2)) == ["", "Vue au forum"])
            var (seen, cursor): ([String], String?) = ([], nil)
            repeat {
                let query = SortedQuery(sort: "-at", limit: 1, cursor: cursor)
                let page = try await given.perform(ListProspectEvents(prospect: id, query: query), as: scene.recruiter)
                seen += page.items.map(\.note)
                cursor = page.next
            } while cursor != nil
            #expect(seen == ["Déjeuner", "=Rappelée", "Vue au forum", ""])
            let unknown = ListProspectEvents(prospect: id, query: SortedQuery(sort: "name"))
            #expect(try await given.refusal(of: unknown, as: scene.recruiter)?.kind == .invalid)
            let count: SQL = "SELECT count(*) FROM person_read WHERE kind = 'export'"
            let before = try await given.database.execute(count)[0].decode(Int.self)
            let export = ExportProspectEvents(prospect: id, query: SortedExportQuery(q: "rappel"), form: .people(.french))
            let file = String(decoding: try await given.perform(export, as: scene.recruiter), as: UTF8.self)
            #expect(file.contains("'=Rappelée") && file.contains("repéré") && !file.contains("Déjeuner"), "\(file)")
            #expect(try await given.database.execute(count)[0].decode(Int.self) == before + 1)
            let other = Caller.recruiter(try await given.company("Autre"))
            #expect(try await given.refusal(of: export, as: other)?.kind == .missing)
        }
    }

    @Test func `prospects are found by words, at a stage and in every order, page by page`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let day = try #require(Day("2027-03-01"))
            _ = try await given.perform(
                EditProspect(prospect: scene.prospects[2], draft: ProspectEdit(nextAction: "Appeler", nextOn: day), replacing: 1),
                as: scene.recruiter)
            _ = try await given.perform(
                MoveProspect(prospect: scene.prospects[0], draft: ProspectMove(stage: .met)), as: scene.recruiter)
            func names(_ sort: String?, q: String? = nil, stage: Prospect.Stage? = nil) async throws -> [String] {
                var (names, cursor): ([String], String?) = ([], nil)
                repeat {
                    let query = ProspectListQuery(stage: stage, q: q, sort: sort, limit: 1, cursor: cursor)
                    let page = try await given.perform(ListProspects(query: query), as: scene.recruiter)
                    names += page.items.map(\.givenName)
                    cursor = page.next
                } while cursor != nil
                return names
            }
            #expect(try await names(nil) == ["Max", "Ève", "Zoë"])
            #expect(try await names("added") == ["Zoë", "Ève", "Max"])
            #expect(try await names("name") == ["Max", "Ève", "Zoë"])
            let (moved, due) = (try await names("-changed"), try await names("next"))
            #expect(moved.first == "Zoë" && moved.count == 3)
            #expect(due.first == "Max" && due.count == 3)
            #expect(try await names(nil, q: "o’neil") == ["Ève"])
            #expect(try await names(nil, q: "ecole").count == 3)
            #expect(try await names(nil, stage: .met) == ["Zoë"])
        }
    }

    @Test func `a file of prospects leaves each of them a receipt and shows nobody who withdrew`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let before = try await given.receipts()
            try await given.database.execute(
                """
                UPDATE consent SET withdrawn_at = now()
                WHERE student_id = (SELECT student_id FROM prospect WHERE id = \(scene.prospects[1]))
                """)
            let csv = String(
                decoding: try await given.perform(ExportProspects(query: ProspectExportQuery()), as: scene.recruiter), as: UTF8.self)
            #expect(csv.split(separator: "\r\n").count == 3 && csv.contains(",'+M,Max,École,spotted,") && !csv.contains("O’Neil"))
            #expect(csv.contains("consent scope: talent-pool, shown to Miel"))
            let exported = try await given.database.execute("SELECT count(*) FROM person_read WHERE kind = 'export'")[0].decode(Int.self)
            #expect(exported == 2 && before == 3)
        }
    }
}
