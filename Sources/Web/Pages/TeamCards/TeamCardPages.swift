import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The teams that were shared for a case, without names: ranked, accepted, declined.
    func addTeamCardPages() {
        get("/desk/cases/{case}/teams", for: .readTeamCards) { desk in
            try await ShortlistPage.read(desk, round: desk.query("round").flatMap { Round.ID($0) }).response()
        }
        get("/desk/cases/{case}/teams.csv", for: .readTeamCards) { desk in try await ShortlistFile.response(desk) }
        post("/desk/cases/{case}/teams", for: .rankTeams) { desk, form in
            let id: BusinessCase.ID = try desk.id("case")
            guard let round: Round.ID = try form.value("round") else { throw Failure.noSuchPage }
            let fields = RankingFields(form)
            return try await desk.submit(form) {
                try fields.check()
                return RankTeams(round: round, case: id, ranking: fields.ranking, replacing: try form.value("version"))
            } again: { state in
                var page = try await ShortlistPage.read(desk, round: round)
                page.state = state
                return page.response()
            } then: { _ in
                (Desk.address("/desk/cases/\(id)/teams", ["round": "\(round)"]), fields.declinesNow ? .declined : .saved)
            }
        }
    }
}

/// The places, declines and reasons that stand in the form of a shortlist, as a ranking.
struct RankingFields {
    private(set) var ranking: TeamRanking

    /// Whether somebody presses the button of one team, or Enter beside its reason.
    private(set) var declinesNow = false

    /// What a card's menu says besides a place.
    static let declined = "declined"

    /// What Enter in a field sends, whichever field it is.
    static let entered = "entered"

    /// - Parameter form: `place/CARD` holds a number, equal ones being a tie, `declined`, or nothing; `move` a card and where it goes.
    ///   Whoever writes why not a team and says nothing else declines it.
    init(_ form: Form) {
        var places: [(card: TeamCard.ID, place: Int)] = []
        var vetoes: [TeamCard.ID] = []
        for item in form.items where item.name.hasPrefix("place/") {
            guard let card = TeamCard.ID(String(item.name.dropFirst(6))) else { continue }
            // A reason that was there before says nothing new.
            let isMeant = (item.value.isEmpty || form["move"] == Self.entered) && form.given("was/\(card)") == nil
            if item.value == Self.declined || isMeant && form.text("reason/\(card)") != nil {
                vetoes.append(card)
            } else if let place = Int(item.value) {
                places.append((card, place))
            }
        }
        let groups = Dictionary(grouping: places, by: \.place).sorted { $0.key < $1.key }.map { $0.value.map(\.card) }
        var order = groups
        let words = form["move"].split(separator: " ")
        declinesNow = form["move"] == Self.entered || words.first == "decline"
        if words.count == 2, let card = TeamCard.ID(String(words[1])) {
            Self.move(card, String(words[0]), in: &order, &vetoes)
        }
        let reasons = vetoes.compactMap { card in
            form.text("reason/\(card)").map { TeamRanking.VetoReason(card: card, reason: $0) }
        }
        ranking = TeamRanking(cards: order.map { RankedPlace($0) }, vetoes: vetoes, reasons: reasons.isEmpty ? nil : reasons)
    }

    /// - Throws: a refusal that names the field of each team that is declined without a word.
    func check() throws(GeneralRefusal) {
        let missing = ranking.vetoes.filter { card in !(ranking.reasons ?? []).contains { $0.card == card } }
        guard missing.isEmpty else {
            throw .invalid(
                missing.map { card in
                    .init(
                        pointer: "/reason/\(card)", code: "missing",
                        sentence: Sentence(
                            en: "Say why not this team: its school reads it.", fr: "Dites pourquoi pas cette équipe : son école le lit."))
                })
        }
    }

    private static func move(_ card: TeamCard.ID, _ way: String, in order: inout [[TeamCard.ID]], _ vetoes: inout [TeamCard.ID]) {
        let place = order.firstIndex { $0.contains(card) }
        switch way {
        case "accept":
            vetoes.removeAll { $0 == card }
            if place == nil { order.append([card]) }
        case "decline":
            order = order.map { $0.filter { $0 != card } }.filter { !$0.isEmpty }
            if !vetoes.contains(card) { vetoes.append(card) }
        case "up", "down":
            guard let place else { return }
            let other = way == "up" ? place - 1 : place + 1
            if order[place].count > 1 {
                // Out of a tie, beside it.
                order[place].removeAll { $0 == card }
                order.insert([card], at: way == "up" ? place : place + 1)
            } else if order.indices.contains(other) {
                order.swapAt(place, other)
            }
        case "tie":
            guard let place, place > 0 else { return }
            order[place].removeAll { $0 == card }
            order[place - 1].append(card)
            order.removeAll(where: \.isEmpty)
        default: break
        }
    }
}
