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
    var fault: RefusalReason.Field?
    /// Nil where nothing was asked, or not so that it can be understood.
    var found: TalentPage?
    var saving = FormState.fresh

    private var say: Words { desk.say }

    static func read(_ desk: Desk, q: String) async throws -> TalentSearchPage {
        let pools = try await desk.perform(ListPools(query: PageQuery(limit: 50))).items
        let sort = TalentPages.sorts.contains { $0.value == desk.query("sort") } ? desk.query("sort") : nil
        var page = TalentSearchPage(desk: desk, q: q, sort: sort, pools: pools)
        (page.count, page.fault) = try await count(desk, q: q)
        if page.count != nil {
            page.found = try await desk.perform(SearchPool(query: PoolQuery(q: q, sort: sort, limit: 20, cursor: desk.query("cursor"))))
        }
        return page
    }

    /// How many a query finds, or what is wrong with it; neither for an empty one.
    static func count(_ desk: Desk, q: String) async throws -> (PoolCount?, RefusalReason.Field?) {
        guard !q.isEmpty else { return (nil, nil) }
        do {
            return (try await desk.perform(CountPool(query: PoolCountQuery(q: q))), nil)
        } catch let refusal as any Refusal {
            guard let field = refusal.reason.fields.first else { throw refusal }
            return (nil, field)
        }
    }

    func response() -> Response {
        let title = say("Talent", "Vivier de talents")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("Students who agree to be found. Each one you see reads that you have looked.", "Des étudiants qui acceptent d’être trouvés. Chacun saura que vous l’avez consulté."))</p>
            \(textForm)\(TalentCount(say: say, q: q, sort: sort, count: count, fault: fault).html)
            <div class="columns"><div>\(results)</div>
            <aside aria-label="\(say("Conditions and saved searches", "Conditions et recherches enregistrées"))">\(addForm)\(saved)</aside></div>
            """)
    }

    private var textForm: HTML {
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"query-fault\""
        let sorts = TalentPages.sorts.map { item -> HTML in
            "<option value=\"\(item.value)\"\(item.value == sort ?? "name" ? " selected" : "" as HTML)>\(say(item.words))</option>"
        }
        return """
            <form role="search" action="/desk/talent" class="query" data-refresh="talent-count" data-refresh-action="/desk/talent/count">
            <div class="field"><label for="q">\(say("Query", "Requête"))</label>
            <input id="q" name="q" type="search" value="\(q)" maxlength="2000" autocomplete="off" spellcheck="false" placeholder="\(say("skill:\"negotiation\">=3 language:en", "competence:\"négociation\">=3 langue:en"))"\(invalid)></div>
            <div class="field"><label for="sort">\(say("Order", "Ordre"))</label><select id="sort" name="sort">\(sorts)</select></div>
            <button>\(say("Search", "Rechercher"))</button></form>

            """
    }

    private var addForm: HTML {
        let levels = (1...4).map {
            "<option value=\"\($0)\">\(say("at least \(say(CaseWords.level($0)))", "au moins \(say(CaseWords.level($0)))"))</option>"
                as HTML
        }
        let fields = [
            ("language", say("Language, as en:B2", "Langue, comme en:B2")),
            ("available", say("Free in, as 2027-01", "Disponible en, comme 2027-01")),
            ("graduation", say("Graduates from, as 2027-06", "Diplômé à partir de, comme 2027-06")), ("city", say("Town", "Ville")),
            ("programme", say("Programme", "Programme")), ("school", say("School", "École")),
        ].map { "<option value=\"\($0.0)\">\($0.1)</option>" as HTML }
        let kept: HTML = """
            <input type="hidden" name="q" value="\(q)">\(sort.map { "<input type=\"hidden\" name=\"sort\" value=\"\($0)\">" as HTML })
            """
        return """
            <section class="card"><h2>\(say("Add a condition", "Ajouter une condition"))</h2>
            <form action="/desk/talent">\(kept)<input type="hidden" name="field" value="skill">
            <div class="field suggests"><label for="skill">\(say("Skill", "Compétence"))</label>
            <input id="skill" name="value" type="text" required maxlength="300" autocomplete="off" data-suggest="/desk/skills" data-suggest-count="\(say("{n} suggestions", "{n} propositions"))"></div>
            <div class="row"><div class="field"><label for="level">\(say("Level", "Niveau"))</label><select id="level" name="level">\(levels)</select></div>
            <button class="quiet end">\(say("Add the skill", "Ajouter la compétence"))</button></div></form>
            <form action="/desk/talent">\(kept)
            <div class="field"><label for="field">\(say("Something else", "Autre chose"))</label><select id="field" name="field">\(fields)</select></div>
            <div class="row"><div class="field"><label for="value">\(say("Value", "Valeur"))</label><input id="value" name="value" type="text" required maxlength="200"></div>
            <button class="quiet end">\(say("Add", "Ajouter"))</button></div></form></section>

            """
    }

    private var saved: HTML {
        let items = pools.map { pool -> HTML in
            """
            <li><span>\(HTML.link(pool.name, to: Desk.address("/desk/talent", ["q": pool.query])))<br><code class="soft">\(pool.query)</code></span>\
            \(desk.button("/desk/talent/pools/\(pool.id)/delete", say("Delete", "Supprimer"), kind: "link"))</li>

            """
        }
        let list: HTML =
            items.isEmpty
            ? "<p class=\"soft\">\(say("None yet: search, then give the search a name.", "Aucune encore : cherchez, puis nommez la recherche."))</p>"
            : "<ul class=\"rows\">\(items)</ul>"
        var form: HTML?
        if count != nil || saving.isRefused {
            let inputs = Inputs(say, saving)
            form = desk.form(
                "/desk/talent/pools", "",
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
            return Pieces.empty(
                say(
                    "Add a skill, or type a query, to see who could be your next colleague.",
                    "Ajoutez une compétence, ou tapez une requête, pour voir qui pourrait vous rejoindre."))
        }
        guard !found.items.isEmpty else {
            return Pieces.empty(
                say(
                    "Nobody who agrees to be found is like that. Take a condition away, or ask for a lower level.",
                    "Personne, parmi ceux qui acceptent d’être trouvés, ne correspond. Ôtez une condition, ou demandez un niveau plus bas.")
            )
        }
        let order = TalentPages.sorts.first { $0.value == found.sort }.map { say($0.words) } ?? found.sort
        let export: (String?) -> String = { Desk.address("/desk/talent/export", ["q": q, "sort": sort, "format": $0]) }
        let address: (String?) -> String = { Desk.address("/desk/talent", ["q": q, "sort": sort, "cursor": $0]) }
        let pager = Pieces.pager(say, next: found.next.map(address), first: desk.query("cursor") == nil ? nil : address(nil))
        return """
            <div class="headline"><h2>\(say("Found, \(order)", "Trouvés, \(order)"))</h2><span class="moves"><a class="button quiet small" href="\(export(nil))" aria-label="\(say("Export as CSV", "Exporter en CSV"))">CSV</a><a class="button quiet small" href="\(export("xlsx"))" aria-label="\(say("Export as XLSX", "Exporter en XLSX"))">XLSX</a></span></div>
            <ul class="found">\(found.items.map(person))</ul>\(pager)
            """
    }

    private func person(_ one: PoolStudent) -> HTML {
        let facts = [
            one.school, one.programme, one.graduation.map { say("graduates \(say.day($0))", "diplôme le \(say.day($0))") },
            one.languages.isEmpty ? nil : one.languages.joined(separator: " "), one.city,
        ].compactMap(\.self).joined(separator: " · ")
        // Those that were asked for first.
        let asked = Set(one.skills.map(\.label).filter { (count?.understood ?? "").contains("\"\($0)\"") })
        let skills = one.skills.sorted { (asked.contains($0.label) ? 1 : 0, $0.level) > (asked.contains($1.label) ? 1 : 0, $1.level) }
            .prefix(5).map { skill -> HTML in
                "<li class=\"chip\" title=\"\(say(TalentPages.source(skill.source)))\">\(skill.label) · \(say(CaseWords.level(skill.level)))</li>"
            }
        let follow: HTML =
            one.prospect.map { HTML.link(say("Followed", "Suivi"), to: "/desk/prospects/\($0)") }
            ?? desk.button("/desk/talent/\(one.id)/follow", say("Follow", "Suivre"), kind: "quiet small")
        return """
            <li class="card"><div class="headline"><h3>\(HTML.link("\(one.givenName) \(one.familyName)", to: "/desk/talent/\(one.id)"))</h3>\(follow)</div>
            <p class="soft">\(facts)</p><ul class="chips">\(skills)</ul></li>

            """
    }
}
