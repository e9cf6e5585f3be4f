import API
import Formats
import Matching
import Postgres

/// Reads what is said to have changed since a run: the ids of teams and cases become positions of its snapshot, and every one that is not
/// there, or stands twice, is refused at its field.
struct RequestedChanges {
    let snapshot: Snapshot
    let work: UnitOfWork

    /// Changes of each kind in one question.
    static let mostChanges = 1_000
    /// The most places that a case can be given.
    static let mostPlaces = 1_000

    /// What has changed since the run whether or not anybody says so; filled where changes are read.
    struct SinceRun {
        var withdrawn: Set<Int32> = []
        var disbanded: Set<Int32> = []
    }
    private(set) var sinceRun = SinceRun()

    private var checks = FieldChecks()
    private let targets: [String: Int32]
    private let teams: [String: Int32]

    init(_ snapshot: Snapshot, _ work: UnitOfWork) {
        self.snapshot = snapshot
        self.work = work
        targets = Dictionary(uniqueKeysWithValues: snapshot.cases.enumerated().map { ($0.element, Int32($0.offset)) })
        teams = Dictionary(uniqueKeysWithValues: snapshot.teams.enumerated().map { ($0.element, Int32($0.offset)) })
    }

    mutating func read(_ request: RepairRequest) async throws -> RunChanges {
        try count(
            [
                ("/withdrawn_cases", request.withdrawnCases?.count), ("/places", request.places?.count),
                ("/gone_teams", request.goneTeams?.count),
            ])
        let changes = try await changes(request)
        try checks.end()
        // Cases withdrawn and teams disbanded since the run are changes that nobody need name.
        if changes.places.isEmpty, changes.gone.isEmpty {
            checks.refuse(
                "", "nothing-changed", en: "Nothing has changed. Name a case or a team.",
                fr: "Rien n’a changé. Nommez un cas ou une équipe.")
        }
        try checks.end()
        return changes
    }

    mutating func read(_ request: BranchRequest) async throws -> ProblemChanges {
        try count(
            [
                ("/withdrawn_cases", request.withdrawnCases?.count), ("/places", request.places?.count),
                ("/minimums", request.minimums?.count), ("/gone_teams", request.goneTeams?.count), ("/pins", request.pins?.count),
                ("/bans", request.bans?.count),
            ])
        let gone = try await changes(request.repair)
        var changes = ProblemChanges()
        changes.goneTeams = gone.gone
        changes.withdrawnCases = Set(gone.places.filter { $0.value == 0 }.map(\.key))
        changes.places = gone.places.filter { $0.value > 0 }
        try await readMinimums(request, &changes)
        for (index, pair) in (request.pins ?? []).enumerated() {
            guard let found = try await position(of: pair, at: "/pins/\(index)", gone) else { continue }
            if changes.pins.contains(where: { $0.team == found.team }) {
                checks.refuse(
                    "/pins/\(index)/team", "twice", en: "The team is pinned twice.", fr: "L’équipe est fixée deux fois.")
            }
            changes.pins.append(found)
        }
        for (index, pair) in (request.bans ?? []).enumerated() {
            guard let found = try await position(of: pair, at: "/bans/\(index)", gone) else { continue }
            if changes.pins.contains(found) {
                checks.refuse(
                    "/bans/\(index)", "contradicts-pin", en: "The pair is pinned and banned.", fr: "La paire est fixée et exclue.")
            } else if !changes.bans.contains(found) {
                changes.bans.append(found)
            }
        }
        readRules(request, &changes)
        try checks.end()
        let isNothing = changes == ProblemChanges() && request.moved == nil
        if isNothing {
            checks.refuse(
                "", "nothing-changed", en: "Nothing is changed. Say what the branch does otherwise.",
                fr: "Rien n’est changé. Dites ce que la branche fait autrement.")
        }
        try checks.end()
        return changes
    }

