import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// Students who agree to be found: searched by chips or as text, looked at one by one, followed.
    func addTalentPages() {
        get("/desk/talent", for: .searchPools) { desk in
            let q = desk.query("q") ?? ""
            if let index = desk.query("without").flatMap({ Int($0) }) {
                let rest = PoolQueryText.removing(index, from: q, in: desk.say.language)
                return desk.go(to: Desk.address("/desk/talent", ["q": rest, "sort": desk.query("sort")]))
            }
            let added = try await ConditionForms.added(desk)
            if let condition = added?.condition {
                let whole = PoolQueryText.adding(condition, to: q, in: desk.say.language)
                return desk.go(to: Desk.address("/desk/talent", ["q": whole, "sort": desk.query("sort")]))
            }
            var page = try await TalentSearchPage.read(desk, q: q)
            page.adding = added
            return page.response()
        }
        get("/desk/talent/count", for: .searchPools) { desk in
            let q = desk.query("q") ?? ""
            let (count, fault) = try await TalentSearchPage.count(desk, q: q)
            let nearest = try await TalentSearchPage.nearest(desk, q: q, fault)
            let html = TalentCount(
                say: desk.say, q: q, sort: desk.query("sort"), count: count, fault: fault, nearest: nearest, isLive: true
            ).html
            return desk.page(desk.say("Talent", "Vivier de talents"), isNarrow: true, html)
        }
        get("/desk/talent/export", for: .searchPools) { desk in
            let query = PoolExportQuery(q: desk.query("q") ?? "", sort: desk.query("sort"))
            return try await desk.sheet("talent") {
                try await desk.perform(ExportPool(query: query, as: $0, form: .people(desk.say.language)))
            }
        }
        get("/desk/talent/pools", for: .savePools) { try await SavedSearchesPage.show($0) }
        get("/desk/talent/pools.csv", for: .savePools) { try await SavedSearchesPage.file($0) }
        post("/desk/talent/pools", for: .savePools) { desk, form in
            let back = Desk.address("/desk/talent", ["q": form.text("query")])
            return try await desk.submit(form) {
                SavePool(draft: PoolDraft(name: form["name"], query: form["query"]))
            } again: { state in
                var page = try await TalentSearchPage.read(desk, q: form["query"])
                page.saving = state
                return page.response()
            } then: { _ in
                (back, .saved)
            }
        }
        post("/desk/talent/pools/{pool}/delete", for: .savePools) { desk, form in
            try await desk.perform(DeletePool(pool: try desk.id("pool")))
            return desk.go(to: form["from"] == "list" ? SavedSearchesPage.path : "/desk/talent", .removed)
        }
        get("/desk/talent/{student}", for: .searchPools) { desk in
            TalentPersonPage(desk: desk, person: try await desk.perform(ShowPoolStudent(student: try desk.id("student")))).response()
        }
        post("/desk/talent/{student}/follow", for: .followProspects) { desk, form in
            let student: Student.ID = try desk.id("student")
            let businessCase: BusinessCase.ID? = try form.value("case")
            return try await desk.submit(form) {
                AddProspect(draft: ProspectDraft(student: student, case: businessCase, note: form.text("note")))
            } again: { state in
                var page = TalentPersonPage(desk: desk, person: try await desk.perform(ShowPoolStudent(student: student)))
                page.state = state
                return page.response()
            } then: { prospect in
                guard let back = PlaceToReturn.checked(form["back"]) else { return ("/desk/prospects/\(prospect.id)", .saved) }
                // From a list one goes on in that list.
                return ("\(back)#person-\(student)", .followed)
            }
        }
    }
}

enum TalentPages {
    /// Where the level of a skill comes from.
    static func source(_ source: String) -> Sentence {
        switch source {
        case "school": Sentence(en: "stated by the school", fr: "indiqué par l’école")
        case "company": Sentence(en: "stated by a company", fr: "indiqué par une entreprise")
        case "peer": Sentence(en: "stated by a peer", fr: "indiqué par un pair")
        default: Sentence(en: "stated by the person", fr: "indiqué par la personne")
        }
    }

    static let sorts: [(value: String, words: Sentence)] = [
        ("name", Sentence(en: "by name", fr: "par nom")),
        ("graduation", Sentence(en: "earliest graduation first", fr: "diplôme le plus proche d’abord")),
        ("-graduation", Sentence(en: "latest graduation first", fr: "diplôme le plus lointain d’abord")),
        ("level", Sentence(en: "best level of the skills asked for first", fr: "meilleur niveau des compétences demandées d’abord")),
    ]
}
