import API
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Vivier

/// Where the pages of those who are signed in are declared, each with what its reader must be allowed.
struct DeskRoutes {
    let door: DeskDoor
    let router: Router<Visit>
    let map: SiteMap

    /// - Parameter needs: who else gets a page that says so; nil: every guest.
    func get(_ path: String, for needs: Permission? = nil, _ answer: @escaping @Sendable (Desk) async throws -> Response) {
        map.declare(.get, path, needing: needs)
        router.get(RouterPath(path)) { [door] request, visit in
            try await door.serve(request, visit, needs) { try await answer($0) }
        }
    }

    /// A form of a page, which only that page of the same session can have sent.
    ///
    /// - Parameter files: how many bytes its files may have together; 0: it bears none.
    func post(
        _ path: String, for needs: Permission? = nil, files: Int = 0, _ answer: @escaping @Sendable (Desk, Form) async throws -> Response
    ) {
        map.declare(.post, path, needing: needs)
        router.post(RouterPath(path)) { [door] request, visit in
            try await door.take(request, visit, needs, files: files, answer)
        }
    }
}

/// Lets those in who are signed in, and no others.
struct DeskDoor: Sendable {
    let application: Vivier.Application
    let admission: Admission
    let cookies: Cookies
    let forms: FormReader
    let sent = SentForms()

    /// Whoever is not signed in is shown the door; what is refused or fails is told on a page.
    func serve(
        _ request: Request, _ visit: Visit, _ needs: Permission?, _ answer: @Sendable (Desk) async throws -> Response
    ) async throws -> Response {
        guard let guest = try await guest(request) else {
            var response = Response(status: .seeOther, headers: [.location: "/sign-in"])
            if let place = PlaceToReturn.checked(request.uri.string) { cookies.keep(place, on: &response) }
            return response
        }
        let place = PlaceToReturn.quiet(request.uri.string) ?? PlaceToReturn.checked(request.uri.path) ?? "/desk"
        let desk = Desk(application: application, request: request, visit: visit, guest: guest, standsOn: place)
        do {
            if let needs {
                try await application.admit(
                    desk.caller, to: visit.endpointPath ?? request.uri.path, needing: needs, object: visit.ids(visit.parameterNames),
                    kind: visit.kind(visit.parameterNames))
            }
            return try await answer(desk)
        } catch {
            return refusal(error, desk)
        }
    }

    /// Does what a form asks, once however often it is sent. What was typed is lost neither by whoever is signed in anew, nor by whoever
    /// is no longer.
    func take(
        _ request: Request, _ visit: Visit, _ needs: Permission?, files: Int,
        _ answer: @Sendable (Desk, Form) async throws -> Response
    ) async throws -> Response {
        guard let guest = try await guest(request) else {
            let form = await forms.stray(of: request, from: .stranger(admission.address(of: request, visit)))
            var response =
                form.map { SessionOverPage(say: Words(language: visit.language), path: request.uri.path, form: $0).response() }
                ?? Response(status: .seeOther, headers: [.location: "/sign-in"])
            if let place = PlaceToReturn.checked(form?[Form.standsOn] ?? "") { cookies.keep(place, on: &response) }
            return response
        }
        var desk = Desk(application: application, request: request, visit: visit, guest: guest)
        do {
            if let needs {
                try await application.admit(
                    desk.caller, to: visit.endpointPath ?? request.uri.path, needing: needs, object: visit.ids(visit.parameterNames),
                    kind: visit.kind(visit.parameterNames))
            }
            let form = try await forms.form(of: request, by: guest, files: files)
            desk.standsOn = PlaceToReturn.checked(form[Form.standsOn]) ?? desk.standsOn
            guard let name = SentForms.name(form, to: request.uri.path, by: guest), !form.isOnlyShown, !EventStream.isWanted(request)
            else { return try await answer(desk, form) }
            if let location = await sent.begin(name) { return desk.go(to: location) }
            do {
                let response = try await answer(desk, form)
                await sent.end(name, at: response.status == .seeOther ? response.headers[.location] : nil)
                return response
            } catch {
                await sent.end(name, at: nil)
                throw error
            }
        } catch let stale as FormReader.Stale {
            desk.standsOn = PlaceToReturn.checked(stale.form[Form.standsOn]) ?? desk.standsOn
            return desk.sendAgain(stale.form)
        } catch {
            return refusal(error, desk)
        }
    }

    private func refusal(_ error: any Error, _ desk: Desk) -> Response {
        let failure = Failure(error)
        if failure.isFault { application.log.fault(error, requestID: desk.visit.requestID) }
        return desk.refusal(failure)
    }

    /// Who is signed in, if anybody.
    func guest(_ request: Request) async throws -> Guest? {
        guard let secret = cookies.secret(.session, of: request), let principal = try await admission.principal(of: secret)
        else { return nil }
        return Guest(principal: principal, secret: secret)
    }
}
