package import API
import Formats
import Matching
import Postgres

/// What can be done when after a run a case is withdrawn, loses or gains places, or a team leaves: the frontier of teams moved against total
/// fit. It is computed from the run's own snapshot, result and prices; nothing is stored.
package struct RepairRun: UseCase {
    package var id: Run.ID
    package var request: RepairRequest
    /// How long it may search and check.
    package var limit: Duration

    /// The longest `limit` there is.
    package static let longest = Duration.seconds(600)
    /// Changes of each kind in one question.
    static let mostChanges = 1_000
    /// The most places that a case can be given.
    static let mostPlaces = 1_000
    /// Teams that are listed of each repair.
    private static let mostListed = 500

    package init(run: Run.ID, body: RepairRequest, limit: Duration = longest) {
        id = run
        request = body
        self.limit = min(limit, Self.longest)
    }

    package enum No: Refusal {
        case otherPolicy, tooManyPairs, tooLong, pinned(String)

        package var reason: RefusalReason {
            switch self {
            case .otherPolicy:
                RefusalReason(
                    .conflict, code: "not-best-total",
                    en: "Only a best-total run can be repaired. Open a new round without what has gone, and run it.",
                    fr: "Seul un calcul best-total peut être réparé. Ouvrez une nouvelle session sans ce qui est parti, et lancez-la.")
            case .tooManyPairs:
                RefusalReason(
                    .conflict, code: "too-many-pairs",
                    en: "A repair holds 20 million eligible pairs at most, and this run has more. Run a new round without what has gone.",
                    fr: "Une réparation tient au plus 20 millions de paires possibles, et ce calcul en a davantage. "
                        + "Lancez une nouvelle session sans ce qui est parti.")
            case .tooLong:
                RefusalReason(
                    .conflict, code: "repair-too-long",
                    en: "The search was given up after ten minutes. Ask for fewer changes at once.",
                    fr: "La recherche a été abandonnée après dix minutes. Demandez moins de changements à la fois.")
            case .pinned(let title):
                RefusalReason(
                    .conflict, code: "pins-over-capacity",
                    en: "More teams are pinned to “\(title)” than it would have places. Leave it more, or withdraw it.",
                    fr: "Plus d’équipes sont fixées sur « \(title) » qu’il n’aurait de places. Laissez-en davantage, ou retirez le cas.")
            }
        }
    }

    package var needs: Permission { .manageRounds }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { longest + .seconds(60) }

    package func run(in work: UnitOfWork) async throws -> RepairPreview {
        let row = try await work.one("SELECT organisation_id, policy FROM run WHERE id = \(id)", orMissing: .run)
        let (holder, policy) = try row.decode(Organisation.ID.self, String.self)
        // Whoever merely takes part sees its own teams only, and would be shown half of the moves.
        guard work.caller.role == .operator || work.caller.organisation == holder else { throw GeneralRefusal.missing(.run) }
        guard policy == Instance.Policy.bestTotal.rawValue else { throw No.otherPolicy }
        let snapshot = try Snapshot.read(try await work.document("snapshot", of: id))
        let claim = try ResultFile.read(try await work.document("result", of: id), for: snapshot.frame).claim
        let changes = try await changes(in: snapshot, work)
        let named = try await snapshot.named(in: work)
        if let target = changes.caseBelowPins(of: snapshot.frame) { throw No.pinned(named.cases[Int(target)]) }
        let found: RepairFindings
        do {
            found = try await MatchingEngine.repair(snapshot, claim, changes, until: .now + limit)
        } catch MatchingEngine.Fault.tooManyPairs {
            throw No.tooManyPairs
        } catch MatchingEngine.Fault.outOfTime {
            throw No.tooLong
        }
        return preview(found, claim, snapshot, named)
    }

    // MARK: The request

    private func changes(in snapshot: Snapshot, _ work: UnitOfWork) async throws -> RunChanges {
        var checks = FieldChecks()
        var changes = RunChanges()
        let withdrawn = (request.withdrawnCases ?? []).enumerated().map { ("/withdrawn_cases/\($0.offset)", $0.element, 0) }
        let places = (request.places ?? []).enumerated().map { ("/places/\($0.offset)/case", $0.element.case, $0.element.places) }
        let gone = (request.goneTeams ?? []).enumerated().map { ("/gone_teams/\($0.offset)", $0.element) }
        for (pointer, count) in [("/withdrawn_cases", withdrawn.count), ("/places", places.count), ("/gone_teams", gone.count)]
        where count > Self.mostChanges {
            checks.refuse(
                pointer, "too-many", en: "It has \(count) entries; \(Self.mostChanges) are taken.",
                fr: "Il a \(count) entrées ; \(Self.mostChanges) au plus sont acceptées.")
        }
        if withdrawn.isEmpty, places.isEmpty, gone.isEmpty {
            checks.refuse(
                "", "nothing-changed", en: "Nothing has changed. Name a case or a team.",
                fr: "Rien n’a changé. Nommez un cas ou une équipe.")
        }
        try checks.end()
        let positions = Dictionary(uniqueKeysWithValues: snapshot.cases.enumerated().map { ($0.element, Int32($0.offset)) })
        for (pointer, businessCase, count) in withdrawn + places {
            guard let target = positions[businessCase.description] else {
                try await refuse(businessCase, at: pointer, &checks, work)
                continue
            }
            if !(0...Self.mostPlaces).contains(count) {
                checks.refuse(
                    pointer.replacing("/case", with: "/places"), "out-of-range", en: "A case has 0 to \(Self.mostPlaces) places.",
                    fr: "Un cas a de 0 à \(Self.mostPlaces) places.")
            } else if changes.places.updateValue(Int32(count), forKey: target) != nil {
                checks.refuse(pointer, "twice", en: "The case is named twice.", fr: "Le cas est nommé deux fois.")
            }
        }
        let teams = Dictionary(uniqueKeysWithValues: snapshot.teams.enumerated().map { ($0.element, Int32($0.offset)) })
        for (pointer, team) in gone {
            guard let position = teams[team.description] else {
                checks.refuse(
                    pointer, "not-in-run", en: "The team takes no part in this run.", fr: "L’équipe ne participe pas à ce calcul.")
                continue
            }
            changes.gone.insert(position)
        }
        try checks.end()
        return changes
    }

    private func refuse(_ businessCase: BusinessCase.ID, at pointer: String, _ checks: inout FieldChecks, _ work: UnitOfWork) async throws {
        if try await work.execute("SELECT FROM business_case WHERE id = \(businessCase)").isEmpty {
            checks.refuse(pointer, "unknown", en: "The case was not found.", fr: "Le cas est introuvable.")
        } else {
            checks.refuse(pointer, "not-in-run", en: "The case takes no part in this run.", fr: "Le cas ne participe pas à ce calcul.")
        }
    }

    // MARK: The answer

    private func preview(_ found: RepairFindings, _ claim: ResultClaim, _ snapshot: Snapshot, _ named: Snapshot) -> RepairPreview {
        func team(_ index: Int) -> NamedTeam? { Team.ID(snapshot.teams[index]).map { NamedTeam(team: $0, name: named.teams[index]) } }
        let displaced = Set(found.displaced)
        func move(_ move: RepairFindings.Move) -> TeamMove? {
            guard let team = team(move.team) else { return nil }
            func id(_ target: Int) -> BusinessCase.ID? { target < 0 ? nil : BusinessCase.ID(snapshot.cases[target]) }
            func title(_ target: Int) -> String? { target < 0 ? nil : named.cases[target] }
            return TeamMove(
                team: team.team, name: team.name, kind: displaced.contains(move.team) ? .displaced : move.from < 0 ? .joins : .moves,
                from: id(move.from), fromTitle: title(move.from), to: id(move.to), toTitle: title(move.to),
                fitBefore: move.from < 0 ? nil : Int(move.fitBefore), fit: move.to < 0 ? nil : Int(move.fit))
        }
        let repairs = found.points.map { point in
            let moves = point.moves.filter { displaced.contains($0.team) } + point.moves.filter { !displaced.contains($0.team) }
            let unplaced = point.moves.filter { $0.to < 0 }
            return Repair(
                moved: point.moved, placed: point.placed, totalFit: Int(point.totalFit), fitLost: Int(claim.totalFit - point.totalFit),
                moves: moves.prefix(Self.mostListed).compactMap(move), movesTotal: moves.count,
                unplaced: unplaced.prefix(Self.mostListed).compactMap { team($0.team) }, unplacedTotal: unplaced.count,
                proof: .init(scale: Int(point.scale), bonus: Int(point.bonus)))
        }
        return RepairPreview(
            run: id, placed: Int(claim.placed), totalFit: Int(claim.totalFit),
            displaced: found.displaced.prefix(Self.mostListed).compactMap(team), displacedTotal: found.displaced.count, repairs: repairs)
    }
}
