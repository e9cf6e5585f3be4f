import API
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import OpenID
import Vivier

/// Signing in and out, and the own account.
struct GuestPages: Sendable {
    let application: Vivier.Application
    let admission: Admission
    let forms: FormReader
    let cookies: Cookies
    let providers: [RelyingParty]
    /// Links asked for from one address, and for one.
    let asking = RateLimit(burst: 10, perSecond: 1.0 / 30)
    private let writing = RateLimit(burst: 3, perSecond: 1.0 / 300)

    static let browserSeconds = 15 * 60
    private static let sessionSeconds = 14 * 24 * 3_600

    init(application: Vivier.Application, admission: Admission, budget: BodyBudget, providers: [RelyingParty]) {
        self.providers = providers
        self.application = application
        self.admission = admission
        forms = FormReader(budget: budget, ownOrigin: Self.origin(of: application.publicURL))
        cookies = Cookies(isSecure: application.publicURL.hasPrefix("https:"))
    }

    private static func origin(of url: String) -> String {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/")
    }

    private func stranger(_ request: Request, _ visit: Visit) -> Sender { .stranger(admission.address(of: request, visit)) }

    // MARK: Signing in

    func signInPages(_ request: Request, _ visit: Visit) -> SignInPages {
        SignInPages(language: visit.language, providers: providers.map(\.provider))
    }

    func ask(_ request: Request, _ visit: Visit) -> Response { signInPages(request, visit).ask() }

    func send(_ request: Request, _ visit: Visit) async throws -> Response {
        let pages = signInPages(request, visit)
        let typed =
            try await forms.fields(of: request, from: stranger(request, visit))["email"]?.trimmingCharacters(in: .whitespacesAndNewlines)
            .precomposedStringWithCanonicalMapping ?? ""
        let (from, to) = (admission.address(of: request, visit), SHA256.hex(of: Array(typed.lowercased().utf8)))
        // Alike for addresses that are known and those that are not.
        if let seconds = [asking.wait(for: from), writing.wait(for: to)].compactMap(\.self).max() {
            throw Failure.tooManyLinks(retryAfter: seconds)
        }
        let browser = cookies.secret(.browser, of: request) ?? LinkSecret()
        do {
            try await SignInDesk(application).ask(typed, browser: browser, language: pages.language)
        } catch let refusal as GeneralRefusal {
            return pages.ask(typed, fault: refusal.reason.fields.last?.sentence.text(pages.language) ?? "")
        }
        asking.count(from)
        writing.count(to)
        var response = pages.sent(to: typed)
        cookies.set(.browser, browser, for: Self.browserSeconds, on: &response)
        return response
    }

    func confirm(_ request: Request, _ visit: Visit) -> Response {
        let pages = signInPages(request, visit)
        return link(visit) == nil ? pages.over(path: "/sign-in") : pages.confirm(path: request.uri.path)
    }

    func use(_ request: Request, _ visit: Visit) async throws -> Response {
        let pages = signInPages(request, visit)
        _ = try await forms.fields(of: request, from: stranger(request, visit))
        guard let link = link(visit) else { return pages.over(path: "/sign-in") }
        let browser = cookies.secret(.browser, of: request)
        let outcome = try await SignInDesk(application).use(
            link, browser: browser, name: request.headers[.userAgent] ?? "", requestID: visit.requestID)
        switch outcome {
        case .signedIn(let secret): return try await enter(secret, pages.language, in: request, visit)
        case .otherBrowser: return pages.otherBrowser(path: request.uri.path)
        case .over:
            try missed(request, visit)
            return pages.over(path: "/sign-in")
        }
    }

    func offer(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let link = link(visit), let offer = try await SignInDesk(application).offer(of: link) else {
            try missed(request, visit)
            return signInPages(request, visit).invitationOver(path: "/sign-in")
        }
        let isAsked = request.uri.queryParameters["lang"] != nil
        let language = isAsked ? visit.language : offer.language ?? visit.language
        return SignInPages(language: language, providers: providers.map(\.provider)).invitation(offer, path: request.uri.path)
    }

    func accept(_ request: Request, _ visit: Visit) async throws -> Response {
        let pages = signInPages(request, visit)
        _ = try await forms.fields(of: request, from: stranger(request, visit))
        guard let link = link(visit),
            let secret = try await SignInDesk(application).accept(
                link, language: pages.language, name: request.headers[.userAgent] ?? "", requestID: visit.requestID)
        else {
            try missed(request, visit)
            return pages.invitationOver(path: "/sign-in")
        }
        return try await enter(secret, pages.language, in: request, visit)
    }

    /// What a letter asks about somebody's file. The link answers this one question and opens nothing else, so it needs no browser of its own.
    func question(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let link = link(visit), let question = try await RetentionDesk(application).question(link) else {
            try missed(request, visit)
            return KeepPages(language: visit.language).over()
        }
        let isAsked = request.uri.queryParameters["lang"] != nil
        let language = isAsked ? visit.language : question.language ?? visit.language
        return KeepPages(language: language).ask(question, path: request.uri.path)
    }

