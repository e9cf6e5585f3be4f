import Hummingbird

/// Where pages and what operators watch are declared. What anyone may ask for is bounded by address, but for what watches the service.
struct PageRoutes {
    let router: Router<Visit>
    let map: SiteMap
    let admission: Admission

    private static let watching: Set<String> = ["/healthz", "/readyz", "/metrics", Asset.style.path, Asset.script.path]

    func get(_ path: String, _ answer: @escaping @Sendable (Request, Visit) async throws -> Response) {
        map.declare(.get, path)
        router.get(RouterPath(path), use: bounded(path, answer))
    }

    func post(_ path: String, _ answer: @escaping @Sendable (Request, Visit) async throws -> Response) {
        map.declare(.post, path)
        router.post(RouterPath(path), use: bounded(path, answer))
    }

    private func bounded(
        _ path: String, _ answer: @escaping @Sendable (Request, Visit) async throws -> Response
    ) -> @Sendable (Request, Visit) async throws -> Response {
        if Self.watching.contains(path) { return answer }
        return { [admission] request, visit in
            try admission.checkVisit(request, visit)
            return try await answer(request, visit)
        }
    }
}
