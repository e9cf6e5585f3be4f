import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    static let host = known("Host")
    static let requestID = known("X-Request-Id")
    static let idempotencyKey = known("Idempotency-Key")
    static let link = known("Link")
    static let xForwardedFor = known("X-Forwarded-For")
    static let xForwardedHost = known("X-Forwarded-Host")
    static let xForwardedProto = known("X-Forwarded-Proto")
    static let xRealIP = known("X-Real-IP")
    static let forwarded = known("Forwarded")
    static let viaProxy = known("Via")
    static let frameOptions = known("X-Frame-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let resourcePolicy = known("Cross-Origin-Resource-Policy")
    static let fetchSite = known("Sec-Fetch-Site")
    static let accelBuffering = known("X-Accel-Buffering")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header field") }
        return name
    }
}
