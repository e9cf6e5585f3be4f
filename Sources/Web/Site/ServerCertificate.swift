import Foundation
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
package import ServiceLifecycle
import Synchronization

/// What the listener proves itself with: a chain of certificates and its key, in two PEM files that are read again when they change.
package final class ServerCertificate: Sendable {
    package enum Fault: Error, CustomStringConvertible {
        /// With its path.
        case unreadable(String)
        case noCertificate(String)
        case noKey(String)
        case strangers

        package var description: String {
            switch self {
            case .unreadable(let path): "\(path) cannot be read. Let the daemon's user read it."
            case .noCertificate(let path):
                "\(path) holds no certificate. Give a PEM file, the server's own first, then those who vouch for it."
            case .noKey(let path): "\(path) holds no private key. Give an unencrypted PEM file."
            case .strangers: "The key is not that of the certificate. Give the two that were made together."
            }
        }
    }

    private struct Pair {
        /// Of both files.
        var bytes: [Data]
        var chain: [NIOSSLCertificateSource]
        var key: NIOSSLPrivateKeySource
    }

    private let chainPath: String
    private let keyPath: String
    private let pair: Mutex<Pair>

    /// - Throws: ``Fault``.
    package init(chainPath: String, keyPath: String) throws {
        self.chainPath = chainPath
        self.keyPath = keyPath
        pair = Mutex(try Self.read(try Self.bytes(chainPath, keyPath), chainPath, keyPath))
    }

    private static func bytes(_ paths: String...) throws(Fault) -> [Data] {
        var files: [Data] = []
        for path in paths {
            guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
            files.append(bytes)
        }
        return files
    }

    private static func read(_ files: [Data], _ chainPath: String, _ keyPath: String) throws(Fault) -> Pair {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(files[0])), !chain.isEmpty else { throw .noCertificate(chainPath) }
        guard let key = try? NIOSSLPrivateKey(bytes: Array(files[1]), format: .pem) else { throw .noKey(keyPath) }
        let pair = Pair(bytes: files, chain: chain.map { .certificate($0) }, key: .privateKey(key))
        // Nobody is served by a pair that does not belong together: the library says so only when it is to use both.
        guard (try? NIOSSLContext(configuration: configuration(pair))) != nil else { throw .strangers }
        return pair
    }

    /// TLS 1.2 (RFC 5246) at least, of which only what a key that leaks later does not open: ephemeral keys and authenticated encryption (RFC
    /// 9325, 4.2). TLS 1.3 has nothing else.
    private static func configuration(_ pair: Pair) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: pair.chain, privateKey: pair.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ]
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    /// Each handshake takes what is current then.
    var configuration: TLSConfiguration {
        var configuration = Self.configuration(pair.withLock { $0 })
        configuration.sslContextCallback = { [self] _, promise in
            let current = pair.withLock { $0 }
            var change = NIOSSLContextConfigurationOverride()
            change.certificateChain = current.chain
            change.privateKey = current.key
            promise.succeed(change)
        }
        return configuration
    }

    /// Takes what the files hold now, if it is another pair and a good one; else the one before stays.
    ///
    /// - Returns: whether it is another.
    /// - Throws: ``Fault``.
    package func reload() throws -> Bool {
        let files = try Self.bytes(chainPath, keyPath)
        guard files != pair.withLock({ $0.bytes }) else { return false }
        let new = try Self.read(files, chainPath, keyPath)
        pair.withLock { $0 = new }
        return true
    }

    /// Looks at the files again and again.
    package func watch(every pause: Duration = .seconds(10), log: Logger) -> any Service {
        Background.every(pause, "reading the certificate again", log: log) { [self] in
            if try reload() { log.info("the certificate was read again", metadata: ["certificate": "\(chainPath)"]) }
        }
    }
}
