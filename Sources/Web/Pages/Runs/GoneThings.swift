import API
import Vivier

/// The cases and teams of a round that are said to have gone, as many as there are: each that was named before stands with a tick that takes
/// it back, and a field takes the next.
struct GoneThings {
    var cases: [BusinessCase.ID] = []
    var teams: [Team.ID] = []
    /// What was typed for each of the two, and named nothing.
    private(set) var unread: [String: String] = [:]
    private(set) var names: [String: String] = [:]

    static let (caseField, teamField) = ("withdrawn_cases", "gone_teams")
    /// Named one by one on a page.
    private static let most = 50

    /// What an address or a form says.
    static func read(_ typed: (String) -> [String], in round: Round.ID, _ desk: Desk) async throws -> GoneThings {
        var gone = GoneThings()
        gone.cases = try await gone.ids(typed(caseField), at: caseField, .case, in: round, desk)
        gone.teams = try await gone.ids(typed(teamField), at: teamField, .team, in: round, desk)
        return gone
    }

    /// The same, where something of it was refused: what is an id stays a tick, what is none stays typed.
    static func shown(_ typed: (String) -> [String], in round: Round.ID, _ desk: Desk) async throws -> GoneThings {
        var gone = GoneThings()
        gone.cases = gone.known(typed(caseField), at: caseField)
        gone.teams = gone.known(typed(teamField), at: teamField)
        try await gone.findNames(in: round, desk)
        return gone
    }

    var isEmpty: Bool { cases.isEmpty && teams.isEmpty }
    var request: RepairRequest { RepairRequest(withdrawnCases: cases.isEmpty ? nil : cases, goneTeams: teams.isEmpty ? nil : teams) }

    /// For an address or for hidden fields.
    var items: [(name: String, value: String?)] {
        cases.map { (Self.caseField, $0.description) } + teams.map { (Self.teamField, $0.description) }
    }

    private mutating func ids<Subject>(
        _ typed: [String], at field: String, _ kind: FindInRound.Kind, in round: Round.ID, _ desk: Desk
    ) async throws -> [Identifier<Subject>] {
        guard typed.count <= Self.most else {
            throw GeneralRefusal.field(
                "/\(field)", "too-many", en: "Name \(Self.most) at most on this page; the command takes more.",
                fr: "Nommez-en \(Self.most) au plus sur cette page\u{A0}; la commande en prend davantage.")
        }
        var ids: [Identifier<Subject>] = []
        for text in typed {
            if let id: Identifier<Subject> = try await RoundChoice.read(text, at: field, kind, in: round, desk), !ids.contains(id) {
                ids.append(id)
            }
        }
        return ids
    }

    private mutating func known<Subject>(_ typed: [String], at field: String) -> [Identifier<Subject>] {
        unread[field] = typed.last { Identifier<Subject>($0) == nil }
        var ids: [Identifier<Subject>] = []
        for id in typed.prefix(Self.most).compactMap({ Identifier<Subject>($0) }) where !ids.contains(id) { ids.append(id) }
        return ids
    }

    mutating func findNames(in round: Round.ID, _ desk: Desk) async throws {
        for id in cases { names[id.description] = try await RoundChoice.name(id.description, .case, in: round, desk) }
        for id in teams { names[id.description] = try await RoundChoice.name(id.description, .team, in: round, desk) }
    }

    // MARK: As fields

    func caseFields(_ label: String, _ choice: RoundChoice) -> HTML {
        fields(label, cases.map(\.description), Self.caseField, .case, choice)
    }
    func teamFields(_ label: String, _ choice: RoundChoice) -> HTML {
        fields(label, teams.map(\.description), Self.teamField, .team, choice)
    }

    private func fields(_ label: String, _ ids: [String], _ field: String, _ kind: FindInRound.Kind, _ choice: RoundChoice) -> HTML {
        let ticks = ids.map { id -> HTML in
            """
            <label class="choice"><input type="checkbox" name="\(field)" value="\(id)" checked><span>\(names[id] ?? id)</span></label>
            """
        }
        let inputs = choice.inputs
        var empty = choice
        empty.inputs.state.form = Form(items: [(name: field, value: unread[field] ?? "")])
        let say = inputs.say
        let another = say("\(label): one more", "\(label)\u{A0}: \(kind == .team ? "une" : "un") de plus")
        let more = ids.isEmpty ? label : another
        return "<div>\(ids.isEmpty ? nil : "<div class=\"chosen\">\(ticks)</div>" as HTML?)\(empty.field(field, more, kind))</div>\n"
    }
}
