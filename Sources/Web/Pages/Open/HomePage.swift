import Hummingbird
import Vivier

/// The public front page: what this place is, how much there is in it, how to come in.
struct HomePage {
    var figures: ShowPublicFigures.Figures
    /// The newest public cases.
    var cases: [PublicCaseLine]
    var say: Words
    /// The address of the service, for the canonical link.
    var origin: String
    /// Where the operator is written to, if that is said.
    var contact: String?
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    func response(to request: Request) -> Response {
        Layout(
            title: say("Vivier: real cases, student teams", "Vivier : des cas réels, des équipes étudiantes"), say: say, path: "/",
            canonical: "\(origin)/", summary: promise
        ).seen(by: guest).response(to: request, body)
    }

    private var promise: String {
        say(
            "Small firms post real business cases. Teams of business-school students take them. Who works on what is matched by skills and availability, with a proof that anyone can check.",
            "Des petites entreprises déposent de vrais cas. Des équipes d’étudiants en école de commerce les traitent. L’affectation suit les compétences et les disponibilités, avec une preuve que chacun peut vérifier."
        )
    }

    private var body: HTML {
        """
        <div class="hero"><h1>\(say("From a small firm’s question to a team at work.", "De la question d’une petite entreprise à une équipe au travail."))</h1>
        <p class="lead">\(promise)</p>
        <p class="actions">\(Pieces.button(say("See the cases", "Voir les cas"), to: "/cases"))\
        \(guest == nil ? Pieces.button(say("Sign in", "Se connecter"), to: "/sign-in", isQuiet: true)
            : Pieces.button(say("To your home", "À votre accueil"), to: "/desk", isQuiet: true))</p></div>
        <dl class="figures">
        \(figure(figures.schools, say("schools", figures.schools < 2 ? "école" : "écoles"), one: say("school", "école")))
        \(figure(figures.companies, say("companies", figures.companies < 2 ? "entreprise" : "entreprises"), one: say("company", "entreprise")))
        \(figure(figures.cases, say("published cases", figures.cases < 2 ? "cas publié" : "cas publiés"), one: say("published case", "cas publié")))
        </dl>
        <h2>\(say("How it goes", "Comment ça marche"))</h2>
        <ol class="steps">
        \(step(say("Post", "Déposer"), say("A firm says what it needs: skills, weeks, hours.", "L’entreprise dit ce qu’il lui faut : compétences, semaines, heures.")))
        \(step(say("Match", "Affecter"), say("A round finds the best assignment there is, and proves it.", "Une session trouve la meilleure affectation possible, et le prouve.")))
        \(step(say("Work", "Travailler"), say("The team delivers. Those who agree stay in sight of the firms.", "L’équipe livre. Ceux qui y consentent restent visibles des entreprises.")))
        </ol>
        <p>\(HTML.link(say("Proofs of published rounds, for anyone to check", "Preuves des sessions publiées, que chacun peut vérifier"), to: "/proofs"))</p>
        \(latest)\(wayIn)<h2>\(say("For programs", "Pour les programmes"))</h2>
        <p>\(say("Ask the school or the operator for a token, then use the command line:", "Demandez un jeton à l’école ou à l’opérateur, puis utilisez la ligne de commande :"))</p>
        <pre tabindex="0"><code>vivier login
        vivier whoami
        vivier case list</code></pre>
        <p>\(say("Or any program, over HTTP:", "Ou tout programme, par HTTP :"))</p>
        <pre tabindex="0"><code>curl -H "Authorization: Bearer vvr_…" $VIVIER_URL/api/v1/cases</code></pre>
        <ul class="links">
        <li>\(HTML.link(say("Every operation of the API, with a line to copy", "Chaque opération de l’API, avec une ligne à copier"), to: APIPage.path))</li>
        <li>\(HTML.link(say("Description of the API (OpenAPI)", "Description de l’API (OpenAPI)"), to: "/openapi.json"))</li>
        <li>\(HTML.link(say("State of the service", "État du service"), to: "/healthz"))</li>
        </ul>
        """
    }

    private var latest: HTML? {
        guard !cases.isEmpty else { return nil }
        return """
            <h2>\(say("Published last", "Derniers cas publiés"))</h2>
            <ul class="grid">
            \(cases.map { PublicCaseCard(line: $0, say: say, level: 3).html })</ul>
            <p>\(HTML.link(say("All cases", "Tous les cas"), to: "/cases"))</p>

            """
    }

    /// For firms and schools that are not here yet.
    private var wayIn: HTML? {
        guard guest == nil else { return nil }
        let words: HTML
        if let contact {
            words = """
                \(say("Say who you are, and you get an invitation by e-mail:", "Dites qui vous êtes, et vous recevrez une invitation par courriel\u{A0}:")) \
                <a href="mailto:\(contact)">\(contact)</a>
                """
        } else {
            let way = say(
                "You come in by an invitation. Ask your school for one, or whoever sent you this address.",
                "On entre ici sur invitation. Demandez-la à votre école, ou à la personne qui vous a envoyé cette adresse.")
            words = "\(way)"
        }
        return """
            <h2>\(say("For firms and schools that are not here yet", "Pour les entreprises et les écoles qui n’y sont pas encore"))</h2>
            <p>\(words)</p>

            """
    }

    private func figure(_ count: Int, _ many: String, one: String) -> HTML {
        "<div><dt>\(count == 1 ? one : many)</dt><dd>\(count)</dd></div>"
    }

    private func step(_ title: String, _ text: String) -> HTML {
        "<li><b>\(title)</b><span>\(text)</span></li>"
    }
}