    /// What cases run with at least, against the places that they have then.
    private mutating func readMinimums(_ request: BranchRequest, _ changes: inout ProblemChanges) async throws {
        for (index, entry) in (request.minimums ?? []).enumerated() {
            let pointer = "/minimums/\(index)"
            guard let target = try await target(entry.case, at: pointer + "/case") else { continue }
            if !(0...Self.mostPlaces).contains(entry.minimum) {
                checks.refuse(
                    pointer + "/minimum", "out-of-range", en: "A minimum is 0 to \(Self.mostPlaces) teams.",
                    fr: "Un minimum vaut de 0 à \(Self.mostPlaces) équipes.")
            } else if changes.withdrawnCases.contains(target) {
                checks.refuse(
                    pointer + "/case", "withdrawn", en: "These changes leave the case no place.",
                    fr: "Ces changements ne laissent aucune place au cas.")
            } else if changes.minimums.updateValue(Int32(entry.minimum), forKey: target) != nil {
                checks.refuse(pointer + "/case", "twice", en: "The case is named twice.", fr: "Le cas est nommé deux fois.")
            }
        }
        for (target, offer) in snapshot.problem.cases.enumerated() where !changes.withdrawnCases.contains(Int32(target)) {
            let minimum = changes.minimums[Int32(target)] ?? offer.minimum
            let places = changes.places[Int32(target)] ?? offer.capacity
            guard minimum > places else { continue }
            let pointer = changes.minimums[Int32(target)] == nil ? "/places" : "/minimums"
            checks.refuse(
                pointer, "below-minimum",
                en: "A case would run with at least \(minimum) teams and have \(places) places: withdraw it, or change one of the two.",
                fr: "Un cas n’aurait lieu qu’avec \(minimum) équipes et aurait \(places) places : retirez-le, ou changez l’un des deux.")
        }
    }

    private mutating func readRules(_ request: BranchRequest, _ changes: inout ProblemChanges) {
        let taken: [Instance.Policy] = [.bestTotal, .fairest]
        if let policy = request.policy {
            changes.policy = taken.first { $0.rawValue == policy }
            if changes.policy == nil {
                checks.refuse(
                    "/policy", "unknown",
                    en: "A branch is best-total or fairest: both sides’ rankings are frozen with rounds of the policy stable only.",
                    fr: "Une branche est best-total ou fairest : les classements des deux côtés ne sont figés qu’avec les sessions de "
                        + "règle stable.")
            }
        }
        readFairness(request, &changes)
        if let placement = request.placement {
            changes.placement = Instance.Placement(rawValue: placement)
            if changes.placement == nil {
                checks.refuse(
                    "/placement", "unknown", en: "Give fit-first or everyone-first.", fr: "Donnez fit-first ou everyone-first.")
            } else if changes.placement == .everyoneFirst, (changes.policy ?? snapshot.problem.policy) != .bestTotal {
                checks.refuse(
                    "/placement", "not-with-policy", en: "Only best-total asks which comes first. Leave placement out, or take best-total.",
                    fr: "Seul best-total demande ce qui passe d’abord. Omettez placement, ou prenez best-total.")
            }
        }
        let weights = [("/skill_weight", request.skillWeight), ("/time_weight", request.timeWeight)]
        let outside = weights.filter { !(0...100).contains($0.1 ?? 0) }
        for (pointer, _) in outside {
            checks.refuse(pointer, "out-of-range", en: "Give a number from 0 to 100.", fr: "Donnez un nombre de 0 à 100.")
        }
        let rules = snapshot.problem.rules
        guard outside.isEmpty else { return }
        guard (request.skillWeight ?? Int(rules.skillWeight)) + (request.timeWeight ?? Int(rules.timeWeight)) > 0 else {
            checks.refuse("/skill_weight", "no-weight", en: "One of the weights must be above 0.", fr: "L’un des poids doit dépasser 0.")
            return
        }
        changes.skillWeight = request.skillWeight.map { Int32($0) }
        changes.timeWeight = request.timeWeight.map { Int32($0) }
    }

    private mutating func readFairness(_ request: BranchRequest, _ changes: inout ProblemChanges) {
        guard let fairness = request.fairness else { return }
        changes.fairness = FairnessBasis(rawValue: fairness)
        if changes.fairness == nil {
            checks.refuse("/fairness", "unknown", en: "Give fit or rank.", fr: "Donnez fit ou rank.")
        } else if (changes.policy ?? snapshot.problem.policy) != .fairest {
            checks.refuse(
                "/fairness", "not-with-policy", en: "Only a fairest branch compares teams. Leave fairness out, or take the policy fairest.",
                fr: "Seule une branche fairest compare les équipes. Omettez fairness, ou prenez la règle fairest.")
        } else if changes.fairness == .rank, !snapshot.problem.usesTeamRankings {
            checks.refuse(
                "/fairness", "no-rankings",
                en: "No rankings are frozen with this run: open a round that is stable, or fairest by rank.",
                fr: "Aucun classement n’est figé avec ce calcul : ouvrez une session stable, ou fairest selon les rangs.")
        }
    }

