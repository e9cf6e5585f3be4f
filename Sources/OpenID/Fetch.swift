import CCurl
import Foundation

/// Why a provider let nobody in.
package enum ProviderFault: Error, Sendable, Equatable {
    /// It did not answer as it should.
    case unreachable(String)
    /// What it says proves nothing.
    case untrusted(String)
}

/// Small documents over HTTPS, by libcurl: no redirect is followed, 1 MiB and ten seconds are the most.
enum Fetch {
    private static let most = 1 << 20
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// HTTPS anywhere, plain HTTP on this machine only.
    static func isAllowed(_ address: String) -> Bool {
        guard let url = URLComponents(string: address), let host = url.host, !host.isEmpty, url.user == nil, url.fragment == nil else {
            return false
        }
        return url.scheme == "https" || (url.scheme == "http" && ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host))
    }

    /// Whether an issuer may send the house there, and the client's secret with it. One that speaks HTTPS names HTTPS alone, on its own host
    /// or on one that has a name: plain HTTP stays on this machine, and an address in digits may be of a network that only the house sees.
    static func isAllowed(_ address: String, by issuer: String) -> Bool {
        guard isAllowed(address), let to = URLComponents(string: address), let from = URLComponents(string: issuer), let host = to.host
        else { return false }
        guard from.scheme != "http" else { return true }
        return to.scheme == "https" && (host.lowercased() == from.host?.lowercased() || isName(host))
    }

    /// A name of several words, as the public has them: no address, in whichever way its numbers are written, and not this machine.
    private static func isName(_ host: String) -> Bool {
        let words = (host.hasSuffix(".") ? host.dropLast() : host[...]).lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard words.count > 1, !host.contains(":"), let last = words.last else { return false }
        let isNumber = last.isEmpty || last.hasPrefix("0x") || last.allSatisfy { $0.isASCII && $0.isNumber }
        return !isNumber && last != "localhost"
    }

    static func get(_ address: String, bearer: String? = nil) async throws(ProviderFault) -> Data {
        try await fetch(address, form: nil, headers: bearer.map { ["Authorization: Bearer \($0)"] } ?? [])
    }

    /// - Parameter client: for HTTP Basic authentication of the client (RFC 6749, 2.3.1).
    static func post(_ address: String, _ form: [(String, String)], client: (id: String, secret: String)?) async throws(ProviderFault)
        -> Data
    {
        let body = form.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
        let basic = client.map { Data("\(escaped($0.id)):\(escaped($0.secret))".utf8).base64EncodedString() }
        return try await fetch(address, form: body, headers: basic.map { ["Authorization: Basic \($0)"] } ?? [])
    }

    /// For a form and for a query.
    static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map {
            plain.contains($0) ? String(UnicodeScalar($0)) : "%" + (String(UInt16($0) + 256, radix: 16).uppercased().suffix(2))
        }
        .joined()
    }

    private static func fetch(_ address: String, form: String?, headers: [String]) async throws(ProviderFault) -> Data {
        guard isAllowed(address) else { throw .untrusted("the address \(address) is not over https") }
        let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Data, ProviderFault>, Never>) in
            let thread = Thread { continuation.resume(returning: perform(address, form, headers)) }
            thread.name = "openid"
            thread.start()
        }
        return try outcome.get()
    }

    /// What came so far; used by one thread.
    private final class Answer {
        var bytes = Data()
    }

    private static func perform(_ address: String, _ form: String?, _ headers: [String]) -> Result<Data, ProviderFault> {
        guard isReady, let handle = curl_easy_init() else { return .failure(.unreachable("libcurl does not start")) }
        defer { curl_easy_cleanup(handle) }
        var list: UnsafeMutablePointer<curl_slist>?
        for header in ["Accept: application/json"] + headers { list = curl_slist_append(list, header) }
        defer { curl_slist_free_all(list) }
        vivier_curl_text(handle, CURLOPT_URL, address)
        vivier_curl_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        vivier_curl_number(handle, CURLOPT_FOLLOWLOCATION, 0)
        vivier_curl_number(handle, CURLOPT_TIMEOUT, 10)
        vivier_curl_number(handle, CURLOPT_CONNECTTIMEOUT, 5)
        vivier_curl_number(handle, CURLOPT_NOSIGNAL, 1)
        vivier_curl_pointer(handle, CURLOPT_HTTPHEADER, list)
        if let form { vivier_curl_text(handle, CURLOPT_COPYPOSTFIELDS, form) }
        let answer = Answer()
        vivier_curl_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(answer).toOpaque())
        vivier_curl_writer(handle) { buffer, size, count, pointer in
            guard let buffer, let pointer else { return 0 }
            let answer = Unmanaged<Answer>.fromOpaque(pointer).takeUnretainedValue()
            guard answer.bytes.count + size * count <= Fetch.most else { return 0 }
            answer.bytes.append(UnsafeRawPointer(buffer).assumingMemoryBound(to: UInt8.self), count: size * count)
            return size * count
        }
        let code = withExtendedLifetime(answer) { curl_easy_perform(handle) }
        guard code == CURLE_OK else { return .failure(.unreachable(String(cString: curl_easy_strerror(code)))) }
        let status = vivier_curl_status(handle)
        guard status == 200 else { return .failure(.unreachable("status \(status)")) }
        return .success(answer.bytes)
    }
}
