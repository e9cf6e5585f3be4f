import Hummingbird
import Vivier

/// A person who is signed in, with the secret of the session.
struct Guest: Sendable {
    var principal: Principal
    var secret: LinkSecret

    func caller(_ visit: Visit, _ language: Language) -> Caller { principal.caller(requestID: visit.requestID, language: language) }
}
