import API
import Formats
import Hummingbird
import Vivier

/// The file of a student as the school has it.
struct StudentPage {
    var desk: Desk
    var state: FormState
    var student: Student
    var team: Team?
    var consents: [Consent]?
    var companies: [Organisation]
    var receipts: Page<Receipt>?

    private var say: Words { desk.say }
    private var path: String { "/desk/students/\(student.id)" }

    static func load(_ desk: Desk, _ state: FormState = .fresh) async throws -> StudentPage {
        let id: Student.ID = try desk.id("student")
        let student = try await desk.perform(ShowStudent(student: id))
        var page = StudentPage(desk: desk, state: state, student: student, companies: [])
        if let team = student.team, desk.may(.readTeams) { page.team = try await desk.perform(ShowTeam(team: team)) }
        if desk.may(.decideConsents) {
            page.consents = try await desk.perform(ListConsents(student: id)).items
            page.companies = try await desk.perform(ListCompanies(query: OrganisationListQuery(limit: PageQuery.largestLimit))).items
        }
        if desk.may(.readReceipts) {
            page.receipts = try await desk.perform(ListReceipts(student: id, query: PageQuery(limit: 20, cursor: desk.query("looks"))))
        }
        return page
    }

    func response() -> Response {
        let name = "\(student.givenName) \(student.familyName)"
        var crumbs = [(name: say("Cohorts", "Promotions"), path: "/desk/cohorts")]
        if let team { crumbs.append((say("The cohort", "La promotion"), "/desk/cohorts/\(team.cohort)")) }
        return desk.page(
            name,
            """
            \(Pieces.crumbs(say, crumbs))<div class="head"><div><h1>\(name)</h1>
            <p class="lead">\(lead)</p></div><p class="actions">\(edit)</p></div>
            <div class="columns"><div>\(skills)\(week)\(consentSection)\(looks)</div><aside>\(particulars)\(rights)</aside></div>
            """)
    }

    private var lead: String {
        ([say.pair(say("Key", "Clé"), student.key)] + [student.programme].compactMap(\.self)).joined(separator: " · ")
    }

    private var edit: HTML? {
        desk.may(.importRosters) ? Pieces.button(say("Correct", "Corriger"), to: "\(path)/edit", isQuiet: true) : nil
    }

    private var particulars: HTML {
        let dates: String? =
            switch (student.notBefore, student.notAfter) {
            case (let from?, let until?): "\(say.day(from)) – \(say.day(until))"
            case (let from?, nil): say("from \(say.day(from))", "dès le \(say.day(from))")
            case (nil, let until?): say("until \(say.day(until))", "jusqu’au \(say.day(until))")
            case (nil, nil): nil
            }
        return """
            <section class="card"><h2>\(say("Particulars", "Coordonnées"))</h2>
            \(Pieces.facts([
                (say("E-mail", "Courriel"), "\(student.email)"), (say("Team", "Équipe"), team.map { "\($0.name)" }),
                (say("Graduation", "Diplôme"), student.graduation.map { "\(say.day($0))" }),
                (say("Languages", "Langues"), student.languages.isEmpty ? nil : "\(student.languages.map(say.spoken).joined(separator: ", "))"),
                (say("Hours a week", "Heures par semaine"), student.hoursPerWeek.map { "\($0)" }),
                (say("Available", "Disponible"), dates.map { "\($0)" }), (say("City", "Ville"), student.city.map { "\($0)" }),
            ]))</section>
            """
    }

    private var skills: HTML {
        let unknown: HTML? =
            student.unknownSkills.isEmpty
            ? nil
            : """
            <p class="hint">\(say("Kept as written, since the referential does not know them:", "Gardées telles quelles, car le référentiel ne les connaît pas :"))</p>
            <ul class="chips">\(student.unknownSkills.prefix(60).map { "<li class=\"chip\">\($0)</li>" as HTML })</ul>
            """
        let listing = Listing<HeldSkill>(
            caption: say("Skills, their level and who says so", "Compétences, niveau et source"),
            columns: [
                .init(title: say("Skill", "Compétence")) { "\($0.label)" },
                .init(title: say("Level", "Niveau")) { "\($0.level) · \(say(SkillWords.level($0.level)))" },
                .init(title: say("Who says so", "Source")) { Pieces.badge(say(SkillWords.source($0.source))) },
                .init(title: say("Since", "Depuis")) { "\(say.day($0.statedOn))" },
            ], rows: student.skills)
        return """
            <section><h2>\(say("Skills", "Compétences"))</h2>\
            \(student.skills.isEmpty && unknown == nil ? noSkill : nil)\
            \(student.skills.isEmpty ? nil : listing.html)\(unknown)</section>
            """
    }

