import API
import Hummingbird
import Vivier

/// The search over consenting students. Chips and text edit the same query; the order is chosen and shown, never a hidden score.
struct TalentSearchPage {
    var desk: Desk
    var q: String
    var sort: String?
    var pools: [Pool]
    var count: PoolCount?
    var isCountExact = false
    var fault: RefusalReason.Field?
    /// Of a label that no skill bears: those that are near, each with the query that names it instead.
    var nearest: [(label: String, query: String)] = []
    /// Nil where nothing was asked, or not so that it can be understood.
    var found: TalentPage?
    var saving = FormState.fresh
    /// A condition that was to be added and cannot be.
    var adding: ConditionForms.Added?

    private var say: Words { desk.say }
    /// Saved searches beside the search; a page of their own has all of them.
    private static let firstPools = 20

    static func read(_ desk: Desk, q: String) async throws -> TalentSearchPage {
        let pools = try await desk.perform(ListPools(query: SortedQuery(limit: firstPools))).items
        let sort = TalentPages.sorts.contains { $0.value == desk.query("sort") } ? desk.query("sort") : nil
        var page = TalentSearchPage(desk: desk, q: q, sort: sort, pools: pools)
        (page.count, page.fault) = try await count(desk, q: q, besideSearch: true)
        page.nearest = try await nearest(desk, q: q, page.fault)
        if page.count != nil {
            page.found = try await desk.perform(SearchPool(query: PoolQuery(q: q, sort: sort, limit: 20, cursor: desk.query("cursor"))))
            // Who is shown is counted, however few they are: each has the receipt.
            if let found = page.found, found.next == nil, desk.query("cursor") == nil {
                page.count?.count = found.items.count
                page.count?.more = false
                page.isCountExact = true
            }
        }
        return page
    }

    /// How many a query finds, or what is wrong with it; neither for an empty one.
    static func count(_ desk: Desk, q: String, besideSearch: Bool = false) async throws -> (PoolCount?, RefusalReason.Field?) {
        guard !q.isEmpty else { return (nil, nil) }
        do {
            return (try await desk.perform(CountPool(query: PoolCountQuery(q: q), besideSearch: besideSearch)), nil)
        } catch let refusal as any Refusal {
            guard let field = refusal.reason.fields.first else { throw refusal }
            return (nil, field)
        }
    }

