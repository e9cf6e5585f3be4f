import API
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// A round with the policy `fairest`, from its opening to a published run.
struct FairestRunTests {
    @Test func `the worst-served team decides, and the run verifies, replays to the same bytes, explains itself and is published`()
        async throws
    {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let negotiation = try await given.database.execute("SELECT id FROM skill WHERE label_en = 'Negotiation'")[0].decode(Int32.self)
            // The first is good at what one case asks for, and free for both; the second only ever fits the other poorly.
            var teams: [Team.ID] = []
            for (name, level) in [("Ève O’Neil", 4), ("Zoë Ÿ", 2)] as [(String, Int32)] {
                let member = try await given.student(name, of: school, in: cohort)
                try await given.database.execute(
                    "UPDATE student SET skills = \([negotiation * 8 + level]), skills_stated_on = '2026-10-01' WHERE id = \(member)")
                teams.append(try await given.team("Équipe \(name)", of: [member], in: cohort, school: school))
            }
            let company = try await given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for (title, level) in [("Vendre", 4), ("Acheter", 2)] as [(String, Int32)] {
                let id = try await given.businessCase(title, by: company)
                cases.append(id)
                try await given.database.execute(
                    """
                    INSERT INTO business_case_skill (case_id, skill_id, level, importance, position)
                    VALUES (\(id), \(negotiation), \(level), 'should', 1)
                    """)
            }
            let admin = Caller.school(school)
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: "fairest")), as: admin)
            let run = try await given.perform(RunRound(round: round.id), as: admin)
            #expect(run.placed == 2 && run.rules.policy == "fairest")
            #expect(run.certificate.kind == "leximin-chain" && run.certificate.bound == 2)
            let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: admin).items
            #expect(Dictionary(uniqueKeysWithValues: matches.map { ($0.team, $0.case) }) == [teams[0]: cases[0], teams[1]: cases[1]])

            let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: admin)
            #expect(verification.valid && verification.replayed == true && verification.policy == "fairest", "\(verification.broken ?? "")")
            let query = ExplanationQuery(team: teams[1], case: cases[0])
            let explained = try await given.perform(ExplainPair(run: run.id, query: query), as: admin)
            #expect(explained.cost == nil && explained.standing?.code == "less-fair", "\(String(describing: explained.standing))")
            #expect(try await given.refusal(of: ListScarceCases(run: run.id, query: PageQuery()), as: admin)?.code == "no-prices")
            let branch = try await given.perform(BranchRun(run: run.id, body: BranchRequest(policy: "best-total")), as: admin)
            _ = try await given.perform(ListScarceCases(run: branch.id, query: PageQuery()), as: admin)

            let snapshot = try Snapshot.read(try await given.perform(DownloadSnapshot(run: run.id), as: admin))
            let result = try await given.perform(DownloadResult(run: run.id), as: admin)
            #expect(String(decoding: result, as: UTF8.self).contains("\"kind\": \"leximin-chain\", \"on\": \"fit\""))
            var claim = try ResultFile.read(result, for: snapshot.frame).claim
            let listed = try #require(snapshot.rankedInstance(of: try FitBook(snapshot.problem)))
            #expect(snapshot.firstBroken(claim, among: listed) == nil)
            (claim.matches[0].target, claim.matches[1].target) = (claim.matches[1].target, claim.matches[0].target)
            #expect(snapshot.firstBroken(claim, among: listed) != nil)
            #expect(try await given.perform(PublishRun(run: run.id), as: admin).state == "published")
        }
    }
}
