import API
import Dispatch
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// A round from rows to a published run, with its proof.
struct RunRoundTests {
    /// A school with three teams of two, and two cases of one place: somebody must stay without.
    private func scarce(_ given: Given) async throws -> (
        school: Organisation.ID, round: Round.ID, teams: [Team.ID], cases: [BusinessCase.ID]
    ) {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var teams: [Team.ID] = []
        for number in 1...3 {
            let members = [
                try await given.student("Ève \(number)", of: school, in: cohort),
                try await given.student("Zoë \(number)", of: school, in: cohort),
            ]
            teams.append(try await given.team("Équipe \(number)", of: members, in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        let cases = [try await given.businessCase("Vendre", by: company), try await given.businessCase("Acheter", by: company)]
        let round = try await given.application.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), by: .school(school))
        return (school, round.id, teams, cases)
    }

    @Test func `a run places all there is room for, proves it, and replays to the same bytes`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let run = try await given.application.perform(RunRound(round: round), by: .school(school))
            #expect(run.placed == 2 && run.teams == 3 && run.cases == 2 && run.number == 1 && run.state == "draft")
            #expect(run.certificate.bound == run.totalFit && run.totalFit > 0 && run.eligible == 6)
            let verification = try await given.application.perform(
                VerifyRun(run: run.id, query: VerificationQuery(replay: true)), by: .school(school))
            #expect(verification.valid && verification.replayed == true && verification.snapshotHash == run.snapshotHash)
            let scarcity = try await given.application.perform(
                ListScarceCases(run: run.id, query: PageQuery()), by: .school(school))
            #expect(scarcity.items.count == 2 && scarcity.items.allSatisfy { $0.price > 0 })
            // What one more place is worth is what a branch with it gains.
            for one in scarcity.items {
                let wider = try await given.application.perform(
                    BranchRun(run: run.id, body: BranchRequest(places: [.init(case: one.case, places: 2)])), by: .school(school))
                #expect(one.worth == wider.totalFit - run.totalFit && one.teams == wider.placed - run.placed)
            }
        }
    }

    @Test func `the exported papers convince a checker that never saw the database`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let run = try await given.application.perform(RunRound(round: round), by: .school(school))
            let snapshotBytes = try await given.application.perform(DownloadSnapshot(run: run.id), by: .school(school))
            let resultBytes = try await given.application.perform(DownloadResult(run: run.id), by: .school(school))
            #expect(SHA256.hex(of: snapshotBytes) == run.snapshotHash)
            let snapshot = try Snapshot.read(snapshotBytes)
            let claim = try ResultFile.read(resultBytes, for: snapshot.frame).claim
            let book = try FitBook(snapshot.problem)
            #expect(DenseChecker(book, claim).verdict() == .valid)
            var forged = claim
            forged.totalFit += 1
            #expect(DenseChecker(book, forged).verdict() != .valid)
            // Names stay at home.
            let text = String(decoding: snapshotBytes, as: UTF8.self)
            #expect(!text.contains("Ève") && !text.contains("@example.org") && !text.contains("Vendre"))
        }
    }

    @Test func `a published run never changes, whoever asks`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let run = try await given.application.perform(RunRound(round: round), by: .school(school))
            let published = try await given.application.perform(PublishRun(run: run.id), by: .school(school))
            #expect(published.state == "published" && published.publishedAt != nil)
            for statement: SQL in [
                "UPDATE run SET total_fit = 0", "DELETE FROM match", "UPDATE case_price SET price = 0",
                "UPDATE run_document SET bytes = '', sha256 = sha256('')", "UPDATE certificate SET bound = 1", "DELETE FROM run",
            ] {
                await #expect(throws: PostgresError.self) { try await given.database.execute(statement) }
            }
            await #expect(throws: RunRound.No.self) {
                _ = try await given.application.perform(RunRound(round: round), by: .school(school))
            }
            await #expect(throws: PublishRun.No.self) {
                _ = try await given.application.perform(PublishRun(run: run.id), by: .school(school))
            }
        }
    }

    @Test func `a pin is obeyed, a ban is obeyed, and both are explained`() async throws {
        try await Given.house { given in
            let (school, round, teams, cases) = try await scarce(given)
            let admin = Caller.school(school)
            for (team, target, kind) in [
                (teams[2], cases[0], Decision.Kind.pin), (teams[0], cases[1], .ban), (teams[1], cases[1], .conflict),
            ] {
                _ = try await given.application.perform(
                    SettlePair(round: round, body: Decision(team: team, case: target, kind: kind, reason: "le jury l’a décidé")), by: admin)
            }
            let run = try await given.application.perform(RunRound(round: round), by: admin)
            let matches = try await given.application.perform(ListMatches(run: run.id, query: PageQuery()), by: admin).items
            #expect(matches.map(\.team) == [teams[2]] && matches[0].case == cases[0] && matches[0].pinned)
            let banned = try await given.application.perform(
                ExplainPair(run: run.id, query: ExplanationQuery(team: teams[0], case: cases[1])), by: admin)
            #expect(!banned.eligible && banned.gates.contains { $0.code == "ban" && !$0.passed })
            let tied = try await given.application.perform(
                ExplainPair(run: run.id, query: ExplanationQuery(team: teams[1], case: cases[1])), by: admin)
            #expect(!tied.eligible && tied.gates.filter { !$0.passed }.map(\.code) == ["conflict"])
            let verified = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: admin)
            #expect(verified.valid && verified.replayed == true)
            let pinned = try await given.application.perform(
                ExplainPair(run: run.id, query: ExplanationQuery(team: teams[2], case: cases[0])), by: admin)
            #expect(pinned.matched && pinned.cost?.isNothing == true && pinned.fit == matches[0].fit)
            // What was settled holds in the run: nothing keeps it from being published.
            #expect(try await given.perform(PublishRun(run: run.id), as: admin).state == "published")
        }
    }

    @Test func `a decision on an absent team or case is told with the round and its run, until it is lifted`() async throws {
        try await Given.house { given in
            let (school, round, teams, cases) = try await scarce(given)
            let admin = Caller.school(school)
            for (team, target, kind) in [(0, 0, Decision.Kind.pin), (1, 1, .ban), (2, 1, .pin)] {
                let decision = Decision(team: teams[team], case: cases[target], kind: kind, reason: "le jury l’a décidé")
                _ = try await given.perform(SettlePair(round: round, body: decision), as: admin)
            }
            #expect(try await given.perform(ShowRound(round: round), as: admin).warnings.isEmpty)
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE id = \(cases[0])")
            try await given.database.execute("DELETE FROM team_member WHERE team_id = \(teams[1])")
            let told = [
                "The pin of team “Équipe 1” to case “Vendre” has no effect: the case is not on offer. Lift it, or mend that and run again.",
                "The ban of team “Équipe 2” from case “Acheter” has no effect: the team takes no part: it has no members, or another "
                    + "round’s case in these days. Lift it, or mend that and run again.",
            ]
            let english = Caller(role: .schoolAdmin, organisation: school, requestID: "test", language: .english)
            #expect(try await given.perform(ShowRound(round: round), as: english).warnings == told)
            let run = try await given.perform(RunRound(round: round), as: english)
            #expect(run.warnings == told && run.placed == 1)
            let lift = LiftDecision(round: round, team: teams[0], case: cases[0])
            try await given.perform(lift, as: admin)
            #expect(try await given.refusal(of: lift, as: admin)?.kind == .missing)
            #expect(try await given.perform(ShowRound(round: round), as: english).warnings == [told[1]])
            // What the run was computed without does not change with the round.
            #expect(try await given.perform(ShowRun(run: run.id), as: english).warnings == told)
            #expect(try await given.perform(RunRound(round: round), as: english).warnings == [told[1]])
            _ = try await given.perform(PublishRun(run: run.id), as: admin)
            let late = LiftDecision(round: round, team: teams[2], case: cases[1])
            #expect(try await given.refusal(of: late, as: admin)?.code == "round-closed")
        }
    }

    @Test func `pins that cannot all hold are refused by name, in both languages`() async throws {
        try await Given.house { given in
            let (school, round, teams, cases) = try await scarce(given)
            let admin = Caller.school(school)
            func pin(_ team: Int, _ target: Int) async throws {
                let decision = Decision(team: teams[team], case: cases[target], kind: .pin, reason: "le jury l’a décidé")
                _ = try await given.perform(SettlePair(round: round, body: decision), as: admin)
            }
            try await pin(0, 0)
            // Refused where it is decided, by what the other pins leave.
            let full = try await given.refusal(
                of: SettlePair(round: round, body: Decision(team: teams[1], case: cases[0], kind: .pin, reason: "aussi")), as: admin)
            #expect(full?.faults == ["/case no-place"], "\(String(describing: full))")
            // Places that go away afterwards are found by the run.
            try await given.database.execute("UPDATE business_case SET capacity = 2 WHERE id = \(cases[0])")
            try await pin(1, 0)
            try await given.database.execute("UPDATE business_case SET capacity = 1 WHERE id = \(cases[0])")
            let crowded = try #require(try await given.refusal(of: RunRound(round: round), as: admin))
            #expect(crowded.code == "decisions-contradict" && crowded.kind == .conflict)
            #expect(
                crowded.sentence.en
                    == "The round’s decisions cannot all hold: 2 teams (Équipe 1, Équipe 2) are pinned to case “Vendre”, which has 1 place: give it places, or leave a pin out."
            )
            // All that keeps the decisions from holding at once, to the diagnosis too.
            let elsewhere = try await given.school("L’Autre")
            try await given.restrict(cases[0], to: elsewhere)
            for asked in [
                try await given.refusal(of: RunRound(round: round), as: .root),
                try await given.refusal(of: DiagnoseRound(round: round), as: .root),
            ] {
                let all = try #require(asked)
                #expect(
                    all.sentence.en
                        == "The round’s decisions cannot all hold: team “Équipe 1” is pinned to case “Vendre”, but the case is not open to its school: leave the pin out; team “Équipe 2” is pinned to case “Vendre”, but the case is not open to its school: leave the pin out; 2 teams (Équipe 1, Équipe 2) are pinned to case “Vendre”, which has 1 place: give it places, or leave a pin out."
                )
            }
            try await given.database.execute("DELETE FROM round_decision WHERE team_id = \(teams[1])")
            // The school does not see the case any more; the operator does.
            let closed = try #require(try await given.refusal(of: RunRound(round: round), as: .root))
            #expect(
                closed.sentence.fr
                    == "Les décisions de la session ne peuvent toutes tenir : l’équipe « Équipe 1 » est fixée sur le cas « Vendre », mais le cas n’est pas ouvert à son école : ne l’y fixez pas."
            )
        }
    }

    @Test func `a round that leaves the ranges is refused with what to mend`() async throws {
        try await Given.house { given in
            let (school, round, _, cases) = try await scarce(given)
            try await given.database.execute(
                "UPDATE business_case SET from_date = '2041-01-07', until_date = '2041-03-29' WHERE id = \(cases[1])")
            let reason = try #require(try await given.refusal(of: RunRound(round: round), as: .school(school)))
            #expect(reason.code == "not-computable")
            #expect(
                reason.sentence.en
                    == "The round cannot be computed: the windows of all cases together span more than 10 years: check their dates.")
            #expect(
                reason.sentence.fr
                    == "La session ne peut être calculée : les périodes de tous les cas s’étendent ensemble sur plus de 10 ans : vérifiez leurs dates."
            )
        }
    }

    @Test func `a stored result that was tampered with is told with the team it concerns`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let admin = Caller.school(school)
            let run = try await given.perform(RunRound(round: round), as: admin)
            let snapshot = try Snapshot.read(try await given.perform(DownloadSnapshot(run: run.id), as: admin))
            var claim = try ResultFile.read(try await given.perform(DownloadResult(run: run.id), as: admin), for: snapshot.frame).claim
            let dropped = claim.matches.removeFirst()
            let bytes = ResultFile.write(claim, of: snapshot.frame, instanceSHA256: run.snapshotHash)
            // Nobody of the service can do this: the papers of a run are frozen.
            try await given.database.execute("ALTER TABLE run_document DISABLE TRIGGER run_document_frozen")
            try await given.database.execute(
                "UPDATE run_document SET bytes = \(bytes), sha256 = sha256(\(bytes)) WHERE run_id = \(run.id) AND kind = 'result'")
            let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery()), as: admin)
            #expect(!verification.valid)
            let team = snapshot.teams[Int(dropped.team)]
            #expect(verification.broken == "team \"\(team)\" has no match and does not stand among the unmatched")
            let reader = Caller(role: .schoolAdmin, organisation: school, requestID: "test", language: .french)
            let said = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery()), as: reader).broken
            #expect(said == "l’équipe «\u{A0}\(team)\u{A0}» n’a pas d’affectation et ne figure pas parmi les équipes sans cas")
            let empty = Array("{}".utf8)
            try await given.database.execute(
                "UPDATE run_document SET bytes = \(empty), sha256 = sha256(\(empty)) WHERE run_id = \(run.id) AND kind = 'result'")
            for (caller, told) in [
                (admin, "$: the member \"format\" is missing"), (reader, "$: il manque le membre «\u{A0}format\u{A0}»"),
            ] {
                let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery()), as: caller)
                #expect(!verification.valid && verification.broken == told, "\(verification)")
            }
        }
    }

    @Test func `two rounds never give the same place`() async throws {
        try await Given.house { given in
            let (school, first, _, _) = try await scarce(given)
            let admin = Caller.school(school)
            let cohort = try await given.database.execute("SELECT id FROM cohort")[0].decode(Cohort.ID.self)
            let second = try await given.application.perform(
                CreateRound(draft: RoundDraft(name: "Bis", cohorts: [cohort])), by: admin)
            let (one, two) = (
                try await given.application.perform(RunRound(round: first), by: admin),
                try await given.application.perform(RunRound(round: second.id), by: admin)
            )
            async let left = Result { try await given.application.perform(PublishRun(run: one.id), by: admin) }
            async let right = Result { try await given.application.perform(PublishRun(run: two.id), by: admin) }
            let outcomes = await [left, right]
            #expect(outcomes.filter { (try? $0.get()) != nil }.count == 1)
            let taken = try await given.database.execute(
                "SELECT count(*) FROM match m JOIN run r ON r.id = m.run_id WHERE r.state = 'published'")[0].decode(Int.self)
            #expect(taken == 2)
        }
    }

    @Test func `a round of another school is not found, and a round without cases is refused`() async throws {
        try await Given.house { given in
            let (_, round, _, _) = try await scarce(given)
            let other = try await given.school("L'Autre")
            await #expect {
                _ = try await given.application.perform(RunRound(round: round), by: .school(other))
            } throws: { ($0 as? any Refusal)?.reason.kind == .missing }
            let empty = try await given.cohort("M2", of: other)
            let idle = try await given.application.perform(
                CreateRound(draft: RoundDraft(name: "Vide", cohorts: [empty])), by: .school(other))
            await #expect(throws: RunRound.No.self) {
                _ = try await given.application.perform(RunRound(round: idle.id), by: .school(other))
            }
        }
    }

    @Test func `whoever took part and has no case is told so, a withdrawn case shows, and a company sees who has its case`() async throws {
        try await Given.house { given in
            let (school, round, teams, cases) = try await scarce(given)
            let run = try await given.perform(RunRound(round: round), as: .school(school))
            let placed = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: .school(school)).items
            let left = try #require(teams.first { team in !placed.contains { $0.team == team } })
            func member(of team: Team.ID) async throws -> Caller {
                let student = try await given.database.execute("SELECT student_id FROM team_member WHERE team_id = \(team) LIMIT 1")[0]
                return .student(try student.decode(Student.ID.self), of: school)
            }
            let unlucky = try await member(of: left)
            let list = ListMatches(run: run.id, query: PageQuery())
            #expect(try await given.refusal(of: list, as: unlucky)?.code == "not-found")
            _ = try await given.perform(PublishRun(run: run.id), as: .school(school))
            let told = try await given.refusal(of: list, as: unlucky)
            #expect(told?.code == "no-case" && told?.kind == .missing, "\(String(describing: told))")
            #expect(try await given.perform(list, as: try await member(of: placed[0].team)).items.count == 1)
            let stranger = try await given.student("Ève Autre", of: school)
            #expect(try await given.refusal(of: list, as: .student(stranger, of: school))?.code == "not-found")
            let company = try await given.database.execute("SELECT company_id FROM business_case WHERE id = \(cases[0])")[0]
                .decode(Organisation.ID.self)
            let shown = try await given.perform(ShowCase(case: placed[0].case), as: .company(company))
            #expect(shown.teams?.map(\.team) == [placed[0].team])
            _ = try await given.perform(WithdrawCase(case: placed[0].case), as: .company(company))
            let after = try await given.perform(list, as: .school(school)).items
            #expect(after.filter(\.withdrawn).map(\.case) == [placed[0].case])
        }
    }

    @Test func `a second round over the same days says which teams are busy with which round, wherever it is asked`() async throws {
        try await Given.house { given in
            let (school, round, teams, cases) = try await scarce(given)
            let cohort = try await given.database.execute("SELECT cohort_id FROM team WHERE id = \(teams[0])")[0].decode(Cohort.ID.self)
            try await given.database.execute("UPDATE business_case SET capacity = 3 WHERE id = ANY (\(cases))")
            let run = try await given.perform(RunRound(round: round), as: .school(school))
            _ = try await given.perform(PublishRun(run: run.id), as: .school(school))
            let second = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Été", cohorts: [cohort], policy: "stable")), as: .school(school)
            ).id
            let busy = "3 teams are busy in the days of every case of this round, and take no part: “Printemps” until 26 March 2027."
            let refused = try #require(try await given.refusal(of: RunRound(round: second), as: .school(school)))
            #expect(refused.code == "nothing-to-match" && refused.sentence.en.hasPrefix(busy), "\(refused.sentence.en)")
            #expect(refused.sentence.fr.contains("« Printemps » jusqu’au 26 mars 2027"), "\(refused.sentence.fr)")
            let diagnosis = try await given.perform(DiagnoseRound(round: second), as: .school(school))
            #expect(diagnosis.note?.hasPrefix(busy) == true && diagnosis.idle.isEmpty && diagnosis.idleTotal == 0, "\(diagnosis)")
            let demand = try await given.perform(ShowDemand(round: second, query: PageQuery()), as: .school(school))
            #expect(demand.teams == 0 && demand.note?.hasPrefix(busy) == true)
            let ranking = CaseRanking(cases: [RankedPlace([cases[0]])])
            let ranked = try await given.perform(RankCases(round: second, team: teams[1], ranking: ranking), as: .school(school))
            #expect(ranked.note?.contains("with “Printemps” until 26 March 2027") == true, "\(ranked)")
            try await given.database.execute("UPDATE business_case SET state = 'closed'")
            let closed = try #require(try await given.refusal(of: RunRound(round: second), as: .school(school)))
            #expect(closed.sentence.en.contains("no published case"), "\(closed.sentence.en)")
        }
    }

    @Test func `a run outlives the time that other transactions may be idle, and nobody runs the round beside it`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let brief = Application(
                database: given.testDatabase.open(user: "vivier_daemon") { $0.idleInTransactionTimeout = .milliseconds(100) },
                log: given.application.log)
            let (solved, hasSolved) = AsyncStream.makeStream(of: Void.self)
            let isLongIdle = DispatchSemaphore(value: 0)
            let run = Task {
                defer { hasSolved.finish() }
                return try await brief.perform(RunRound(round: round), by: .school(school)) { progress in
                    // On the solver's own thread, which may wait.
                    guard progress.phase == "verifying" else { return }
                    hasSolved.yield()
                    _ = isLongIdle.wait(timeout: .now() + 60)
                }
            }
            for await _ in solved { break }
            #expect(try await given.refusal(of: RunRound(round: round), as: .school(school))?.code == "run-in-progress")
            // The solver waits a minute at most.
            try await eventually("no transaction is idle for long", within: .seconds(50)) {
                try await !given.database.execute(
                    """
                    SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'
                        AND now() - state_change > interval '300 milliseconds'
                    """
                ).isEmpty
            }
            isLongIdle.signal()
            #expect(try await run.value.placed == 2)
            await brief.database.close()
        }
    }

    @Test func `a run that takes too long is given up`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let reason = try await given.refusal(of: RunRound(round: round, limit: .zero), as: .school(school))
            #expect(reason?.code == "run-too-long")
            #expect(try await given.database.execute("SELECT FROM run").isEmpty)
        }
    }

    @Test func `a cancelled run leaves nothing`() async throws {
        try await Given.house { given in
            let (school, round, _, _) = try await scarce(given)
            let task = Task {
                try await given.application.perform(RunRound(round: round), by: .school(school)) { progress in
                    if progress.phase == "scoring" || progress.phase == "verifying" { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            task.cancel()
            await #expect(throws: (any Error).self) { _ = try await task.value }
            #expect(try await given.database.execute("SELECT FROM run").isEmpty)
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
