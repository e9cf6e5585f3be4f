import API
import Vivier

/// What storing a file would do, line by line and kind by kind: what is to be looked at, who is changed, new, and as before.
struct RosterPreviewList {
    enum Kind: String, CaseIterable {
        case problems, changed, new, unchanged
    }

    var desk: Desk
    /// Of the file in hand.
    var path: String
    var report: ImportReport
    var isBundle: Bool
    var kind: Kind?
    /// From 1.
    var page: Int
    /// Of that page, where the kind is one of people.
    var rows: [ImportRow]
    /// Of that page, where it is what is to be looked at.
    var problems: [ImportProblem]
    /// Where somebody searches or sorts: what leads to the rest of what is found.
    var next: String?

    private var say: Words { desk.say }
    private static let perPage = RosterInHand.perPage

    /// The kind that is asked for, else the first of which there is anything.
    static func load(_ desk: Desk, _ path: String, _ roster: RosterInHand, _ report: ImportReport) async throws -> RosterPreviewList {
        var list = RosterPreviewList(
            desk: desk, path: path, report: report, isBundle: roster.isBundle, kind: nil, page: 1, rows: [], problems: [])
        list.kind = desk.query("kind").flatMap(Kind.init) ?? Kind.allCases.first { list.count($0) > 0 }
        list.page = min(max(1, desk.query("page").flatMap(Int.init) ?? 1), list.pages)
        let query = desk.sorted(perPage, desk.query("cursor"))
        switch list.kind {
        case nil: break
        case .problems where list.isNarrowed:
            let found = try await desk.perform(FindRosterProblems(roster: roster.id, query: query))
            (list.problems, list.next) = (found.items, found.next)
        case .problems: list.problems = Array(report.toLookAt.dropFirst(list.start).prefix(perPage))
        case let kind? where list.isNarrowed:
            let found = try await desk.perform(FindRosterPeople(roster: roster.id, state: kind.rawValue, query: query))
            (list.rows, list.next) = (found.items, found.next)
        case let kind?: list.rows = try await desk.perform(ShowRosterPage(roster: roster.id, state: kind.rawValue, page: list.page))
        }
        return list
    }

    /// Somebody searches, or wants another order than that of the file: what is found comes with a cursor, not by number.
    private var isNarrowed: Bool { desk.query("q") != nil || desk.query("sort") != nil }

    private func count(_ kind: Kind) -> Int {
        switch kind {
        case .problems: report.toLookAt.count + max(0, report.problemsTotal - report.problems.count)
        case .changed: report.changed
        case .new: report.new
        case .unchanged: report.unchanged
        }
    }

    /// Of what is kept: all people, the first thousand faults.
    private var pages: Int {
        let kept = kind == .problems ? report.toLookAt.count : kind.map(count) ?? 0
        return max(1, (kept + Self.perPage - 1) / Self.perPage)
    }

    private func title(_ kind: Kind) -> String {
        switch kind {
        case .problems: say("To look at", "À regarder")
        case .changed: say("Changed", "Modifiés")
        case .new: say("New", "Nouveaux")
        case .unchanged: say("Unchanged", "Inchangés")
        }
    }

    var html: HTML? {
        guard let kind else { return nil }
        let tabs = Kind.allCases.filter { count($0) > 0 || $0 == kind }.map { one -> HTML in
            let mark: HTML = one == kind ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(address(one))\"\(mark)>\(title(one)) <span class=\"soft\">\(say.number(count(one)))</span></a></li>"
        }
        return """
            <nav aria-label="\(say("Kinds of lines", "Sortes de lignes"))"><ul class="tabs" id="lines">\(tabs)</ul></nav>
            <section><h2>\(title(kind))</h2>\(controls(kind))\(kind == .problems ? faults : people(kind))\(pager(kind))</section>
            """
    }

    private func address(_ kind: Kind, page: Int = 1) -> String {
        Desk.address("\(path)/preview", ["kind": kind.rawValue, "page": page == 1 ? nil : "\(page)"]) + "#lines"
    }

    private func found(_ kind: Kind, cursor: String? = nil) -> String {
        Desk.address("\(path)/preview", ["kind": kind.rawValue, "q": desk.query("q"), "sort": desk.query("sort"), "cursor": cursor])
            + "#lines"
    }

    /// Where there are so many that a search is of use, or somebody searches already.
    private func controls(_ kind: Kind) -> HTML? {
        guard count(kind) > Self.perPage || isNarrowed else { return nil }
        let isFaults = kind == .problems
        let label = isFaults ? say("Line, column or words", "Ligne, colonne ou mots") : say("Name or key", "Nom ou clé")
        let ways =
            isFaults
            ? [("severity", say("refused first", "refusées d’abord")), ("line", say("line", "ligne"))]
            : [("line", say("line", "ligne")), ("name", say("name", "nom"))]
        return """
            <div class="controls"><form method="get" action="\(path)/preview#lines" role="search"><input type="hidden" name="kind" value="\(kind.rawValue)">\
            <div class="wide"><label for="q">\(label)</label><input id="q" name="q" type="search" value="\(desk.query("q") ?? "")" maxlength="200"></div>\
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(Pieces.options(ways, chosen: desk.query("sort") ?? ways[0].0))</select></div>\
            <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>

            """
    }

