import Hummingbird

/// Where pages and what operators watch are declared.
struct PageRoutes {
    let router: Router<Visit>
    let map: SiteMap

    func get(_ path: String, _ answer: @escaping @Sendable (Request, Visit) async throws -> Response) {
        map.declare(.get, path)
        router.get(RouterPath(path), use: answer)
    }

    func post(_ path: String, _ answer: @escaping @Sendable (Request, Visit) async throws -> Response) {
        map.declare(.post, path)
        router.post(RouterPath(path), use: answer)
    }
}
