import API
import Postgres
import TestSupport
import Testing
import Vivier

@Suite struct ProspectTests {
    @Test func `a consenting student is followed from spotted to hired, with a receipt at each look`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Ça & Cie")
            let businessCase = try await given.businessCase("Étude d'été", by: company)
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            let draft = ProspectDraft(student: eve, case: businessCase, note: "Vue au forum\nTrès bien")
            let added = try await given.perform(AddProspect(draft: draft), as: .recruiter(company))
            #expect(added.stage == .spotted)
            #expect(added.school == "École Zoë")
            #expect(added.case == businessCase)
            #expect(added.note == "Vue au forum\nTrès bien")
            var last = added
            for stage in [Prospect.Stage.contacted, .met, .offer, .hired] {
                last = try await given.perform(
                    MoveProspect(prospect: added.id, draft: ProspectMove(stage: stage)), as: .recruiter(company))
            }
            #expect(last.stage == .hired)
            #expect(last.version == 5)
            #expect(last.note == added.note)
            let events = try await given.database.execute("SELECT coalesce(from_stage, ''), to_stage FROM prospect_event ORDER BY at, id")
                .decode(String.self, String.self)
            #expect(
                Set(events.map { "\($0.0)>\($0.1)" }) == [">spotted", "spotted>contacted", "contacted>met", "met>offer", "offer>hired"])
            #expect(try await given.receipts(of: eve, by: company) == 5)
            #expect(try await given.perform(ShowPoolStudent(student: eve), as: .company(company)).prospect == added.id)
        }
    }

    @Test func `who does not consent, is followed already or is not of the case is not added`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let (company, other) = (try await given.company("A"), try await given.company("B"))
            let foreignCase = try await given.businessCase("Cas", by: other)
            let eve = try await given.student("Ève O’Neil", of: school)
            func refusal(_ draft: ProspectDraft) async throws -> RefusalReason? {
                try await given.refusal(of: AddProspect(draft: draft), as: .company(company))
            }
            #expect(try await refusal(ProspectDraft(student: eve))?.kind == .missing)
            try await given.consent(of: eve, school)
            #expect(try await refusal(ProspectDraft(student: eve, case: foreignCase))?.faults == ["/case unknown"])
            let note = String(repeating: "x", count: 4_001)
            #expect(try await refusal(ProspectDraft(student: eve, note: note))?.faults == ["/note length"])
            #expect(try await refusal(ProspectDraft(student: eve)) == nil)
            #expect(try await refusal(ProspectDraft(student: eve))?.code == "prospect-known")
            for caller in [Caller.root, .school(school), .student(eve, of: school)] {
                #expect(try await given.refusal(of: AddProspect(draft: ProspectDraft(student: eve)), as: caller)?.kind == .denied)
            }
        }
    }

    @Test func `of eight who add at once one does`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            let add = AddProspect(draft: ProspectDraft(student: eve))
            let refusals = try await withThrowingTaskGroup(of: RefusalReason?.self) { group in
                for _ in 0..<8 { group.addTask { try await given.refusal(of: add, as: .company(company)) } }
                return try await group.reduce(into: [RefusalReason?]()) { $0.append($1) }
            }
            #expect(refusals.filter { $0 == nil }.count == 1)
            #expect(refusals.compactMap { $0?.code } == Array(repeating: "prospect-known", count: 7))
            #expect(try await given.receipts() == 1)
        }
    }

    @Test func `of two same moves at once one is made, and the history has it once`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            let prospect = try await given.perform(AddProspect(draft: ProspectDraft(student: eve)), as: .company(company))
            let move = MoveProspect(prospect: prospect.id, draft: ProspectMove(stage: .met))
            async let first = given.refusal(of: move, as: .company(company))
            async let second = given.refusal(of: move, as: .recruiter(company))
            let codes = [try await first?.code, try await second?.code]
            #expect(codes.compactMap { $0 } == ["stage-same"])
            let events = try await given.database.execute("SELECT count(*) FROM prospect_event")[0].decode(Int.self)
            #expect(events == 2)
        }
    }

    @Test func `a move back needs a note, and nobody is hired without an offer`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            let prospect = try await given.perform(AddProspect(draft: ProspectDraft(student: eve)), as: .company(company))
            func refusal(_ stage: Prospect.Stage, _ note: String? = nil) async throws -> RefusalReason? {
                let move = MoveProspect(prospect: prospect.id, draft: ProspectMove(stage: stage, note: note))
                return try await given.refusal(of: move, as: .company(company))
            }
            #expect(try await refusal(.hired)?.code == "stage-exit")
            #expect(try await refusal(.met) == nil)
            #expect(try await refusal(.contacted)?.faults == ["/note missing"])
            #expect(try await refusal(.contacted, "Erreur de saisie") == nil)
            #expect(try await refusal(.declined) == nil)
            #expect(try await refusal(.hired)?.code == "stage-exit")
            #expect(try await refusal(.spotted, "Elle revient") == nil)
            let listed = try await given.perform(ListProspects(query: ProspectListQuery(stage: .spotted)), as: .company(company))
            #expect(listed.items.map(\.note) == ["Elle revient"])
        }
    }

    @Test func `the stages have the exits of their comment and no other`() {
        let open: [Prospect.Stage] = [.spotted, .contacted, .met, .offer]
        for (place, from) in open.enumerated() {
            for (other, to) in open.enumerated() {
                #expect(from.move(to: to) == (other > place ? .forward : other < place ? .back : .none))
            }
            #expect(from.move(to: .declined) == .forward)
            #expect(from.move(to: .hired) == (from == .offer ? .forward : .none))
        }
        for end in [Prospect.Stage.hired, .declined] {
            for to in open { #expect(end.move(to: to) == .back) }
            #expect(end.move(to: .hired) == .none)
            #expect(end.move(to: .declined) == .none)
        }
    }

    @Test func `a company finds its own prospects page by page, and no other's`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let (company, other) = (try await given.company("A"), try await given.company("B"))
            var added: [Prospect.ID] = []
            for name in ["Ève A", "Ève B", "Ève C", "Ève D", "Ève E"] {
                let student = try await given.student(name, of: school)
                try await given.consent(of: student, school)
                added.append(try await given.perform(AddProspect(draft: ProspectDraft(student: student)), as: .company(company)).id)
            }
            let receipts = try await given.receipts()
            let listed: [Prospect] = try await given.all(as: .recruiter(company)) {
                ListProspects(query: ProspectListQuery(limit: $0.limit, cursor: $0.cursor))
            }
            #expect(Set(listed.map(\.id)) == Set(added))
            #expect(listed.count == 5)
            #expect(try await given.receipts() == receipts + 5)
            #expect(try await given.perform(ListProspects(query: ProspectListQuery()), as: .company(other)).items.isEmpty)
            let move = MoveProspect(prospect: added[0], draft: ProspectMove(stage: .met))
            #expect(try await given.refusal(of: move, as: .company(other))?.kind == .missing)
        }
    }
}
