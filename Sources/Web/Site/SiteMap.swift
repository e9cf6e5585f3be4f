import API
import HTTPTypes
import Hummingbird
import Synchronization

/// Every address of the site with its methods, as the routes were declared.
final class SiteMap: Sendable {
    struct Place: Hashable, Sendable {
        var method: HTTPRequest.Method
        /// With its parameters in braces.
        var path: String
        /// What whoever is signed in must be allowed there; nil: every guest may come, or even a stranger.
        var needs: Permission?
    }

    private let declared = Mutex<Set<Place>>([])

    var places: Set<Place> { declared.withLock { $0 } }

    func declare(_ method: HTTPRequest.Method, _ path: String, needing needs: Permission? = nil) {
        declared.withLock { _ = $0.insert(Place(method: method, path: path, needs: needs)) }
    }

    /// The methods that an address takes: what `Allow` says. Walks all places, since nobody asks but in vain.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let given = path.split(separator: "/")
        let matching = places.compactMap { place -> (method: HTTPRequest.Method, words: Int)? in
            let parts = place.path.split(separator: "/")
            guard parts.count == given.count, zip(parts, given).allSatisfy({ $0.hasPrefix("{") || $0 == $1 }) else { return nil }
            return (place.method, parts.count { !$0.hasPrefix("{") })
        }
        // An address that is named word for word is not also a parameter of another: `/cases/export` is no case.
        let words = matching.map(\.words).max()
        let methods = matching.filter { $0.words == words }.map(\.method)
        return Set(methods.contains(.get) ? methods + [.head] : methods).sorted { $0.rawValue < $1.rawValue }
    }

    /// The nearest page on the way from an address up to the front page, which is none: of a form, that on which it stands.
    func page(above path: String) -> String? {
        var words = path.split(separator: "/")
        while words.count > 1 {
            words.removeLast()
            let above = "/" + words.joined(separator: "/")
            if methods(at: above).contains(.get) { return above }
        }
        return nil
    }
}