    /// All of the kind, or what is found of it, as a file.
    private func file(_ kind: Kind) -> HTML {
        let address = Desk.address(
            "\(path)/preview/export",
            ["kind": kind == .problems ? nil : kind.rawValue, "q": desk.query("q"), "sort": desk.query("sort")])
        return "<p><a class=\"button quiet small\" href=\"\(address)\" download>\(say("Export (CSV)", "Exporter (CSV)"))</a></p>"
    }

    private func nobody(_ kind: Kind, _ sentence: String) -> HTML {
        guard isNarrowed else { return "<p>\(sentence)</p>" }
        return Pieces.empty(
            say("Nothing is like that.", "Rien ne correspond."),
            Pieces.button(say("Show all", "Tout voir"), to: address(kind), isQuiet: true))
    }

    private func pager(_ kind: Kind) -> HTML? {
        if isNarrowed {
            return Pieces.pager(
                say, next: next.map { found(kind, cursor: $0) }, first: desk.query("cursor").map { _ in found(kind) })
        }
        return Pieces.pager(
            say, next: page < pages ? address(kind, page: page + 1) : nil, first: page > 1 ? address(kind) : nil,
            before: page > 2 ? address(kind, page: page - 1) : nil)
    }

    private var start: Int { (page - 1) * Self.perPage }

    private func caption(_ shown: Int, of total: Int) -> String {
        let (first, last) = (say.number(start + 1), say.number(start + shown))
        return say("\(first) to \(last) of \(say.number(total))", "\(first) à \(last) sur \(say.number(total))")
    }

    // MARK: Faults

    private var faults: HTML {
        guard !problems.isEmpty else { return nobody(.problems, say("There is nothing to look at.", "Il n’y a rien à regarder.")) }
        let items = problems.map { problem -> HTML in
            let place = RosterWords.place(problem, inBundle: isBundle, say)
            let tone: Pieces.Tone = problem.severity == "refusal" ? .bad : .warn
            let kind = problem.severity == "refusal" ? say("refused", "refusée") : say("look", "à voir")
            return """
                <li><div><p>\(Pieces.badge(kind, tone)) <b>\(place)</b> \(RosterWords.problem(problem, say))</p>\
                \(problem.text.map { "<code class=\"snippet\">\($0)</code>" as HTML })</div></li>

                """
        }
        let rest = report.problemsTotal - report.problems.count
        let more: HTML? =
            rest > 0 && !isNarrowed && page == pages
            ? "<p class=\"soft\">\(say("… and \(say.number(rest)) more, told once these are mended.", "… et \(say.number(rest)) de plus, dites une fois celles-ci corrigées."))</p>"
            : nil
        return """
            \(isNarrowed ? nil : "<p class=\"soft\">\(caption(problems.count, of: count(.problems)))</p>\n" as HTML?)<ul class="rows problems">
            \(items)</ul>\(more)
            \(file(.problems))
            """
    }

    // MARK: People

    private func people(_ kind: Kind) -> HTML {
        guard !rows.isEmpty else { return nobody(kind, say("There is nobody.", "Il n’y a personne.")) }
        var columns: [Listing<ImportRow>.Column] = [
            .init(title: say("Name", "Nom")) { "\($0.familyName) \($0.givenName)" }, .init(title: say("Key", "Clé")) { "\($0.key)" },
            .init(title: say("Line", "Ligne"), isNumber: true) { "\($0.line)" },
        ]
        if kind == .changed { columns.append(.init(title: say("What changes", "Ce qui change"), cell: change)) }
        let name = isNarrowed ? title(kind) : caption(rows.count, of: count(kind))
        return "\(Listing(caption: name, columns: columns, rows: rows).html)\(file(kind))"
    }

    /// Each field with what stands there and what comes, where both are short.
    private func change(_ row: ImportRow) -> HTML {
        let lines = row.changes.enumerated().map { place, field -> HTML in
            let name = RosterWords.field(field, say)
            guard let old = row.before?.dropFirst(place).first, let new = row.after?.dropFirst(place).first, old + new != "" else {
                return "<li>\(name)</li>"
            }
            let (from, to) = (old.isEmpty ? say("nothing", "rien") : old, new.isEmpty ? say("nothing", "rien") : new)
            return "<li>\(say.pair(name, "")) <del>\(from)</del> → <ins>\(to)</ins></li>"
        }
        return "<ul class=\"samples\">\(lines)</ul>"
    }
}
