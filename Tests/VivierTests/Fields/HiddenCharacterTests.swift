import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// Names that people read are held to what people can see, wherever they come from.
struct HiddenCharacterTests {
    private static let hidden = [
        "Sell \u{202E}yenoh", "Sell\u{200B}honey", "Sell \u{2066}honey", "Sell\u{FFFE}", "Sell\nhoney", "\u{2800}", "Sell\u{3164}",
        "\u{115F}honey",
        "Se\u{34F}ll", "\u{FFA0}",
    ]

    private static let nobody = "01a20694-7c60-7314-b484-2402708de809"

    private func caseDraft(_ title: String, reward: String? = nil) throws -> CaseDraft {
        CaseDraft(
            title: title, window: CaseContent.Window(from: try #require(Day("2027-02-01")), until: try #require(Day("2027-03-01"))),
            hoursPerWeek: 4, reward: reward)
    }

    @Test func `the title of a case hides nothing`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel du Morvan"))
            for title in Self.hidden {
                let refusal = try await given.refusal(of: try PostCase(draft: caseDraft(title)), as: company)
                #expect(
                    refusal?.fields.map(\.pointer) == ["/title"] && refusal?.fields.map(\.code) == ["hidden-character"],
                    "\(title.debugDescription)")
            }
            for blank in ["\u{FE0F}", "\u{200D}\u{200C}"] {
                #expect(try await given.refusal(of: try PostCase(draft: caseDraft(blank)), as: company)?.faults == ["/title blank"])
            }
            let two = try await given.refusal(of: try PostCase(draft: caseDraft("a\u{202E}", reward: "b\u{202E}")), as: company)
            #expect(two?.fields.compactMap(\.pointer) == ["/title", "/reward"])
            let posted = try await given.application.perform(
                try PostCase(draft: caseDraft(" E\u{301}tude ", reward: "Un\npot\u{2028}plein")), by: company)
            #expect(posted.case.content.title == "Étude" && posted.case.content.title.unicodeScalars.count == 5)
        }
    }

    @Test func `the name of a round and the reason of a decision hide nothing`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            for name in Self.hidden {
                let work = CreateRound(draft: RoundDraft(name: name, cohorts: [cohort]))
                #expect(try await given.refusal(of: work, as: .school(school))?.fields.map(\.code) == ["hidden-character"])
            }
            let round = try await given.round("Printemps", of: school, over: cohort)
            let decision = Decision(
                team: try #require(Team.ID(Self.nobody)), case: try #require(BusinessCase.ID(Self.nobody)), kind: .ban, reason: "a\u{202E}b"
            )
            let refusal = try await given.refusal(of: SettlePair(round: round, body: decision), as: .school(school))
            #expect(refusal?.fields.map(\.pointer) == ["/reason"])
        }
    }

    @Test func `a file name of sixty families is kept by whole families`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let roster = Array("key,given_name,family_name,email\n1,Ève,Ng,e@ecole.example\n".utf8)
            for (name, kept) in [
                (String(repeating: "👨‍👩‍👧‍👦", count: 60), String(repeating: "👨‍👩‍👧‍👦", count: 42)),
                ("a\u{202E}vsc.exe", "a\\u{202E}vsc.exe"),
                (String(repeating: "\u{202E}", count: 300), String(repeating: "\\u{202E}", count: 37) + "\\u{2"),
            ] {
                _ = try await given.application.perform(
                    ImportRoster(cohort: cohort, query: RosterImportQuery(name: name), file: roster), by: .school(school))
                let stored = try await given.database.execute(
                    "SELECT file_name FROM roster_import ORDER BY created_at DESC, id DESC LIMIT 1")
                let text = try stored[0].decode(String.self)
                #expect(text.hasPrefix(kept) && text.unicodeScalars.count <= 300, "\(text)")
            }
        }
    }
}
