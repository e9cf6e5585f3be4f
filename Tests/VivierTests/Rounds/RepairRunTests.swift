import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// What is proposed when a case is withdrawn or a team leaves after a run.
struct RepairRunTests {
    private func checkFrontier(_ preview: RepairPreview) {
        #expect(!preview.repairs.isEmpty)
        for (keener, heavier) in zip(preview.repairs, preview.repairs.dropFirst()) { #expect(keener.moved < heavier.moved) }
        for repair in preview.repairs {
            #expect(repair.moves.count { $0.kind == .moves } == repair.moved && repair.movesTotal == repair.moves.count)
            #expect(repair.moves.count { $0.kind == .displaced } == preview.displacedTotal)
            #expect(repair.fitLost == preview.totalFit - repair.totalFit)
            #expect(repair.unplaced.map(\.team) == repair.moves.filter { $0.to == nil }.map(\.team))
        }
    }

    @Test func `the team of a withdrawn case takes a free place, and nobody else moves`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10, 10], cases: [("Vendre", 1, 6), ("Exporter", 1, 6), ("Acheter", 1, 6)])
            #expect(scene.run.placed == 2)
            let matches = try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items
            let withdrawn = try #require(matches.first)
            let preview = try await given.perform(
                RepairRun(run: scene.run.id, body: RepairRequest(withdrawnCases: [withdrawn.case])), as: scene.school)
            checkFrontier(preview)
            #expect(preview.displaced.map(\.team) == [withdrawn.team])
            let first = try #require(preview.repairs.first)
            #expect(first.moved == 0 && first.placed == 2 && first.moves.count == 1 && first.unplaced.isEmpty)
            let move = try #require(first.moves.first)
            #expect(move.team == withdrawn.team && move.from == withdrawn.case && move.fromTitle == withdrawn.caseTitle)
            let target = try #require(move.to)
            #expect(!matches.map(\.case).contains(target))
        }
    }

    @Test func `more fit is reached the more teams move, and everyone can be placed again only by moving`() async throws {
        try await Given.house { given in
            // Whoever has few hours fits the short case only.
            let scene = try await RepairScene.of(
                given, hours: [3, 12], placement: "everyone-first", cases: [("Court", 2, 3), ("Long", 1, 10), ("Retiré", 1, 12)])
            let matches = try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items
            #expect(matches.count == 2)
            let preview = try await given.perform(
                RepairRun(
                    run: scene.run.id,
                    body: RepairRequest(
                        withdrawnCases: [scene.cases[2]], places: [.init(case: scene.cases[0], places: 1)], goneTeams: [])),
                as: scene.school)
            checkFrontier(preview)
            #expect(preview.repairs.last?.placed == 2)
        }
    }

    @Test func `a case with fewer places than teams says how many have to leave it, though none has lost its case yet`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10, 10], cases: [("Vendre", 2, 6), ("Loin", 1, 6)])
            let teams = try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items
            let both = teams.count { $0.case == scene.cases[0] }
            let request = RepairRequest(places: [.init(case: scene.cases[0], places: 1)])
            let preview = try await given.perform(RepairRun(run: scene.run.id, body: request), as: scene.school)
            checkFrontier(preview)
            #expect(preview.displacedTotal == 0)
            let crowded = RepairPreview.CrowdedCase(case: scene.cases[0], title: "Vendre", teams: 2, places: 1)
            #expect(preview.crowded == (both == 2 ? [crowded] : []), "\(teams)")
            let none = RepairRequest(withdrawnCases: [scene.cases[0]])
            #expect(try await given.perform(RepairRun(run: scene.run.id, body: none), as: scene.school).crowded.isEmpty)
        }
    }

    @Test func `what was withdrawn since the run is named with what the request names`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [10, 10, 10], cases: [("Vendre", 1, 6), ("Acheter", 1, 6), ("Louer", 1, 6), ("Prêter", 1, 6)])
            let matches = try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items
            let (earlier, now) = (matches[0], matches[1])
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE id = \(earlier.case)")
            let request = RepairRequest(withdrawnCases: [now.case])
            let preview = try await given.perform(RepairRun(run: scene.run.id, body: request), as: scene.school)
            #expect(preview.withdrawnSince == [.init(case: earlier.case, title: earlier.caseTitle)] && preview.displacedTotal == 2)
            #expect(Set(preview.displaced.map(\.team)) == [earlier.team, now.team] && preview.disbandedSince == 0)
            let both = RepairRequest(withdrawnCases: [now.case, earlier.case])
            #expect(try await given.perform(RepairRun(run: scene.run.id, body: both), as: scene.school).withdrawnSince.isEmpty)
        }
    }

    @Test func `a team that leaves frees its place for one that had none`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10, 10], cases: [("Vendre", 1, 6)])
            let placed = try #require(
                try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items.first)
            let preview = try await given.perform(
                RepairRun(run: scene.run.id, body: RepairRequest(goneTeams: [placed.team])), as: scene.school)
            checkFrontier(preview)
            let only = try #require(preview.repairs.first)
            #expect(preview.repairs.count == 1 && only.moved == 0 && only.placed == 1 && preview.displaced.isEmpty)
            #expect(only.moves.map(\.kind) == [.joins] && only.moves.first?.to == scene.cases[0] && only.moves.first?.team != placed.team)
        }
    }

    @Test func `pins stand, but for those on a case that is withdrawn`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [10, 10, 10], placement: "everyone-first", pin: (0, 0), cases: [("Vendre", 2, 6), ("Acheter", 2, 6)])
            #expect(scene.run.placed == 3)
            let other = try await given.perform(
                RepairRun(run: scene.run.id, body: RepairRequest(places: [.init(case: scene.cases[0], places: 1)])), as: scene.school)
            checkFrontier(other)
            // The pinned team has the one place that is left.
            #expect(other.displacedTotal == 1 && other.repairs.allSatisfy { $0.placed == 3 })
            #expect(other.repairs.allSatisfy { repair in !repair.moves.contains { $0.team == scene.teams[0] } })
            let all = try await given.perform(
                RepairRun(run: scene.run.id, body: RepairRequest(withdrawnCases: [scene.cases[0]])), as: scene.school)
            checkFrontier(all)
            #expect(all.displaced.map(\.team).contains(scene.teams[0]))
            #expect(all.repairs.allSatisfy { $0.placed == 2 })
            let few = try await given.perform(
                RepairRun(
                    run: scene.run.id,
                    body: RepairRequest(places: [.init(case: scene.cases[1], places: 3)], goneTeams: [scene.teams[0]])), as: scene.school)
            checkFrontier(few)
            #expect(few.repairs.allSatisfy { $0.placed == 2 })
        }
    }

    @Test func `what cannot be repaired is refused, and says why in both languages`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10, 10], pin: (0, 0), cases: [("Vendre", 2, 6), ("Acheter", 1, 6)])
            func refusal(_ request: RepairRequest, as caller: Caller? = nil) async throws -> RefusalReason? {
                try await given.refusal(of: RepairRun(run: scene.run.id, body: request), as: caller ?? scene.school)
            }
            let later = try await given.businessCase("Plus tard", by: try await given.company("Cire"))
            #expect(try await refusal(RepairRequest(withdrawnCases: [later]))?.fields.map(\.code) == ["not-in-run"])
            let unknown = try #require(BusinessCase.ID("00000000-0000-7000-8000-000000000000"))
            let missing = try await refusal(RepairRequest(places: [.init(case: unknown, places: 1)]))
            #expect(missing?.fields.map(\.code) == ["unknown"] && missing?.fields.first?.pointer == "/places/0/case")
            #expect(missing?.fields.first?.sentence.fr == "Le cas est introuvable.")
            #expect(
                try await refusal(RepairRequest(places: [.init(case: scene.cases[0], places: -1)]))?.fields.map(\.pointer)
                    == ["/places/0/places"])
            #expect(try await refusal(RepairRequest())?.fields.map(\.code) == ["nothing-changed"])
            #expect(
                try await refusal(
                    RepairRequest(withdrawnCases: [scene.cases[0]], places: [.init(case: scene.cases[0], places: 1)]))?.fields.map(\.code)
                    == ["twice"])
            let team = try #require(Team.ID("00000000-0000-7000-8000-000000000000"))
            #expect(try await refusal(RepairRequest(goneTeams: [team]))?.fields.map(\.pointer) == ["/gone_teams/0"])
            let stranger = try await given.school("Lille")
            #expect(try await refusal(RepairRequest(goneTeams: [scene.teams[0]]), as: .school(stranger))?.kind == .missing)
        }
    }

    @Test func `what was withdrawn since the run need not be named`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10, 10], cases: [("Vendre", 2, 6), ("Acheter", 1, 6)])
            let matches = try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items
            let gone = try #require(matches.first).case
            let named = try await given.perform(
                RepairRun(run: scene.run.id, body: RepairRequest(withdrawnCases: [gone])), as: scene.school)
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE id = \(gone)")
            let unnamed = try await given.perform(RepairRun(run: scene.run.id, body: RepairRequest()), as: scene.school)
            #expect(unnamed.displacedTotal > 0 && unnamed.displaced.map(\.team) == named.displaced.map(\.team))
            #expect(unnamed.repairs.map(\.totalFit) == named.repairs.map(\.totalFit))
        }
    }

    @Test func `a stable run is not repaired`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10], policy: "stable", cases: [("Vendre", 1, 6)])
            let reason = try await given.refusal(
                of: RepairRun(run: scene.run.id, body: RepairRequest(withdrawnCases: [scene.cases[0]])), as: scene.school)
            #expect(reason?.code == "not-best-total" && reason?.sentence.fr.contains("meilleur total") == true)
        }
    }
}