    func answer(_ request: Request, _ visit: Visit) async throws -> Response {
        let pages = KeepPages(language: visit.language)
        let fields = try await forms.fields(of: request, from: stranger(request, visit))
        let keeps = fields["answer"] == "keep"
        guard keeps || fields["answer"] == "end", let link = link(visit),
            try await RetentionDesk(application).answer(link, keeps: keeps, requestID: visit.requestID)
        else {
            try missed(request, visit)
            return pages.over()
        }
        return pages.done(kept: keeps)
    }

    private func link(_ visit: Visit) -> LinkSecret? { visit.parameters.get("secret").flatMap { LinkSecret($0) } }

    /// Counts a link that is none. A good one opens always: 256 random bits are not guessed, and a whole school may share the address of whoever
    /// tries.
    ///
    /// - Throws: ``Failure/tooManyFailures(retryAfter:)``.
    func missed(_ request: Request, _ visit: Visit) throws {
        if let seconds = admission.limit.take(admission.address(of: request, visit)) {
            throw Failure.tooManyFailures(retryAfter: seconds)
        }
    }

    /// Signs in anew: the session that the browser had until now ends with its secret.
    func enter(_ secret: LinkSecret, _ language: Language, in request: Request, _ visit: Visit) async throws -> Response {
        if let guest = try await guest(request), let session = guest.principal.session {
            try await application.perform(EndSignedIn(.one(session)), by: guest.caller(visit, language))
        }
        var response = enter(secret, language, to: cookies.place(of: request) ?? "/desk")
        cookies.forget(.place, on: &response)
        return response
    }

    /// To the own desk and nowhere else: to the page of it that was asked for before, or to its home.
    private func enter(_ secret: LinkSecret, _ language: Language, to place: String = "/desk") -> Response {
        var response = goOn(to: place, language)
        cookies.set(.session, secret, for: Self.sessionSeconds, on: &response)
        cookies.forget(.browser, on: &response)
        return response
    }

    private func goOn(to path: String, _ language: Language) -> Response {
        Response(status: .seeOther, headers: [.location: "\(path)\(path.contains("?") ? "&" : "?")lang=\(language.rawValue)"])
    }

    // MARK: Being signed in

    func account(_ request: Request, _ visit: Visit) async throws -> Response {
        let language = visit.language
        guard let guest = try await guest(request) else { return goOn(to: "/sign-in", language) }
        let caller = guest.caller(visit, language)
        return AccountPage(
            account: try await application.perform(ShowAccount(), by: caller),
            sessions: try await application.perform(ListSignedIn(), by: caller).items, current: guest.principal.session,
            navigation: Navigation(role: guest.principal.role, path: "/account", formToken: guest.secret.formToken),
            say: Words(language: language)
        ).response()
    }

    func change(_ request: Request, _ visit: Visit) async throws -> Response {
        let language = visit.language
        guard let guest = try await guest(request) else { return goOn(to: "/sign-in", language) }
        let fields = try await forms.fields(of: request, by: guest)
        guard let membership = fields["membership"].flatMap({ Membership.ID($0) }) else { throw GeneralRefusal.missing(.membership) }
        let secret = try await application.perform(SwitchMembership(to: membership), by: guest.caller(visit, language))
        return enter(secret, language)
    }

    func end(_ request: Request, _ visit: Visit) async throws -> Response {
        let language = visit.language
        guard let guest = try await guest(request) else { return goOn(to: "/sign-in", language) }
        let fields = try await forms.fields(of: request, by: guest)
        let which: EndSignedIn.Which
        if let text = fields["session"] {
            guard let id = SignedIn.ID(text) else { throw GeneralRefusal.missing(.session) }
            which = .one(id)
        } else {
            which = .allBut(guest.principal.session)
        }
        try await application.perform(EndSignedIn(which), by: guest.caller(visit, language))
        return goOn(to: "/account", language)
    }

    func leave(_ request: Request, _ visit: Visit) async throws -> Response {
        let language = visit.language
        var response = goOn(to: "/", language)
        if let guest = try await guest(request), let session = guest.principal.session {
            _ = try await forms.fields(of: request, by: guest)
            try await application.perform(EndSignedIn(.one(session)), by: guest.caller(visit, language))
        }
        cookies.forget(.session, on: &response)
        return response
    }

    /// - Returns: nil for whoever is not signed in, or no longer.
    private func guest(_ request: Request) async throws -> Guest? {
        guard let secret = cookies.secret(.session, of: request), let principal = try await admission.principal(of: secret)
        else {
            return nil
        }
        return Guest(principal: principal, secret: secret)
    }
}