    private var noSkill: HTML {
        let what = say("No skill is known yet.", "Aucune compétence connue pour l’instant.")
        guard desk.may(.importRosters) else { return Self.later(what, say) }
        let place = team.map { "/desk/cohorts/\($0.cohort)/import" }
        return Pieces.empty(
            say(
                "\(what) The student says them in the own profile, or they come with the next roster.",
                "\(what) L’étudiant les dit dans son profil, ou elles viennent avec la prochaine liste."),
            Pieces.button(
                place == nil
                    ? say("Choose the cohort to import into", "Choisir la promotion où importer")
                    : say("Import a roster", "Importer une liste"),
                to: place ?? "/desk/cohorts", isQuiet: true))
    }

    private var noWeek: HTML {
        let what = say("It is not known yet when this student is free.", "On ne sait pas encore quand cet étudiant est libre.")
        guard desk.may(.importRosters) else { return Self.later(what, say) }
        return Pieces.empty(
            say(
                "\(what) The student paints the own week, or you write it into the file.",
                "\(what) L’étudiant peint sa semaine, ou vous l’inscrivez dans la fiche."),
            Pieces.button(say("Write it down", "L’inscrire"), to: "\(path)/edit", isQuiet: true))
    }

    /// For a reader who changes nothing: who does.
    private static func later(_ what: String, _ say: Words) -> HTML {
        Pieces.empty(
            say(
                "\(what) The student says it in the own profile; else the school’s administration brings it with the next roster.",
                "\(what) L’étudiant le dit dans son profil\u{A0}; sinon l’administration de l’école l’apporte avec la prochaine liste."))
    }

    private var week: HTML {
        let title = say("Free time in a usual week", "Disponibilités d’une semaine ordinaire")
        guard let free = student.availability else {
            return "<section><h2>\(title)</h2>\(noWeek)</section>"
        }
        let picture = HeatPicture(
            id: "week", title: title, people: [HeatPicture.Person(name: "\(student.givenName) \(student.familyName)", free: free)])
        return "<section><h2>\(title)</h2>\(picture.html(say))</section>"
    }

    private var consentSection: HTML? {
        consents.map { ConsentSection(desk: desk, state: state, path: path, consents: $0, companies: companies).html }
    }

    private var looks: HTML? {
        guard let receipts else { return nil }
        let rows = receipts.items.map { one -> HTML in
            let now = one.calledNow.map { say("(now called \($0))", "(s’appelle aujourd’hui \($0))") }
            return """
                <li><span><b>\(one.company.name)</b> \(now.map { "<span class=\"soft\">\($0)</span> " as HTML })<span class="soft">\(say(SkillWords.look(one.kind)))</span></span>\
                <span class="soft">\(say.moment(one.at))</span></li>

                """
        }
        let list: HTML =
            rows.isEmpty
            ? Pieces.empty(say("No company has looked at this student.", "Aucune entreprise n’a consulté cet étudiant."))
            : "<ul class=\"rows\">\(rows)</ul>"
        let next = receipts.next.map { desk.place(path, ["looks": $0]) + "#looks" }
        return """
            <section id="looks"><h2>\(say("Who looked", "Qui a regardé"))</h2>\(list)\
            \(Pieces.pager(say, next: next, first: desk.query("looks").map { _ in "\(path)#looks" }))</section>
            """
    }

    private var rights: HTML? {
        let export: HTML? =
            desk.may(.exportPerson)
            ? "<p><a class=\"button quiet\" href=\"\(path)/export\" download>\(say("Hand over all that is kept", "Remettre tout ce qui est gardé"))</a></p>"
            : nil
        let erase: HTML? =
            desk.may(.eraseStudents)
            ? "<p><a class=\"button danger\" href=\"\(path)/erase\">\(say("Erase this student…", "Effacer cet étudiant…"))</a></p>" : nil
        guard export != nil || erase != nil else { return nil }
        return "<section class=\"card\"><h2>\(say("Rights of the person", "Droits de la personne"))</h2>\(export)\(erase)</section>"
    }
}
