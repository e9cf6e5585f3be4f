import API
import Formats
import Hummingbird
import Vivier

/// Puts right what the school has on a student.
struct StudentCorrectionPage {
    var desk: Desk
    var state: FormState
    var student: Student

    private var say: Words { desk.say }

    static func load(_ desk: Desk, _ state: FormState = .fresh) async throws -> StudentCorrectionPage {
        StudentCorrectionPage(desk: desk, state: state, student: try await desk.perform(ShowStudent(student: try desk.id("student"))))
    }

    static func correction(_ form: Form, of student: Student) throws -> StudentCorrection {
        var correction = StudentCorrection(student)
        correction.givenName = form["given_name"]
        correction.familyName = form["family_name"]
        correction.email = form["email"]
        correction.programme = form.text("programme")
        correction.graduation = try form.value("graduation")
        correction.languages = form["languages"].split { ",; ".contains($0) }.map(String.init)
        correction.availability = try form.value("availability")
        correction.hoursPerWeek = try form.integer("hours_per_week")
        correction.notBefore = try form.value("not_before")
        correction.notAfter = try form.value("not_after")
        correction.city = form.text("city")
        return correction
    }

    func response() -> Response {
        let name = "\(student.givenName) \(student.familyName)"
        let title = say("Correct \(name)", "Corriger \(name)")
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (name, "/desk/students/\(student.id)")]))
            <h1>\(title)</h1>
            <p class="lead">\(say("The key, the skills and the team come with the roster.", "La clé, les compétences et l’équipe viennent avec la liste."))</p>
            \(desk.form("/desk/students/\(student.id)", "", fields))
            """)
    }

    private var fields: HTML {
        let inputs = Inputs(say, state)
        // Of what stands now: whoever lost the race sees it, and sends again knowingly.
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(student.version)\">"
        return """
            \(inputs.summary)\(meanwhile)\(version)
            <div class="row">\(inputs.text("given_name", say("Given name", "Prénom"), stored: student.givenName, "required maxlength=\"200\""))\
            \(inputs.text("family_name", say("Family name", "Nom"), stored: student.familyName, "required maxlength=\"200\""))</div>
            \(inputs.text("email", say("E-mail", "Courriel"), type: "email", stored: student.email, "required maxlength=\"254\""))
            <div class="row">\(inputs.text("programme", say("Programme", "Programme"), stored: student.programme, "maxlength=\"200\""))\
            \(inputs.text("graduation", say("Graduation", "Date du diplôme"), type: "date", stored: student.graduation?.description))</div>
            \(inputs.text("languages", say("Languages", "Langues"), hint: say("With their level, A1 to C2: fr:C2, en:B2", "Avec leur niveau, de A1 à C2 : fr:C2, en:B2"), stored: student.languages.joined(separator: ", ")))
            \(inputs.area("availability", say("Free time in a usual week", "Disponibilités d’une semaine ordinaire"), hint: "mon 09:00-12:00;tue 14:00-18:00", stored: student.availability?.description))
            <div class="row">\(inputs.text("hours_per_week", say("Hours a week", "Heures par semaine"), type: "number", stored: student.hoursPerWeek.map(String.init), "min=\"0\" max=\"80\""))\
            \(inputs.text("not_before", say("Not before", "Pas avant"), type: "date", stored: student.notBefore?.description))\
            \(inputs.text("not_after", say("Not after", "Pas après"), type: "date", stored: student.notAfter?.description))</div>
            \(inputs.text("city", say("City", "Ville"), stored: student.city, "maxlength=\"100\""))
            <p class="actions"><button>\(say("Save", "Enregistrer"))</button>\
            \(Pieces.button(say("Cancel", "Annuler"), to: "/desk/students/\(student.id)", isQuiet: true))</p>
            """
    }

    /// What stands there now, beside what was typed, where the two may differ.
    private var meanwhile: HTML? {
        guard state.form != nil, state.faults.isEmpty else { return nil }
        return """
            <div class="warning"><p>\(say("This stands there now; sending again replaces it:", "Voici ce qui est enregistré ; renvoyer le remplace :"))</p>
            \(Pieces.facts([
                (say("Name", "Nom"), "\(student.givenName) \(student.familyName)"), (say("E-mail", "Courriel"), "\(student.email)"),
                (say("Programme", "Programme"), student.programme.map { "\($0)" }), (say("City", "Ville"), student.city.map { "\($0)" }),
                (say("Free time", "Disponibilités"), student.availability.map { "\($0.description)" }),
            ]))</div>
            """
    }
}

/// Asks for the key before a student is erased, since nothing brings the student back.
struct StudentErasurePage {
    var desk: Desk
    var state: FormState
    var student: Student

    private var say: Words { desk.say }

    static func load(_ desk: Desk, _ state: FormState = .fresh) async throws -> StudentErasurePage {
        StudentErasurePage(desk: desk, state: state, student: try await desk.perform(ShowStudent(student: try desk.id("student"))))
    }

    func response() -> Response {
        let name = "\(student.givenName) \(student.familyName)"
        let title = say("Erase \(name)", "Effacer \(name)")
        let inputs = Inputs(say, state)
        let fields: HTML = """
            \(inputs.summary)\(inputs.text("key", say("Type the student’s key, \(student.key), to confirm", "Saisissez la clé de l’étudiant, \(student.key), pour confirmer"), "required autocomplete=\"off\""))
            <p class="actions"><button class="danger">\(say("Erase for good", "Effacer pour de bon"))</button>\
            \(Pieces.button(say("Keep", "Garder"), to: "/desk/students/\(student.id)", isQuiet: true))</p>
            """
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (name, "/desk/students/\(student.id)")]))
            <h1>\(title)</h1>
            <p class="lead">\(say("Profile, consents, looks and prospects go for good. Teams and published matches stay, without the person.", "Profil, consentements, consultations et suivis disparaissent pour de bon. Équipes et affectations publiées restent, sans la personne."))</p>
            \(desk.form("/desk/students/\(student.id)/erase", "class=\"card\"", fields))
            """)
    }
}
