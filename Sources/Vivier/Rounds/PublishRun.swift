package import API
import Formats
import Foundation
import Postgres

/// Makes a run the round's outcome. From then on neither the run nor anything it rests on changes.
package struct PublishRun: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package enum No: Refusal {
        case publishedAlready
        case whatIf
        case caseGone(String)
        case caseChanged(String)
        case placesTaken(String)
        case tooFew(String, given: Int, minimum: Int)
        case companyFull(String)
        case teamChanged(String)
        /// The team, and the round that gave it another case.
        case teamTaken(String, by: String)
        /// A team and a case of which it was settled since that they belong, or do not belong, together.
        case settledOtherwise(String, String)

        package var reason: RefusalReason {
            switch self {
            case .publishedAlready:
                RefusalReason(
                    .conflict, code: "published-already",
                    en: "A run of this round is published already. To change it, publish a repair of it, or open a new round.",
                    fr:
                        "Un calcul de cette session est déjà publié. Pour le changer, publiez-en une réparation, ou ouvrez une nouvelle session."
                )
            case .whatIf:
                RefusalReason(
                    .conflict, code: "what-if",
                    en: "This run is a what-if: its pins, bans or rules are not those of the round. Settle them in a round, and run that.",
                    fr:
                        "Ce calcul est une hypothèse : ses paires décidées ou ses règles ne sont pas celles de la session. Décidez-les dans "
                        + "une session, et lancez-la.")
            case .caseGone(let title):
                RefusalReason(
                    .conflict, code: "case-gone", en: "The case “\(title)” is no longer on offer. Run the round again.",
                    fr: "Le cas « \(title) » n’est plus proposé. Relancez le calcul.")
            case .caseChanged(let title):
                RefusalReason(
                    .conflict, code: "case-changed",
                    en: "The company has changed the case “\(title)” since the run. Run the round again.",
                    fr: "L’entreprise a modifié depuis le calcul le cas « \(title) ». Relancez le calcul.")
            case .placesTaken(let title):
                RefusalReason(
                    .conflict, code: "places-taken", en: "Another round has taken places of “\(title)” since. Run the round again.",
                    fr: "Une autre session a pris depuis des places de « \(title) ». Relancez le calcul.")
            case .tooFew(let title, let given, let minimum):
                RefusalReason(
                    .conflict, code: "below-minimum",
                    en:
                        "“\(title)” runs with at least \(minimum) teams, and would have \(given): other rounds gave it fewer than when this "
                        + "one was computed. Run the round again.",
                    fr:
                        "« \(title) » n’a lieu qu’avec au moins \(minimum) équipes, et en aurait \(given) : d’autres sessions lui en donnent "
                        + "moins que lors du calcul. Relancez le calcul.")
            case .companyFull(let name):
                RefusalReason(
                    .conflict, code: "places-taken",
                    en: "Another round has taken places of the company “\(name)” since, which takes no more teams. Run the round again.",
                    fr:
                        "Une autre session a pris depuis des places de l’entreprise « \(name) », qui ne prend plus d’équipe. Relancez le calcul."
                )
            case .teamChanged(let name):
                RefusalReason(
                    .conflict, code: "team-changed",
                    en: "The team “\(name)” no longer has the members that the run was computed with. Run the round again.",
                    fr: "L’équipe « \(name) » n’a plus les membres avec lesquels le calcul a été fait. Relancez le calcul.")
            case .teamTaken(let team, let round):
                RefusalReason(
                    .conflict, code: "team-taken",
                    en: "The round “\(round)” has since given the team “\(team)” a case in the same days. Run the round again.",
                    fr: "La session « \(round) » a donné depuis à l’équipe « \(team) » un cas aux mêmes dates. Relancez le calcul.")
            case .settledOtherwise(let team, let title):
                RefusalReason(
                    .conflict, code: "settled-otherwise",
                    en: "Since the run it was settled otherwise for the team “\(team)” and the case “\(title)”. Run the round again.",
                    fr: "Il en a été décidé autrement depuis le calcul pour l’équipe « \(team) » et le cas « \(title) ». "
                        + "Relancez le calcul.")
            }
        }
    }

    package var needs: Permission { .publishRounds }
    package var audited: Audited? { Audited("publishRun", id) }

    package func run(in work: UnitOfWork) async throws -> Run {
        let (round, state, origin) = try await work.one("SELECT round_id, state, branch_of FROM run WHERE id = \(id)", orMissing: .run)
            .decode(Round.ID.self, String.self, Run.ID?.self)
        let open = try await work.one("SELECT state FROM round WHERE id = \(round) FOR UPDATE", orMissing: .round).decode(String.self)
        let replaced = open == "published" ? try await published(in: round, of: origin, work) : nil
        guard state == "draft", open == "open" || replaced != nil else { throw No.publishedAlready }
        if try await isWhatIf(in: work) { throw No.whatIf }
        try await checkDecisions(of: round, in: work)
        try await claimRosters(in: work)
        // What cannot be read is for the verification to tell.
        let snapshot = try? Snapshot.read(try await work.document("snapshot", of: id))
        try await checkPlaces(of: round, replacing: replaced, frozen: snapshot, in: work)
        try await checkCompanies(of: round, in: work)
        try await checkTeams(frozen: snapshot, in: work)
        try await checkDays(of: round, in: work)
        if let replaced { _ = try await work.execute("UPDATE run SET state = 'superseded' WHERE id = \(replaced)") }
        do {
            _ = try await work.one(
                "UPDATE run SET state = 'published', published_at = now() WHERE id = \(id) RETURNING id", orMissing: .run)
        } catch let error as PostgresError where error.constraint == "run_published_once" {
            throw No.publishedAlready
        }
        if let replaced {
            try await release(casesOf: replaced, in: work)
        } else {
            _ = try await work.execute("UPDATE round SET state = 'published' WHERE id = \(round)")
        }
        _ = try await work.execute(
            """
            UPDATE business_case SET state = 'matched'
            WHERE state = 'published' AND id IN (SELECT case_id FROM match WHERE run_id = \(id))
            """)
        try await work.tellPublished(id, of: round, replacing: replaced)
        return try await ShowRun(run: id).run(in: work)
    }

    /// Whether the run, or any that it is a branch of, has pins, bans or rules that are not the round's.
    private func isWhatIf(in work: UnitOfWork) async throws -> Bool {
        let line = try await work.execute(
            """
            WITH RECURSIVE line AS (
                SELECT branch_of, changes FROM run WHERE id = \(id)
                UNION ALL SELECT r.branch_of, r.changes FROM line l JOIN run r ON r.id = l.branch_of)
            SELECT changes::text FROM line WHERE changes IS NOT NULL
            """
        ).decode(String.self)
        return try line.contains { try Wire.decoder.decode(BranchRequest.self, from: Data($0.utf8)).isWhatIf }
    }

    /// The run that this one takes the place of: the published one that it is a branch of.
    private func published(in round: Round.ID, of origin: Run.ID?, _ work: UnitOfWork) async throws -> Run.ID? {
        guard let origin else { return nil }
        return try await work.execute("SELECT id FROM run WHERE id = \(origin) AND round_id = \(round) AND state = 'published'")
            .decode(Run.ID.self).first
    }

    /// Cases that only the replaced run had given away can be had again.
    private func release(casesOf replaced: Run.ID, in work: UnitOfWork) async throws {
        _ = try await work.execute(
            """
            UPDATE business_case SET state = 'published'
            WHERE state = 'matched' AND id IN (SELECT case_id FROM match WHERE run_id = \(replaced))
                AND NOT EXISTS (
                    SELECT FROM match m JOIN run r ON r.id = m.run_id WHERE m.case_id = business_case.id AND r.state = 'published')
            """)
    }

    /// What people have settled counts even where they did so after the run: a ban or a veto of a pair that it matched, a pin of one that it
    /// did not. The round is locked, so nothing more is settled meanwhile.
    private func checkDecisions(of round: Round.ID, in work: UnitOfWork) async throws {
        let broken = try await work.execute(
            """
            SELECT t.name, c.title FROM (
                SELECT d.team_id, d.case_id FROM round_decision d
                WHERE d.round_id = \(round) AND (d.kind <> 'pin') = EXISTS (
                    SELECT FROM match m WHERE m.run_id = \(id) AND m.team_id = d.team_id AND m.case_id = d.case_id)
                    AND NOT EXISTS (
                        SELECT FROM run_idle_decision i
                        WHERE i.run_id = \(id) AND i.team_id = d.team_id AND i.case_id = d.case_id AND i.kind = d.kind)
                UNION ALL
                SELECT p.team_id, p.case_id FROM case_preference p
                    JOIN match m ON m.run_id = \(id) AND m.team_id = p.team_id AND m.case_id = p.case_id
                WHERE p.round_id = \(round) AND p.place IS NULL AND NOT m.pinned
            ) b JOIN team t ON t.id = b.team_id JOIN business_case c ON c.id = b.case_id
            ORDER BY t.name, c.title LIMIT 1
            """
        ).decode(String.self, String.self)
        if let (team, title) = broken.first { throw No.settledOtherwise(team, title) }
    }

    /// No import, and no undoing of one, changes a matched team while it is looked at: it would not see yet that the team is published.
    private func claimRosters(in work: UnitOfWork) async throws {
        let schools = try await work.execute("SELECT DISTINCT school_id FROM match WHERE run_id = \(id) ORDER BY school_id")
            .decode(Organisation.ID.self)
        for school in schools { try await work.claimRoster(of: school) }
    }

    /// Two rounds may have counted on the same place. The lock on the cases, taken in one order, lets only one of them publish first. Other
    /// rounds may also have counted on the teams that a replaced run gave a case towards its minimum.
    private func checkPlaces(
        of round: Round.ID, replacing replaced: Run.ID?, frozen snapshot: Snapshot?, in work: UnitOfWork
    ) async throws {
        let offered = try await work.execute(
            """
            SELECT c.id, c.title, c.state, c.capacity, c.minimum, c.version FROM business_case c
            WHERE c.id IN (SELECT case_id FROM match WHERE run_id IN (\(id), \(replaced))) ORDER BY c.id FOR UPDATE
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, Int.self, Int.self, Int32.self)
        let versions = snapshot.map { Dictionary(zip($0.cases, $0.caseVersions), uniquingKeysWith: { first, _ in first }) } ?? [:]
        let given = try await counts("SELECT case_id, count(*)::integer FROM match WHERE run_id = \(id) GROUP BY case_id", in: work)
        let taken = try await counts("SELECT case_id, taken FROM places_taken(\(offered.map(\.0)), \(round))", in: work)
        guard offered.count(where: { given[$0.0] != nil }) == given.count else { throw No.caseGone("…") }
        for (businessCase, title, state, capacity, minimum, version) in offered {
            let isOffered = state == "published" || state == "matched"
            if !isOffered, given[businessCase] == nil { continue }
            guard isOffered else { throw No.caseGone(title) }
            if given[businessCase] != nil, versions[businessCase.description] ?? version != version { throw No.caseChanged(title) }
            let teams = given[businessCase, default: 0] + taken[businessCase, default: 0]
            if teams > capacity { throw No.placesTaken(title) }
            if teams > 0, teams < minimum { throw No.tooFew(title, given: teams, minimum: minimum) }
        }
    }

    /// The same for companies that take so many teams over all their cases.
    private func checkCompanies(of round: Round.ID, in work: UnitOfWork) async throws {
        let companies = try await work.execute(
            "SELECT DISTINCT company_id FROM match WHERE run_id = \(id) ORDER BY company_id"
        ).decode(Organisation.ID.self)
        _ = try await work.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('places of ' || c, 0)) FROM unnest(\(companies.map(\.description))) AS c")
        let full = try await work.execute(
            """
            SELECT o.name FROM company c JOIN organisation o ON o.id = c.id
                LEFT JOIN company_places_taken(\(companies), \(round)) t ON t.company_id = c.id
            WHERE c.id = ANY (\(companies)) AND c.capacity IS NOT NULL
                AND coalesce(t.taken, 0) + (SELECT count(*) FROM match m WHERE m.run_id = \(id) AND m.company_id = c.id) > c.capacity
            ORDER BY o.name LIMIT 1
            """
        ).decode(String.self)
        if let name = full.first { throw No.companyFull(name) }
    }

    /// What was matched are the members of then: an import that was undone since may have emptied a team.
    private func checkTeams(frozen snapshot: Snapshot?, in work: UnitOfWork) async throws {
        // An empty team is refused even where the snapshot cannot be read.
        let matched = try await work.execute(
            """
            SELECT t.id, t.name, array_agg(m.student_id) FILTER (WHERE m.student_id IS NOT NULL)
            FROM team t LEFT JOIN team_member m ON m.team_id = t.id
            WHERE t.id IN (SELECT team_id FROM match WHERE run_id = \(id)) GROUP BY t.id ORDER BY t.id
            """
        ).decode(Team.ID.self, String.self, [Student.ID]?.self)
        let frozen = snapshot.map { Dictionary(zip($0.teams, $0.members.map(Set.init)), uniquingKeysWith: { first, _ in first }) }
        for (team, name, members) in matched {
            let present = Set((members ?? []).map(\.description))
            if present.isEmpty || (frozen.map { $0[team.description] != present } ?? false) { throw No.teamChanged(name) }
        }
    }

    /// A team works on one case at a time. The lock on the teams, taken in one order, lets only one of two rounds publish first.
    private func checkDays(of round: Round.ID, in work: UnitOfWork) async throws {
        _ = try await work.execute(
            "SELECT FROM team WHERE id IN (SELECT team_id FROM match WHERE run_id = \(id)) ORDER BY id FOR NO KEY UPDATE")
        let taken = try await work.execute(
            """
            SELECT t.name, q.name
            FROM match m JOIN team t ON t.id = m.team_id JOIN business_case c ON c.id = m.case_id
                JOIN match x ON x.team_id = m.team_id JOIN business_case o ON o.id = x.case_id
                JOIN run r ON r.id = x.run_id AND r.state = 'published' AND r.round_id <> \(round) JOIN round q ON q.id = r.round_id
            WHERE m.run_id = \(id) AND o.state <> 'withdrawn' AND o.from_date <= c.until_date AND o.until_date >= c.from_date
            ORDER BY t.name, t.id LIMIT 1
            """
        ).decode(String.self, String.self)
        if let (team, other) = taken.first { throw No.teamTaken(team, by: other) }
    }

    private func counts(_ sql: SQL, in work: UnitOfWork) async throws -> [BusinessCase.ID: Int] {
        let rows = try await work.execute(sql).decode(BusinessCase.ID.self, Int.self)
        return Dictionary(rows, uniquingKeysWith: +)
    }
}
