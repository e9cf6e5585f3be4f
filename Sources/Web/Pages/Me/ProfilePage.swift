import API
import Formats
import Foundation
import Hummingbird
import Vivier

/// The own file: what the student states, in short steps, and what the school holds.
struct ProfilePage {
    var desk: Desk
    var student: Student
    var teamName: String?
    var state = FormState.fresh

    private var say: Words { desk.say }
    private var inputs: Inputs { Inputs(say, state) }

    static func response(_ desk: Desk, state: FormState = .fresh) async throws -> Response {
        let student = try await desk.perform(ShowStudent(student: try desk.me()))
        let team = if let team = student.team { try await desk.perform(ShowTeam(team: team)).name as String? } else { nil as String? }
        return ProfilePage(desk: desk, student: student, teamName: team, state: state).response()
    }

    static func save(_ desk: Desk, _ sent: Form) async throws -> Response {
        let form = sent.compacted("skills", ["skill", "level"]).compacted("languages", ["code", "level"])
        let me = try desk.me()
        return try await desk.submit(
            form, { StateProfile(student: me, statement: try ProfileStatement(form), replacing: try form.integer("version") ?? 0) },
            again: { try await response(desk, state: $0) }, then: { _ in ("/desk/me", .saved) })
    }

    func response() -> Response {
        let title = say("Your profile", "Votre profil")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "What you say here stays as you say it: no file of your school overwrites it.",
                "Ce que vous déclarez ici reste tel quel : aucun fichier de votre école ne l’écrase."))</p>
            <div class="columns"><div>
            \(inputs.summary)\(desk.form("/desk/me", "", "\(skills)\(languages)\(time)\(version)<p class=\"actions\"><button>\(say("Save my profile", "Enregistrer mon profil"))</button></p>"))
            </div><aside aria-label="\(say("What your school holds", "Ce que détient votre école"))">\(held)</aside></div>
            """)
    }

    private var version: HTML { "<input type=\"hidden\" name=\"version\" value=\"\(inputs.value("version", String(student.version)))\">" }

    // MARK: The steps

    private var skills: HTML {
        let own = student.skills.filter { $0.source == "self" }
        let typed = state.form?.count(of: "skills") ?? own.count
        let rows = (0..<min(typed + 3, StateProfile.mostSkills)).map { index -> HTML in
            let stored = own.indices.contains(index) ? own[index] : nil
            let name = "skills/\(index)"
            return """
                <div class="row pair">\(inputs.text("\(name)/skill", say("Skill \(index + 1)", "Compétence \(index + 1)"), stored: stored?.label, "maxlength=\"300\" autocomplete=\"off\" \(SkillSuggestions.marks(say))"))\
                \(inputs.choice("\(name)/level", say("Level", "Niveau"), levels, stored: stored.map { String($0.level) } ?? "2"))</div>
                """
        }
        return step(
            1, say("What you can do", "Ce que vous savez faire"),
            say(
                "Type a few letters, choose, say how well. Typing errors are forgiven.",
                "Tapez quelques lettres, choisissez, dites à quel niveau. Les fautes de frappe sont pardonnées."),
            "\(rows)\(inputs.faults(of: "skills/count"))\(scale)\(said)")
    }

    /// A word each: a list to choose from has no room for more on a telephone.
    private var levels: [(value: String, label: String)] { (1...4).map { (String($0), say.level($0)) } }

    /// What the words of the levels stand for, once.
    private var scale: HTML {
        let words = say(
            "Notions: I have seen it done. Practice: I have done it with help. Autonomy: I do it alone. Expertise: others ask me.",
            "Notions : je l’ai vu faire. Pratique : je l’ai fait avec de l’aide. Autonomie : je le fais sans aide. Expertise : on me demande conseil."
        )
        return "<p class=\"hint\">\(words)</p>\n"
    }

    /// What others state, which the student cannot change.
    private var said: HTML? {
        let others = student.skills.filter { $0.source != "self" }
        guard !others.isEmpty || !student.unknownSkills.isEmpty else { return nil }
        let items = others.map { "<li class=\"chip\">\($0.label) · \(say.level($0.level)) · \(say.source($0.source))</li>" as HTML }
        let unknown = student.unknownSkills.map { "<li class=\"chip\">\($0)</li>" as HTML }
        return """
            <h3>\(say("What others say you can do", "Ce que d’autres disent de vous"))</h3>
            <ul class="chips">\(items)\(unknown)</ul>
            """
    }

    private var languages: HTML {
        let typed = state.form?.count(of: "languages") ?? student.languages.count
        let rows = (0..<min(typed + 2, 30)).map { index -> HTML in
            let stored = student.languages.indices.contains(index) ? student.languages[index].split(separator: ":").map(String.init) : []
            let name = "languages/\(index)"
            return """
                <div class="row pair">\(inputs.choice("\(name)/code", say("Language \(index + 1)", "Langue \(index + 1)"), codes, stored: stored.first ?? ""))\
                \(inputs.choice("\(name)/level", say("Level", "Niveau"), Self.spoken, stored: stored.count > 1 ? stored[1] : "B2"))</div>\(inputs.faults(of: name))
                """
        }
        return step(
            2, say("Languages", "Langues"),
            say("A1 to C2, as language schools count.", "De A1 à C2, comme les comptent les écoles de langues."), "\(rows)")
    }

    private static let spoken = ["A1", "A2", "B1", "B2", "C1", "C2"].map { (value: $0, label: $0) }
    /// What a student can choose, and a search ask for.
    static let known = [
        "fr", "en", "de", "es", "it", "pt", "nl", "ar", "zh", "ja", "ko", "ru", "uk", "pl", "ro", "tr", "el", "sv", "da", "hi", "vi", "fa",
        "he",
    ]

    private var codes: [(value: String, label: String)] {
        let own = student.languages.compactMap { $0.split(separator: ":").first.map(String.init) }.filter { !Self.known.contains($0) }
        let names = (Self.known + own).map { (value: $0, label: say.spoken($0)) }.sorted {
            $0.label.localizedCompare($1.label) == .orderedAscending
        }
        return [(value: "", label: say("– choose –", "– choisir –"))] + names
    }

    private var time: HTML {
        step(
            3, say("Time and place", "Temps et lieu"), nil,
            """
            <div class="row">\(inputs.text("hours_per_week", say("Hours a week for a case", "Heures par semaine pour un cas"), type: "number", stored: student.hoursPerWeek.map(String.init), "min=\"0\" max=\"80\" inputmode=\"numeric\""))\
            \(inputs.text("city", say("City", "Ville"), stored: student.city, "maxlength=\"100\" autocomplete=\"address-level2\""))</div>
            <div class="row">\(inputs.text("not_before", say("Not before", "Pas avant"), type: "date", stored: student.notBefore?.description))\
            \(inputs.text("not_after", say("Not after", "Pas après"), type: "date", stored: student.notAfter?.description))</div>
            <p>\(HTML.link(say("When you are free in a week", "Vos heures libres de la semaine"), to: "/desk/me/availability"))</p>
            """)
    }

    private func step(_ number: Int, _ title: String, _ hint: String?, _ content: HTML) -> HTML {
        """
        <fieldset class="card"><legend class="visually-hidden">\(title)</legend><h2 class="numbered"><span aria-hidden="true">\(number)</span>\(title)</h2>
        \(hint.map { "<p class=\"hint\">\($0)</p>" as HTML })\(content)</fieldset>

        """
    }

    private var held: HTML {
        """
        <div class="card"><h2>\(say("What your school holds", "Ce que détient votre école"))</h2>
        \(Pieces.facts([
            (say("Name", "Nom"), "\(student.givenName) \(student.familyName)"), (say("E-mail", "Adresse"), "\(student.email)"),
            (say("School key", "Clé de l’école"), "\(student.key)"), (say("Programme", "Programme"), student.programme.map { "\($0)" }),
            (say("Graduation", "Diplôme"), student.graduation.map { "\(say.day($0))" }), (say("Team", "Équipe"), teamName.map { "\($0)" }),
        ]))
        <p class="soft small">\(say(
            "Something is wrong? Your school’s administration corrects it in your file, at once; tell them which line.",
            "Une erreur ? L’administration de votre école la corrige dans votre fiche, aussitôt ; dites-lui quelle ligne."))</p>
        <p>\(HTML.link(say("Read all that is kept of you", "Lire tout ce qui est conservé de vous"), to: "/desk/me/kept"))</p></div>
        """
    }
}

extension ProfileStatement {
    /// - Throws: a refusal that names the field that is no number or no day.
    init(_ form: Form) throws(GeneralRefusal) {
        var skills: [StatedSkill] = []
        for index in 0..<form.count(of: "skills") {
            skills.append(StatedSkill(skill: form["skills/\(index)/skill"], level: try form.integer("skills/\(index)/level") ?? 0))
        }
        let languages = (0..<form.count(of: "languages")).map { "\(form["languages/\($0)/code"]):\(form["languages/\($0)/level"])" }
        self.init(
            skills: skills, languages: languages, hoursPerWeek: try form.integer("hours_per_week"),
            notBefore: try form.value("not_before"), notAfter: try form.value("not_after"), city: form.text("city"))
    }
}

extension Words {
    /// Who states a skill.
    func source(_ source: String) -> String {
        switch source {
        case "self": self("stated by yourself", "déclaré par vous")
        default: self(TalentPages.source(source))
        }
    }
}
