import API
import Formats
import Hummingbird
import Logging
import OpenID
import Vivier

/// Signing in with an OpenID provider.
extension GuestPages {
    /// Sends the browser to the provider. What the answer is held against is drawn from the browser's cookie and the state, so that neither
    /// is stored, and no other browser can use the answer.
    func leaveFor(_ request: Request, _ visit: Visit) async throws -> Response {
        let pages = signInPages(request, visit)
        guard let party = party(visit) else { throw GeneralRefusal.missing(Sentence(en: "The provider", fr: "Le fournisseur")) }
        let from = admission.address(of: request, visit)
        if let seconds = asking.wait(for: from) { throw Failure.tooManyLinks(retryAfter: seconds) }
        asking.count(from)
        let (state, browser) = (LinkSecret(), cookies.secret(.browser, of: request) ?? LinkSecret())
        let question = question(state, browser, party)
        let address: String
        do throws(ProviderFault) {
            address = try await party.address(for: question, challenge: SHA256.hash(of: question.verifier.utf8))
        } catch {
            application.log.warning("a provider cannot be used", metadata: ["provider": "\(party.provider.id)", "reason": "\(error)"])
            return pages.failed(with: party.provider.title, isTheirs: true)
        }
        try await SignInDesk(application).remember(state, browser: browser, provider: party.provider.id)
        var response = Response(status: .seeOther, headers: [.location: address])
        cookies.set(.browser, browser, for: Self.browserSeconds, on: &response)
        return response
    }

    /// The browser comes back with a code.
    func comeBack(_ request: Request, _ visit: Visit) async throws -> Response {
        let pages = signInPages(request, visit)
        guard let party = party(visit) else { throw GeneralRefusal.missing(Sentence(en: "The provider", fr: "Le fournisseur")) }
        let title = party.provider.title
        func turnAway() throws -> Response {
            try missed(request, visit)
            return pages.failed(with: title, isTheirs: false)
        }
        let desk = SignInDesk(application)
        guard let state = request.uri.queryParameters["state"].flatMap({ LinkSecret($0) }),
            let browser = cookies.secret(.browser, of: request),
            try await desk.take(state, browser: browser, provider: party.provider.id),
            let code = request.uri.queryParameters["code"], !code.isEmpty, code.utf8.count <= 4_096
        else { return try turnAway() }
        let email: String
        do throws(ProviderFault) {
            email = try await party.address(of: String(code), for: question(state, browser, party))
        } catch {
            application.log.warning("a provider let nobody in", metadata: ["provider": "\(party.provider.id)", "reason": "\(error)"])
            if case .unreachable = error { return pages.failed(with: title, isTheirs: true) }
            return try turnAway()
        }
        let home = party.provider.organisation.map { Organisation.ID($0) }
        guard
            let secret = try await desk.signIn(
                verified: email, home: home, language: pages.language, name: request.headers[.userAgent] ?? "", requestID: visit.requestID)
        else {
            return pages.unknown(email, from: title)
        }
        return try await enter(secret, pages.language, in: request, visit)
    }

    private func party(_ visit: Visit) -> RelyingParty? {
        visit.parameters.get("provider").flatMap { id in providers.first { $0.provider.id == id } }
    }

    private func question(_ state: LinkSecret, _ browser: LinkSecret, _ party: RelyingParty) -> RelyingParty.Question {
        func drawn(_ what: String) -> String { URLSafe.text(SHA256.hash(of: "\(what) \(state.text) \(browser.text)".utf8)) }
        return RelyingParty.Question(
            state: state.text, nonce: drawn("nonce"), verifier: drawn("verifier"),
            redirect: "\(application.publicURL)/sign-in/from/\(party.provider.id)")
    }
}
