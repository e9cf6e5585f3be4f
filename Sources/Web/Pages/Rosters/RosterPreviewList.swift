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

    private var say: Words { desk.say }
    private static let perPage = RosterInHand.perPage

    /// The kind that is asked for, else the first of which there is anything.
    static func load(_ desk: Desk, _ path: String, _ roster: RosterInHand, _ report: ImportReport) async throws -> RosterPreviewList {
        var list = RosterPreviewList(desk: desk, path: path, report: report, isBundle: roster.isBundle, kind: nil, page: 1, rows: [])
        list.kind = desk.query("kind").flatMap(Kind.init) ?? Kind.allCases.first { list.count($0) > 0 }
        list.page = min(max(1, desk.query("page").flatMap(Int.init) ?? 1), list.pages)
        if let kind = list.kind, kind != .problems {
            list.rows = try await desk.perform(ShowRosterPage(roster: roster.id, state: kind.rawValue, page: list.page))
        }
        return list
    }

    private func count(_ kind: Kind) -> Int {
        switch kind {
        case .problems: told.count + max(0, report.problemsTotal - report.problems.count)
        case .changed: report.changed
        case .new: report.new
        case .unchanged: report.unchanged
        }
    }

    /// Of what is kept: all people, the first thousand faults.
    private var pages: Int {
        let kept = kind == .problems ? told.count : kind.map(count) ?? 0
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
            <section><h2>\(title(kind))</h2>\(kind == .problems ? problems : people(kind))\(pager(kind))</section>
            """
    }

    private func address(_ kind: Kind, page: Int = 1) -> String {
        Desk.address("\(path)/preview", ["kind": kind.rawValue, "page": page == 1 ? nil : "\(page)"]) + "#lines"
    }

    private func pager(_ kind: Kind) -> HTML? {
        Pieces.pager(
            say, next: page < pages ? address(kind, page: page + 1) : nil, first: page > 1 ? address(kind) : nil,
            before: page > 2 ? address(kind, page: page - 1) : nil)
    }

    private var start: Int { (page - 1) * Self.perPage }

    private func caption(_ shown: Int, of total: Int) -> String {
        let (first, last) = (say.number(start + 1), say.number(start + shown))
        return say("\(first) to \(last) of \(say.number(total))", "\(first) à \(last) sur \(say.number(total))")
    }

    // MARK: Faults

    /// Refusals before warnings; what the choice of columns has answered is not said again.
    private var told: [ImportProblem] {
        let kept = report.problems.filter { !["unknown-column", "unused-column"].contains($0.code) }
        return kept.filter { $0.severity == "refusal" } + kept.filter { $0.severity != "refusal" }
    }

    private var problems: HTML {
        let told = told
        let shown = told.dropFirst(start).prefix(Self.perPage)
        guard !shown.isEmpty else { return "<p>\(say("There is nothing to look at.", "Il n’y a rien à regarder."))</p>" }
        let items = shown.map { problem -> HTML in
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
            rest > 0 && page == pages
            ? "<p class=\"soft\">\(say("… and \(say.number(rest)) more, told once these are mended.", "… et \(say.number(rest)) de plus, dites une fois celles-ci corrigées."))</p>"
            : nil
        return """
            <p class="soft">\(caption(shown.count, of: count(.problems)))</p>
            <ul class="rows problems">
            \(items)</ul>\(more)
            <p><a class="button quiet small" href="\(path)/preview/export" download>\(say("Export (CSV)", "Exporter (CSV)"))</a></p>
            """
    }

    // MARK: People

    private func people(_ kind: Kind) -> HTML {
        guard !rows.isEmpty else { return "<p>\(say("There is nobody.", "Il n’y a personne."))</p>" }
        var columns: [Listing<ImportRow>.Column] = [
            .init(title: say("Name", "Nom")) { "\($0.familyName) \($0.givenName)" }, .init(title: say("Key", "Clé")) { "\($0.key)" },
            .init(title: say("Line", "Ligne"), isNumber: true) { "\($0.line)" },
        ]
        if kind == .changed { columns.append(.init(title: say("What changes", "Ce qui change"), cell: change)) }
        return Listing(caption: caption(rows.count, of: count(kind)), columns: columns, rows: rows).html
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
