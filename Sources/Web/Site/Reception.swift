import HTTPTypes
import Hummingbird
import Logging
import Vivier

/// Receives every request and sends every answer: names the request, turns what was thrown into a problem, counts and logs.
struct Reception: RouterMiddleware {
    typealias Context = Visit

    let log: Logger
    let counts: RequestCounts
    let map: SiteMap
    /// Who may speak to a plain listener; nil: everybody.
    var proxies: TrustedProxies?
    /// Whether people come by HTTPS: then they never come otherwise again (RFC 6797).
    let isSecure: Bool

    func handle(_ request: Request, context: Visit, next: @concurrent (Request, Visit) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        var visit = context
        visit.requestID = RequestIdentity.of(request.headers[.requestID])
        let chosen = request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        visit.language = chosen ?? Cookies.language(of: request) ?? Language.preferred(request.headers[.acceptLanguage])
        var response: Response
        do {
            if let proxies, !proxies.maySpeakPlainly(visit.address) { throw Failure.besideProxy }
            // One host alone is no field any more: it is the request's authority.
            guard request.headers[.host] == nil else { throw Failure.notOneHost }
            // What begins with two slashes is, as a link on a page, the address of another host.
            guard !request.uri.path.hasPrefix("//") else { throw Failure.noSuchPage }
            response = try await next(request, visit)
        } catch {
            response = answer(error, request, visit)
        }
        if let chosen, request.method == .get { Cookies.keep(chosen, isSecure: isSecure, on: &response) }
        response.headers[.requestID] = visit.requestID
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        // Whatever is answered: a body would be read as the beginning of the next answer (RFC 9110, 9.3.2). Its length stays.
        if request.method == .head { response = response.createHeadResponse() }
        for field in Self.protections where !response.headers.contains(field.name) { response.headers.append(field) }
        let taken = ContinuousClock.now - start
        let route = visit.endpointPath.flatMap { $0 == "NotFound" ? nil : $0 } ?? "none"
        counts.count(route: route, method: request.method.rawValue, status: response.status.code, taken: taken)
        log.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\(taken.milliseconds)", "request_id": "\(visit.requestID)",
            ])
        return response
    }

    private func answer(_ error: any Error, _ request: Request, _ visit: Visit) -> Response {
        var failure = Failure(error)
        if failure.status == .notFound, failure.code == Failure.noSuchPage.code {
            let allowed = map.methods(at: request.uri.path)
            // A page that takes the method and found nothing there is no wrong method.
            if !allowed.isEmpty, !allowed.contains(request.method) { failure = .methodNotAllowed(allowed) }
            // What a form was answered with stands at the form's address: whoever opens that wants the page of the form.
            if request.method == .get, allowed == [.post], ErrorPage.isWanted(request), let page = map.page(above: request.uri.path) {
                return Response(status: .seeOther, headers: [.location: page])
            }
        }
        if failure.isFault { log.fault(error, requestID: visit.requestID) }
        // Nothing is asked of the database: an error page has to come where that fails too.
        let isKnown = Cookies(isSecure: isSecure).secret(.session, of: request) != nil
        if failure.code == Failure.noSuchPage.code, ErrorPage.isWanted(request) {
            return ErrorPage.notFound(visit.language, isKnown: isKnown)
        }
        if ErrorPage.isWanted(request) {
            return ErrorPage.of(failure, requestID: visit.requestID, visit.language, isKnown: isKnown)
        }
        return failure.response(requestID: visit.requestID, language: visit.language)
    }

    /// What every answer carries unless it says otherwise itself.
    private static let protections: [HTTPField] = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .contentSecurityPolicy, value: "default-src 'none'; frame-ancestors 'none'"),
        HTTPField(name: .frameOptions, value: "DENY"),
        HTTPField(name: .referrerPolicy, value: "no-referrer"),
        HTTPField(name: .resourcePolicy, value: "same-origin"),
        HTTPField(name: .cacheControl, value: "no-store"),
    ]
}

extension Logger {
    /// A failure of ours, with the id that the reader was shown.
    func fault(_ error: any Error, requestID: String) {
        self.error("fault", metadata: ["request_id": "\(requestID)", "type": "\(type(of: error))", "error": "\(error)"])
        debug("fault in detail", metadata: ["request_id": "\(requestID)", "error": "\(String(reflecting: error))"])
    }
}

extension Duration {
    /// With three digits after the point.
    var milliseconds: String {
        let microseconds = components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
        return "\(microseconds / 1_000).\(String(microseconds % 1_000 + 1_000).dropFirst())"
    }
}
