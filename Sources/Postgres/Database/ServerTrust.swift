import CPostgres
import Foundation

/// How a server is known where the connection string does not say: one beyond this machine shows a certificate that somebody vouches for, in
/// its own name. libpq by itself takes any answer, encrypted or not (`sslmode=prefer`).
enum ServerTrust {
    /// Whom Debian and its like vouch for.
    private static let systemRoots = "/etc/ssl/certs/ca-certificates.crt"

    /// What libpq is to take where the string has no word on it: nothing for servers of this machine, and nothing where `sslmode` or
    /// `PGSSLMODE` is set.
    ///
    /// - Parameter environment: libpq's own variables (`PGHOST`, …).
    static func defaults(for conninfo: String, environment: [String: String]) -> [(String, String)] {
        let said = parameters(of: conninfo)
        func value(_ keyword: String, _ variable: String) -> String? {
            said[keyword] ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        }
        guard value("sslmode", "PGSSLMODE") == nil else { return [] }
        // What a file of services says nobody knows here.
        let isNear = places(value("host", "PGHOST"), value("hostaddr", "PGHOSTADDR")).allSatisfy(isNear)
        guard !isNear || value("service", "PGSERVICE") != nil else { return [] }
        var defaults = [("sslmode", "verify-full")]
        if value("sslrootcert", "PGSSLROOTCERT") == nil, !FileManager.default.fileExists(atPath: ownRoots),
            FileManager.default.fileExists(atPath: systemRoots)
        {
            defaults.append(("sslrootcert", systemRoots))
        }
        return defaults
    }

    /// Where each server is: where its address is given, its name only says who is expected there.
    private static func places(_ hosts: String?, _ addresses: String?) -> [Substring] {
        let hosts = (hosts ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let addresses = (addresses ?? "").split(separator: ",", omittingEmptySubsequences: false)
        return (0..<max(hosts.count, addresses.count)).map { index in
            if index < addresses.count, !addresses[index].isEmpty { return addresses[index] }
            return index < hosts.count ? hosts[index] : ""
        }
    }

    /// Where libpq looks by itself.
    private static var ownRoots: String { NSHomeDirectory() + "/.postgresql/root.crt" }

    /// A Unix socket's folder, or the loopback.
    private static func isNear(_ place: Substring) -> Bool {
        if place.isEmpty || place.hasPrefix("/") || place.hasPrefix("@") || place == "localhost" { return true }
        var four = in_addr()
        if inet_pton(AF_INET, String(place), &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        return place == "::1"
    }

    /// The parameters that a connection string sets, without defaults; none for what libpq cannot read, as it will say itself.
    static func parameters(of conninfo: String) -> [String: String] {
        guard let options = PQconninfoParse(conninfo, nil) else { return [:] }
        defer { PQconninfoFree(options) }
        var parameters: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return parameters
    }
}
