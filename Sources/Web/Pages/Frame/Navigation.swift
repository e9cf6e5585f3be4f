import API
import Vivier

/// The sections that somebody who is signed in can go to, and the way out.
struct Navigation: Sendable {
    var role: Role
    /// The address of the page that is shown.
    var path: String
    var formToken: String

    /// A section of the desk, in the order in which all of them stand.
    struct Section: Sendable {
        var path: String
        var name: Sentence
        var roles: Set<Role>
    }

    static let all: [Section] = [
        Section(path: "/desk", name: Sentence(en: "Home", fr: "Accueil"), roles: Set(Role.allCases)),
        Section(
            path: "/desk/organisations", name: Sentence(en: "Organisations", fr: "Organisations"),
            roles: Permission.createOrganisations.roles),
        Section(path: "/desk/cohorts", name: Sentence(en: "Cohorts", fr: "Promotions"), roles: staff),
        Section(path: "/desk/rounds", name: Sentence(en: "Rounds", fr: "Sessions"), roles: Permission.readRounds.roles),
        Section(
            path: "/desk/cases", name: Sentence(en: "Cases", fr: "Cas"),
            roles: Permission.readCases.roles.subtracting([.student, .recruiter, .networkOperator])),
        Section(path: "/desk/me", name: Sentence(en: "Profile", fr: "Profil"), roles: [.student]),
        Section(path: "/desk/me/availability", name: Sentence(en: "Free time", fr: "Disponibilités"), roles: [.student]),
        Section(path: "/desk/me/ranking", name: Sentence(en: "Cases to rank", fr: "Classer les cas"), roles: [.student]),
        Section(path: "/desk/me/consents", name: Sentence(en: "Who sees me", fr: "Qui me voit"), roles: [.student]),
        Section(path: "/desk/me/match", name: Sentence(en: "Match", fr: "Affectation"), roles: [.student]),
        Section(path: "/desk/matches", name: Sentence(en: "Matches", fr: "Affectations"), roles: Permission.followProspects.roles),
        Section(path: "/desk/talent", name: Sentence(en: "Talent", fr: "Vivier de talents"), roles: Permission.searchPools.roles),
        Section(path: "/desk/prospects", name: Sentence(en: "Prospects", fr: "Candidats suivis"), roles: Permission.followProspects.roles),
        Section(path: "/desk/people", name: Sentence(en: "People", fr: "Personnes"), roles: Permission.manageTokens.roles),
        Section(path: "/desk/audit", name: Sentence(en: "Audit", fr: "Journal"), roles: Permission.readAudit.roles),
        Section(path: "/desk/health", name: Sentence(en: "Health", fr: "État"), roles: [.operator]),
    ]

    /// Pages that belong to a section without lying below it.
    private static let kin = [
        (path: "/desk/runs/", section: "/desk/rounds"), (path: "/desk/teams/", section: "/desk/cohorts"),
        (path: "/desk/students/", section: "/desk/cohorts"), (path: "/desk/programmes", section: "/desk/cohorts"),
        (path: "/desk/schools/", section: "/desk/audit"),
        (path: "/desk/me/as-seen", section: "/desk/me/consents"),
        (path: "/desk/me/seen", section: "/desk/me/consents"),
    ]

    private static let staff = Permission.readCohorts.roles.subtracting([.student])

    private var here: [Section] { Self.all.filter { $0.roles.contains(role) } }

    /// The section of the page: the longest address that it lies below, so that the home is not everywhere.
    private var current: Section? {
        let place = Self.kin.first { path.hasPrefix($0.path) }.map { $0.section } ?? path
        return here.filter { place == $0.path || place.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
    }

    /// For a phone: one button that says where one is, and opens all that the wide header shows.
    func menu(_ say: Words, _ language: HTML) -> HTML {
        let place = current.map { " · \(say($0.name))" } ?? ""
        return """
            <details class="menu"><summary>\(say("Menu", "Menu"))\(place)</summary><div>\(sections(say))\
            <div class="aside">\(account(say))\(language)</div></div></details>
            """
    }

    func sections(_ say: Words) -> HTML {
        let current = current
        let items = here.map { section -> HTML in
            let mark: HTML = section.path == current?.path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(section.path)\"\(mark)>\(say(section.name))</a></li>"
        }
        return "<nav aria-label=\"\(say("Sections", "Rubriques"))\"><ul class=\"sections\">\(items)</ul></nav>\n"
    }

    func account(_ say: Words) -> HTML {
        """
        <a href="/account">\(say("Account", "Compte"))</a>\
        <form method="post" action="/sign-out"><input type="hidden" name="form_token" value="\(formToken)">\
        <button class="link">\(say("Sign out", "Se déconnecter"))</button></form>
        """
    }
}