    /// What a skill that nobody knows was perhaps meant to be, where that is what is wrong with a query.
    static func nearest(_ desk: Desk, q: String, _ fault: RefusalReason.Field?) async throws -> [(label: String, query: String)] {
        guard let fault, fault.code == "unknown-skill", let column = fault.column, column <= q.count else { return [] }
        let start = q.index(q.startIndex, offsetBy: max(0, column - 1))
        // The label as it stands there: in quotes, or up to what ends a word.
        guard
            let match = q[start...].prefixMatch(
                of: /"(?<quoted>[^"]+)"|“(?<curly>[^”]+)”|«\s*(?<guillemets>[^»]+?)\s*»|(?<bare>[^\s"()<>=≥≤]+)/)
        else { return [] }
        let found = match.output
        guard let label = found.quoted ?? found.curly ?? found.guillemets ?? found.bare else { return [] }
        let skills = try await desk.perform(SearchSkills(query: SkillQuery(q: String(label.prefix(100)), limit: 4))).items
        let french = desk.say.language == .french
        return skills.compactMap { skill in
            (french ? skill.labelFr ?? skill.labelEn : skill.labelEn ?? skill.labelFr).map { label in
                var query = q
                query.replaceSubrange(match.range, with: "\"\(label)\"")
                return (label, query)
            }
        }
    }

    func response() -> Response {
        let title = say("Talent", "Vivier de talents")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Students who agree to be found. Each of them can see that your company has looked.", "Des étudiants qui acceptent d’être trouvés. Chacun peut voir que votre entreprise l’a consulté."))</p>
            \(textForm)\(TalentCount(say: say, q: q, sort: sort, count: count, fault: fault, isExact: isCountExact, nearest: nearest).html)
            <div class="columns"><div>\(results)</div>
            <aside aria-label="\(say("Conditions and saved searches", "Conditions et recherches enregistrées"))">\(ConditionForms(say: say, q: q, sort: sort, added: adding).html)\(saved)</aside></div>
            """)
    }

    private var textForm: HTML {
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"query-fault\""
        let sorts = Pieces.options(TalentPages.sorts.map { ($0.value, say($0.words)) }, chosen: sort ?? "name")
        return """
            <form role="search" action="/desk/talent" class="query" data-refresh="talent-count" data-refresh-action="/desk/talent/count">
            <div class="field"><label for="q">\(say("Query", "Requête"))</label>
            <input id="q" name="q" type="search" value="\(q)" maxlength="2000" autocomplete="off" spellcheck="false" placeholder="\(say("skill:\"negotiation\">=3 language:en", "competence:\"négociation\">=3 langue:en"))"\(invalid)></div>
            <div class="field"><label for="sort">\(say("Order", "Ordre"))</label><select id="sort" name="sort">\(sorts)</select></div>
            <button>\(say("Search", "Rechercher"))</button></form>
            \(QueryHelp(say: say).html)

            """
    }

    private var saved: HTML {
        let items = pools.map { pool -> HTML in
            """
            <li><span>\(HTML.link(pool.name, to: Desk.address("/desk/talent", ["q": pool.query])))<br><span class="soft">\(say(PoolQueryWords.words(of: pool.query, desk.application.skills.index)))</span></span>\
            \(SavedSearchesPage.delete(pool, desk, from: "search"))</li>

            """
        }
        let list: HTML =
            items.isEmpty
            ? "<p class=\"soft\">\(say("None yet: search, then give the search a name.", "Aucune encore : cherchez, puis nommez la recherche."))</p>"
            : """
            <ul class="rows">\(items)</ul>
            \(WholeList.link(say, say("All saved searches", "Toutes les recherches enregistrées"), to: SavedSearchesPage.path))
            """
        var form: HTML?
        if count != nil || saving.isRefused {
            let inputs = Inputs(say, saving)
            form = desk.form(
                SavedSearchesPage.path, "",
                """
                <input type="hidden" name="query" value="\(q)">\(inputs.summary)
                \(inputs.text("name", say("Name of this search", "Nom de cette recherche"), "required maxlength=\"100\" "))
                <button class="quiet">\(say("Save this search", "Enregistrer cette recherche"))</button>
                """)
        }
        return "<section class=\"card\"><h2>\(say("Saved searches", "Recherches enregistrées"))</h2>\(list)\(form)</section>\n"
    }

    // MARK: Results

    private var results: HTML {
        guard let found else {
            return Self.unasked(
                say(
                    "Add a skill, or type a query, to see who could be your next colleague.",
                    "Ajoutez une compétence, ou tapez une requête, pour voir qui pourrait vous rejoindre."))
        }
        guard !found.items.isEmpty else {
            return Pieces.empty(
                say(
                    "Nobody who agrees to be found is like that. Take a condition away, or ask for a lower level.",
                    "Personne, parmi ceux qui acceptent d’être trouvés, ne correspond. Ôtez une condition, ou demandez un niveau plus bas."),
                wider)
        }
        let order = TalentPages.sorts.first { $0.value == found.sort }.map { say($0.words) } ?? found.sort
        let export: (String?) -> String = { Desk.address("/desk/talent/export", ["q": q, "sort": sort, "format": $0]) }
        let address: (String?) -> String = { Desk.address("/desk/talent", ["q": q, "sort": sort, "cursor": $0]) }
        let pager = Pieces.pager(say, next: found.next.map(address), first: desk.query("cursor") == nil ? nil : address(nil))
        return """
            <div class="headline"><h2>\(say("Found, \(order)", "Trouvés, \(order)"))</h2>\(Pieces.exports(say, csv: export(nil), excel: export("xlsx")))</div>
            <ul class="found">\(found.items.map(person))</ul>\(pager)
            """
    }

    /// The same search without its last condition.
    private var wider: HTML? {
        count?.conditions.indices.last.map { last in
            Pieces.button(
                say("Take the last condition away", "Ôter la dernière condition"),
                to: Desk.address("/desk/talent", ["q": q, "sort": sort, "without": "\(last)"]), isQuiet: true)
        }
    }

    /// Gone as soon as the count speaks of a query that is being typed.
    private static func unasked(_ words: String) -> HTML { "<div class=\"unasked\">\(Pieces.empty(words))</div>" }

    private func person(_ one: PoolStudent) -> HTML {
        let facts = [
            one.school, one.programme, one.graduation.map { say("graduates \(say.day($0))", "diplôme le \(say.day($0))") },
            one.languages.isEmpty ? nil : say.list(one.languages.map(say.spoken)), one.city,
        ].compactMap(\.self).joined(separator: " · ")
        // Those by which the person was found come first.
        let skills = one.skills.prefix(5).map { skill -> HTML in
            let through = skill.narrower == true ? say("through: ", "par : ") : ""
            return
                "<li class=\"chip\" title=\"\(say(TalentPages.source(skill.source)))\">\(through)\(skill.label) · \(say(CaseWords.level(skill.level)))</li>"
        }
        let follow: HTML =
            one.prospect.map { HTML.link(say("Followed", "Suivi"), to: "/desk/prospects/\($0)") }
            ?? desk.button("/desk/talent/\(one.id)/follow", say("Follow", "Suivre"), kind: "quiet small", fields: ["back": desk.standsOn])
        return """
            <li class="card" id="person-\(one.id)"><div class="headline"><h3>\(HTML.link("\(one.givenName) \(one.familyName)", to: "/desk/talent/\(one.id)"))</h3>\(follow)</div>
            <p class="soft">\(facts)</p><ul class="chips">\(skills)</ul></li>

            """
    }
}
