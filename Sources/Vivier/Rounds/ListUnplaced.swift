package import API
import Formats
import Matching
import Postgres

/// The order of the teams without a case.
enum UnplacedSort: String, ListSort {
    case name
    case nameDown = "-name"

    static var usual: UnplacedSort { .name }

    var order: ListOrder { ListOrder(key: "t.name COLLATE numbered", id: "t.id", goesDown: self == .nameDown) }
}

/// The teams that a run gives no case, each with why, from the run's own papers. Of a network's run a school sees its own teams.
package struct ListUnplaced: UseCase {
    package var id: Run.ID
    package var query: SortedQuery

    package init(run: Run.ID, query: SortedQuery) {
        id = run
        self.query = query
    }

    package init(run: Run.ID, query: PageQuery) {
        self.init(run: run, query: SortedQuery(limit: query.limit, cursor: query.cursor))
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    /// What was found of a team, by positions.
    private struct Finding: Sendable {
        var team: Int
        /// Cases that are open to it and that it would take.
        var eligible: Int
        /// Open to it, but left out by its ranking.
        var leftOut = 0
        /// Of those that it would take, how many do not run, for want of teams.
        var idle = 0
        var nearest: Int?
        var fit: Int32
        var failures: [GateFailure]
        var loss = UnplacedLoss.open
    }

    package func run(in work: UnitOfWork) async throws -> Page<UnplacedTeam> {
        let limit = try pageRows(query.limit)
        let sort = try UnplacedSort(checking: query.sort)
        var narrowed = try sort.order.after(query.cursor, by: sort, Team.ID.self)
        if let words = try work.searched(query.q) { narrowed += " AND strpos(folded(t.name), folded(\(words))) > 0" }
        let run = try await ShowRun(run: id).run(in: work)
        let papers = try await work.papersToComputeWith(of: id)
        let (snapshot, claim) = (papers.snapshot, papers.claim)
        let unmatched = claim.unmatched.map { snapshot.teams[Int($0)] }
        let teams = try await work.execute(
            """
            SELECT t.id, t.name FROM team t WHERE t.id = ANY (\(unmatched.compactMap { Team.ID($0) })) AND \(narrowed)
            ORDER BY \(sort.order.order) LIMIT \(limit + 1)
            """
        ).decode(Team.ID.self, String.self)
        let position = Dictionary(uniqueKeysWithValues: snapshot.teams.enumerated().map { ($1, $0) })
        let wanted = teams.compactMap { position[$0.0.description] }
        let found = try await Self.findings(of: wanted, in: snapshot, claim, eligible: run.eligible)
        let (named, names) = (try await snapshot.named(in: work), try await snapshot.roundNames(in: work))
        let items = zip(teams, found).map { team, found in
            UnplacedTeam(
                team: team.0, name: team.1, eligible: found.eligible,
                nearest: found.nearest.flatMap { BusinessCase.ID(snapshot.cases[$0]) },
                nearestTitle: found.nearest.map { named.cases[$0] }, nearestFit: found.eligible > 0 ? Int(found.fit) : nil,
                reason: Self.reason(found, run).text(work.caller.language),
                missing: found.failures.map { $0.sentence(names).text(work.caller.language) })
        }
        return Page(items, limit: limit) { sort.cursor($0.name, $0.team) }
    }

    private static func findings(
        of teams: [Int], in snapshot: Snapshot, _ claim: ResultClaim, eligible: Int
    ) async throws -> [Finding] {
        try await OwnThread.run("unplaced") { isCancelled in
            let book = try MatchingEngine.book(of: snapshot)
            let losses = UnplacedLosses(claim, eligible: eligible, book, isCancelled: isCancelled)
            let running = Set(claim.matches.map(\.target))
            return try teams.map { team in
                if isCancelled() { throw CancellationError() }
                var found = Finding(team: team, eligible: 0, nearest: nil, fit: -1, failures: [])
                var fewest = Int.max
                var open: [FitExplanation] = []
                for pair in book.explanations(team: team, targets: book.problem.cases.indices) {
                    if pair.isEligible, snapshot.problem.leavesOut(Int(pair.target), team: team) {
                        found.leftOut += 1
                    } else if pair.isEligible {
                        found.eligible += 1
                        if snapshot.problem.cases[Int(pair.target)].minimum > 0, !running.contains(pair.target) { found.idle += 1 }
                        open.append(pair)
                        if pair.points > found.fit || fewest > 0 { (found.nearest, found.fit) = (Int(pair.target), pair.points) }
                        (fewest, found.failures) = (0, [])
                    } else if found.eligible == 0, pair.failures.count < fewest {
                        (found.nearest, found.failures, fewest) = (Int(pair.target), pair.failures, pair.failures.count)
                    }
                }
                found.loss = try losses.loss(of: team, among: open)
                return found
            }
        }
    }

    private static func reason(_ found: Finding, _ run: Run) -> Sentence {
        let eligible = found.eligible
        guard eligible > 0 else {
            if found.leftOut > 0 {
                return Sentence(
                    en: "Its ranking leaves out \(found.leftOut == 1 ? "the only case" : "all \(found.leftOut) cases") that it could take.",
                    fr: "Son classement écarte \(found.leftOut == 1 ? "le seul cas" : "les \(found.leftOut) cas") qu’elle pourrait prendre."
                )
            }
            return Sentence(
                en: "No case of the round is open to it: at least one gate is closed everywhere.",
                fr: "Aucun cas de la session ne lui est ouvert\u{A0}: partout, au moins une condition n’est pas remplie.")
        }
        let (en, fr) = (
            "It could take \(eligible) \(eligible == 1 ? "case" : "cases"). ", "Elle pourrait prendre \(eligible) cas. "
        )
        var why = why(found, run.rules)
        if let kept = run.settled?.keptSentence { why = Sentence(en: "\(why.en) \(kept.en)", fr: "\(why.fr) \(kept.fr)") }
        guard found.leftOut > 0 else { return Sentence(en: en + why.en, fr: fr + why.fr) }
        return Sentence(
            en: en + why.en + " \(found.leftOut) more \(found.leftOut == 1 ? "stands" : "stand") outside its ranking.",
            fr: fr + why.fr + " Le classement de l’équipe en écarte \(found.leftOut) de plus.")
    }

    private static func why(_ found: Finding, _ rules: RoundRules) -> Sentence {
        switch (rules.policy, found.loss) {
        case ("best-total", .open) where found.idle > 0:
            Sentence(
                en: "They are full, or do not run because too few teams would be on them.",
                fr: "Ils sont complets, ou n’ont pas lieu parce que trop peu d’équipes y seraient.")
        case ("stable", _):
            Sentence(
                en: "Each of them has teams that it would rather have, or that it likes as much, or its ranking leaves the team out.",
                fr: "Chacun a des équipes qu’il préfère, ou qu’il apprécie autant, ou son classement écarte l’équipe.")
        case ("fairest", _):
            Sentence(
                en: "Their places are all given, and no assignment places more teams.",
                fr: "Toutes leurs places sont données, et aucune affectation ne place plus d’équipes.")
        case (_, .settled):
            Sentence(
                en: "All their places are held by teams whose case was settled before the run.",
                fr: "Toutes leurs places sont tenues par des équipes dont le cas a été décidé avant le calcul.")
        case (_, .provenBesideSettled):
            Sentence(
                en:
                    "Their places are given to others: some were settled before the run, and giving it one of the rest would cost the others more.",
                fr:
                    "Leurs places vont à d’autres\u{A0}: certaines ont été décidées avant le calcul, et lui donner l’une du reste coûterait "
                    + "davantage aux autres.")
        case (_, .none):
            Sentence(
                en:
                    "Their places are given to others. Another assignment, just as good in all, would give it one: of equals the computation "
                    + "keeps one, by an order in which no person counts.",
                fr: "Leurs places vont à d’autres. Une autre affectation, tout aussi bonne dans l’ensemble, lui en donnerait une\u{A0}: "
                    + "à égalité, le calcul en retient une, selon un ordre où aucune personne ne compte.")
        case (_, .open):
            Sentence(
                en:
                    "Their places are given to others. Whether another assignment, just as good in all, would give it one is not settled here: "
                    + "look at the case below.",
                fr:
                    "Leurs places vont à d’autres. Il n’est pas établi ici si une autre affectation, tout aussi bonne dans l’ensemble, lui en "
                    + "donnerait une\u{A0}: voyez le cas ci-dessous.")
        case (_, .proven) where rules.placement == "everyone-first":
            Sentence(
                en: "Their places are all given, and no assignment places more teams with more fit.",
                fr: "Toutes leurs places sont données, et aucune affectation ne place plus d’équipes avec plus d’adéquation.")
        case (_, .proven):
            Sentence(
                en: "Their places are given to others; giving it one of them would lower the total fit.",
                fr: "Leurs places vont à d’autres\u{A0}; lui en donner une ferait baisser l’adéquation totale.")
        }
    }
}
