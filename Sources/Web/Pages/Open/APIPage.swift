import API
import Hummingbird
import Vivier

/// The API for whoever writes a program: every operation of the table that the server serves from, one page for each subject, so that a browser
/// finds a word on it without script. What is asked for is told with a line for the shell.
struct APIPage {
    static let path = "/api"
    /// What the address bears of one subject.
    static let subject = "of"

    /// Nil: the table of contents.
    var subject: String?
    var say: Words
    /// The address of the service, for lines that are copied and for the canonical link.
    var origin: String
    var guest: Guest?

    /// In the order of the table, each once.
    static let subjects: [String] = Endpoints.all.reduce(into: []) { found, endpoint in
        if !found.contains(endpoint.subject) { found.append(endpoint.subject) }
    }

    static func address(_ subject: String, _ operation: String? = nil) -> String {
        "\(path)?\(Self.subject)=\(subject)\(operation.map { "#\($0)" } ?? "")"
    }

    private static func endpoints(_ subject: String) -> [any AnyEndpoint] { Endpoints.all.filter { $0.subject == subject } }

    /// - Throws: ``Failure/noSuchPage`` for a subject that there is not.
    func response(to request: Request) throws -> Response {
        guard let subject else { return layout(Self.path, title).response(to: request, contents) }
        guard Self.subjects.contains(subject) else { throw Failure.noSuchPage }
        return layout(Self.address(subject), "\(SubjectWords.name(subject, say)) · \(title)").response(to: request, operations(of: subject))
    }

    private var title: String { say("The API of Vivier", "L’API de Vivier") }

    private func layout(_ here: String, _ title: String) -> Layout {
        Layout(title: title, say: say, path: here, canonical: origin + here, summary: promise).seen(by: guest)
    }

    private var promise: String {
        say(
            "Whatever a page of this service does, a program can do over HTTP: \(Endpoints.all.count) operations, each with its address, who may ask, its fields and a line to copy.",
            "Tout ce que fait une page de ce service, un programme peut le faire par HTTP\u{A0}: \(Endpoints.all.count) opérations, chacune avec son adresse, qui peut la demander, ses champs et une ligne à copier."
        )
    }

    // MARK: The table of contents

    private var contents: HTML {
        let jumps = Self.subjects.map { "<li><a href=\"#\($0)\">\(SubjectWords.name($0, say))</a></li>" as HTML }
        let sections = Self.subjects.map { subject -> HTML in
            let rows = Self.endpoints(subject).map { endpoint -> HTML in
                """
                <li><a href="\(Self.address(subject, endpoint.operation))">\(OperationWords.summary(endpoint, say))</a>\
                <code>\(endpoint.method.rawValue) \(Self.short(endpoint.path))</code></li>

                """
            }
            return "<h2 id=\"\(subject)\">\(SubjectWords.name(subject, say))</h2>\n<ul class=\"rows\">\(rows)</ul>\n"
        }
        return """
            <h1>\(title)</h1>
            <p class="lead">\(promise)</p>
            \(beginning)
            <h2>\(say("What there is", "Ce qu’il y a"))</h2>
            <p>\(say("All addresses begin with /api/v1.", "Toutes les adresses commencent par /api/v1."))</p>
            <ul class="links">\(jumps)</ul>
            \(sections)
            """
    }

    private static func short(_ path: String) -> String { String(path.trimmingPrefix("/api/v1")) }

    private var beginning: HTML {
        """
        <p>\(say(
            "Put your token where a shell finds it, then copy any line of these pages. The school, the company or the operator gives you the token.",
            "Mettez votre jeton là où un shell le trouve, puis copiez n’importe quelle ligne de ces pages. L’école, l’entreprise ou l’opérateur vous donne le jeton."))</p>
        <pre tabindex="0"><code>export VIVIER_TOKEN=vvr_…
        \(OperationExample.token) \(origin)/api/v1/whoami</code></pre>
        <ul>
        <li>\(say(
            "Lists come in pages: send “next” of one back as “cursor”.", "Les listes viennent par pages\u{A0}: renvoyez le «\u{A0}next\u{A0}» de l’une comme «\u{A0}cursor\u{A0}»."))</li>
        <li>\(say(
            "What replaces something says in If-Match which version it replaces: the ETag of the answer in which it was read.",
            "Ce qui remplace quelque chose dit dans If-Match quelle version\u{A0}: l’ETag de la réponse où on l’a lue."))</li>
        <li>\(say(
            "A post with an Idempotency-Key may be sent again: it is done once.", "Un envoi avec une Idempotency-Key peut être répété\u{A0}: il n’est fait qu’une fois."))</li>
        <li>\(say("What is refused says why, at which field, and how to mend it:", "Ce qui est refusé dit pourquoi, à quel champ, et comment corriger\u{A0}:")) \
        <code>application/problem+json</code></li>
        <li>\(HTML.link(say("The same for programs (OpenAPI 3.1)", "La même chose pour les programmes (OpenAPI 3.1)"), to: "/openapi.json"))</li>
        </ul>
        """
    }

    // MARK: One subject

    private func operations(of subject: String) -> HTML {
        let endpoints = Self.endpoints(subject)
        let jumps = endpoints.map { "<li><a href=\"#\($0.operation)\">\(OperationWords.summary($0, say))</a></li>" as HTML }
        return """
            \(Pieces.crumbs(say, [("API", Self.path)]))
            <h1>\(SubjectWords.name(subject, say))</h1>
            \(endpoints.count > 1 ? "<ul>\(jumps)</ul>" : "" as HTML)
            \(endpoints.map { OperationPiece(endpoint: $0, say: say, origin: origin).html })
            """
    }
}

/// One operation: its address, who may ask, its fields, and a line to copy.
struct OperationPiece {
    var endpoint: any AnyEndpoint
    var say: Words
    var origin: String

    var html: HTML {
        let roles = Role.allCases.filter(endpoint.needs.roles.contains)
        let who =
            roles.count == Role.allCases.count
            ? say("whoever has a token", "quiconque a un jeton") : say.list(roles.map { say($0.inWords) })
        let fields = OperationField.of(endpoint, say).map { field -> HTML in
            let needed: HTML? = field.isNeeded ? " <b>\(say("needed", "nécessaire"))</b>" : nil
            return "<li><code>\(field.name)</code> <span class=\"soft\">\(field.place),</span>\(needed) \(field.kind)</li>\n"
        }
        return """
            <section class="card" aria-labelledby="\(endpoint.operation)"><h2 id="\(endpoint.operation)">\(OperationWords.summary(endpoint, say))</h2>
            <p><b>\(endpoint.method.rawValue)</b> <code>\(endpoint.path)</code></p>
            <p class="soft">\(say.pair(say("Who may ask", "Qui peut demander"), who))<br>\(say.pair(say("Answer", "Réponse"), answer))</p>
            \(fields.isEmpty ? nil : "<ul class=\"plain\">\(fields)</ul>" as HTML?)
            <pre tabindex="0"><code>\(OperationExample(endpoint: endpoint, origin: origin).line)</code></pre></section>

            """
    }

    private var answer: String {
        let status = "\(endpoint.status)"
        return switch endpoint.answer {
        case .file(let mediaType): "\(status), \(mediaType)"
        case .jsonOrEvents:
            say(
                "\(status), JSON; or its progress as text/event-stream, where Accept asks for that",
                "\(status), JSON\u{A0}; ou sa progression en text/event-stream, si Accept le demande")
        case .json: endpoint.status == 204 ? say("204, without content", "204, sans contenu") : "\(status), JSON"
        }
    }
}
