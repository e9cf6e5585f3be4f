import API
import Formats
import Hummingbird
import Vivier

/// What storing a file would do, as a table to mend the file by: what is to be looked at, or the people of a kind.
enum RosterPreviewFile {
    static func response(_ desk: Desk) async throws -> Response {
        let found = try await desk.perform(ShowRosterInHand(roster: try desk.id("roster")))
        guard found.preview != nil else { throw Failure.noSuchPage }
        switch desk.query("kind").flatMap(RosterPreviewList.Kind.init) ?? .problems {
        case .problems: return try await problems(desk, found)
        case let kind: return try await people(desk, found, kind)
        }
    }

    /// The first thousand, each at its line.
    private static func problems(_ desk: Desk, _ roster: RosterInHand) async throws -> Response {
        let say = desk.say
        // A bundle has several files; another roster is one, which its reader knows.
        let file: [SheetForm.Head] = roster.isBundle ? [("file", "File", "Fichier")] : []
        let heads: [SheetForm.Head] = [
            ("line", "Line", "Ligne"), ("column", "Column", "Colonne"), ("kind", "Kind", "Nature"), ("what", "What", "Quoi"),
            ("text", "As it stands", "Tel quel"),
        ]
        var writer = SheetForm.people(say.language).writer(file + heads)
        let all = try await desk.all { cursor in
            let page = try await desk.perform(FindRosterProblems(roster: roster.id, query: desk.sorted(200, cursor)))
            return (page.items, page.next)
        }
        for problem in all {
            let cells = [
                problem.line.map(String.init) ?? "", problem.column.map { RosterWords.field($0, say) } ?? "",
                problem.severity == "refusal" ? say("refused", "refusée") : say("look", "à voir"), RosterWords.problem(problem, say),
                problem.text ?? "",
            ]
            writer.append(roster.isBundle ? [problem.file] + cells : cells)
        }
        return desk.csv(Array(writer.text.utf8), try await name(desk, .problems))
    }

    private static func people(_ desk: Desk, _ roster: RosterInHand, _ kind: RosterPreviewList.Kind) async throws -> Response {
        let say = desk.say
        var writer = SheetForm.people(say.language).writer([
            ("line", "Line", "Ligne"), ("key", "Key", "Clé"), ("family_name", "Family name", "Nom"), ("given_name", "Given name", "Prénom"),
            ("changes", "What changes", "Ce qui change"),
        ])
        let all = try await desk.all { cursor in
            let query = desk.sorted(200, cursor)
            let page = try await desk.perform(FindRosterPeople(roster: roster.id, state: kind.rawValue, query: query))
            return (page.items, page.next)
        }
        for person in all {
            let changes = person.changes.map { RosterWords.field($0, say) }.joined(separator: ", ")
            writer.append(["\(person.line)", person.key, person.familyName, person.givenName, changes])
        }
        return desk.csv(Array(writer.text.utf8), try await name(desk, kind))
    }

    /// After the cohort, in the reader's language.
    private static func name(_ desk: Desk, _ kind: RosterPreviewList.Kind) async throws -> String {
        let cohort = try await desk.perform(ShowCohort(cohort: try desk.id("cohort")))
        let say = desk.say
        let what =
            switch kind {
            case .problems: say("report", "rapport")
            case .changed: say("changed", "modifies")
            case .new: say("new", "nouveaux")
            case .unchanged: say("unchanged", "inchanges")
            }
        return "\(AddressWords.of(cohort.name, else: "cohort"))-\(what).csv"
    }
}
