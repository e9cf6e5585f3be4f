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
        map.declare(.get, path)
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
        map.declare(.post, path)
        router.post(RouterPath(path)) { [door] request, visit in
            try await door.serve(request, visit, needs) { desk in
                try await answer(desk, door.forms.form(of: request, by: desk.guest, files: files))
            }
        }
    }
}

/// Lets those in who are signed in, and no others.
struct DeskDoor: Sendable {
    let application: Vivier.Application
    let admission: Admission
    let cookies: Cookies
    let forms: FormReader

    /// Whoever is not signed in is shown the door; what is refused or fails is told on a page.
    func serve(
        _ request: Request, _ visit: Visit, _ needs: Permission?, _ answer: @Sendable (Desk) async throws -> Response
    ) async throws -> Response {
        guard let guest = try await guest(request) else {
            return Response(status: .seeOther, headers: [.location: "/sign-in"])
        }
        let desk = Desk(application: application, request: request, visit: visit, guest: guest)
        do {
            if let needs { try await application.admit(desk.caller, to: visit.endpointPath ?? request.uri.path, needing: needs) }
            return try await answer(desk)
        } catch {
            let failure = Failure(error)
            if failure.isFault { application.log.fault(error, requestID: visit.requestID) }
            return desk.refusal(failure)
        }
    }

    private func guest(_ request: Request) async throws -> Guest? {
        guard let secret = cookies.secret(.session, of: request), let principal = try await admission.principal(of: secret)
        else { return nil }
        return Guest(principal: principal, secret: secret)
    }
}