    private mutating func count(_ lists: [(String, Int?)]) throws {
        for case (let pointer, let count?) in lists where count > Self.mostChanges {
            checks.refuse(
                pointer, "too-many", en: "It has \(count) entries; \(Self.mostChanges) are taken.",
                fr: "Il a \(count) entrées ; \(Self.mostChanges) au plus sont acceptées.")
        }
        try checks.end()
    }

    private mutating func changes(_ request: RepairRequest) async throws -> RunChanges {
        var changes = RunChanges()
        let withdrawn = (request.withdrawnCases ?? []).enumerated().map { ("/withdrawn_cases/\($0.offset)", $0.element, 0) }
        let places = (request.places ?? []).enumerated().map { ("/places/\($0.offset)/case", $0.element.case, $0.element.places) }
        let takenBack = try await takenBack()
        for (pointer, businessCase, count) in withdrawn + places {
            guard let target = try await target(businessCase, at: pointer) else { continue }
            if count > 0, takenBack.contains(target) {
                checks.refuse(
                    pointer, "withdrawn", en: "The case was withdrawn since the run.", fr: "Le cas a été retiré depuis le calcul.")
            } else if !(0...Self.mostPlaces).contains(count) {
                checks.refuse(
                    pointer.replacing("/case", with: "/places"), "out-of-range", en: "A case has 0 to \(Self.mostPlaces) places.",
                    fr: "Un cas a de 0 à \(Self.mostPlaces) places.")
            } else if changes.places.updateValue(Int32(count), forKey: target) != nil {
                checks.refuse(pointer, "twice", en: "The case is named twice.", fr: "Le cas est nommé deux fois.")
            }
        }
        for (index, team) in (request.goneTeams ?? []).enumerated() {
            guard let position = position(of: team, at: "/gone_teams/\(index)") else { continue }
            if !changes.gone.insert(position).inserted {
                checks.refuse("/gone_teams/\(index)", "twice", en: "The team is named twice.", fr: "L’équipe est nommée deux fois.")
            }
        }
        sinceRun = SinceRun(withdrawn: takenBack, disbanded: try await disbanded())
        changes.gone.formUnion(sinceRun.disbanded)
        for target in takenBack { changes.places[target] = 0 }
        return changes
    }

    /// Cases that their companies have withdrawn since the run, whether or not anybody says so.
    private func takenBack() async throws -> Set<Int32> {
        let ids = snapshot.cases.compactMap { BusinessCase.ID($0) }
        let rows = try await work.execute("SELECT id::text FROM business_case WHERE id = ANY (\(ids)) AND state = 'withdrawn'")
        return Set(try rows.decode(String.self).compactMap { targets[$0] })
    }

    /// Teams that are no more since the run, whether or not anybody says so.
    private func disbanded() async throws -> Set<Int32> {
        let ids = snapshot.teams.compactMap { Team.ID($0) }
        let left = Set(try await work.execute("SELECT id::text FROM team WHERE id = ANY (\(ids))").decode(String.self))
        return Set(snapshot.teams.indices.filter { !left.contains(snapshot.teams[$0]) }.map { Int32($0) })
    }

    private mutating func position(of pair: BranchPair, at pointer: String, _ gone: RunChanges) async throws -> Instance.Pair? {
        guard let team = position(of: pair.team, at: pointer + "/team"), let target = try await target(pair.case, at: pointer + "/case")
        else { return nil }
        if gone.gone.contains(team) {
            checks.refuse(pointer + "/team", "gone", en: "The team is said to have left.", fr: "L’équipe est dite partie.")
            return nil
        }
        if gone.places[target] == 0 {
            checks.refuse(
                pointer + "/case", "withdrawn", en: "These changes leave the case no place.",
                fr: "Ces changements ne laissent aucune place au cas.")
            return nil
        }
        return Instance.Pair(team: team, target: target)
    }

    private mutating func position(of team: Team.ID, at pointer: String) -> Int32? {
        if let position = teams[team.description] { return position }
        checks.refuse(pointer, "not-in-run", en: "The team takes no part in this run.", fr: "L’équipe ne participe pas à ce calcul.")
        return nil
    }

    private mutating func target(_ businessCase: BusinessCase.ID, at pointer: String) async throws -> Int32? {
        if let target = targets[businessCase.description] { return target }
        if try await work.execute("SELECT FROM business_case WHERE id = \(businessCase)").isEmpty {
            checks.refuse(pointer, "unknown", en: "The case was not found.", fr: "Le cas est introuvable.")
        } else {
            checks.refuse(pointer, "not-in-run", en: "The case takes no part in this run.", fr: "Le cas ne participe pas à ce calcul.")
        }
        return nil
    }
}
