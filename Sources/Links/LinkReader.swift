import CCurl
import Foundation

/// Why nothing was read from a link. None of it says what an address inside would have answered.
package enum LinkFault: Error, Sendable, Equatable {
    /// Neither `https://` nor `webcal://`, or with a name and password in it.
    case notALink
    /// It leads, at once or by a redirection, to an address that is not public.
    case notPublic
    /// No answer in time, or none that is a file.
    case unreachable
    /// It answers with this status.
    case status(Int)
    case tooLarge
    /// It does not begin as what is expected.
    case otherKind
    /// Too many are being read at this moment.
    case busy
}

/// Reads a file of the web once, over HTTPS, by libcurl. Every address that a connection is opened to is looked at after the name was
/// resolved, at each redirection: a name cannot say one thing to the check and another to the connection.
package final class LinkReader: Sendable {
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private static let mostAtOnce = 4
    private static let seconds = 10
    private static let redirections = 4

    private let exceptions: Set<UInt32>
    private let running = Counter()

    /// - Parameter exceptions: addresses of IPv4 that are reached though they are not public, `127.0.0.1`, over plain HTTP as well.
    package init(excepting exceptions: [String] = []) {
        self.exceptions = Set(
            exceptions.compactMap { text in
                let parts = text.split(separator: ".").compactMap { UInt32($0) }
                return parts.count == 4 && parts.allSatisfy { $0 < 256 } ? parts.reduce(0) { $0 << 8 | $1 } : nil
            })
    }

    /// - Parameters:
    ///   - most: bytes that are taken.
    ///   - opening: what the file begins with, in capitals; bytes of anything else are not read further.
    package func read(_ link: String, most: Int, opening: String) async throws(LinkFault) -> [UInt8] {
        let address = try address(link)
        guard running.enter(most: Self.mostAtOnce) else { throw .busy }
        defer { running.leave() }
        let exceptions = exceptions
        let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<Result<[UInt8], LinkFault>, Never>) in
            let thread = Thread { continuation.resume(returning: Self.perform(address, most, opening, exceptions)) }
            thread.name = "link"
            thread.start()
        }
        return try outcome.get()
    }

    /// What is meant by a link: `webcal:` is `https:`.
    func address(_ link: String) throws(LinkFault) -> String {
        let text = link.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.utf8.count <= 2_000, var url = URLComponents(string: text), let host = url.host, !host.isEmpty, url.user == nil,
            url.password == nil
        else { throw .notALink }
        switch url.scheme?.lowercased() {
        case "https": break
        case "webcal", "webcals": url.scheme = "https"
        case "http" where !exceptions.isEmpty: break
        default: throw .notALink
        }
        url.fragment = nil
        guard let address = url.string else { throw .notALink }
        return address
    }

    /// What came so far; used by one thread.
    private final class Answer {
        var bytes: [UInt8] = []
        var fault: LinkFault?
        let most: Int
        let opening: [UInt8]
        let exceptions: Set<UInt32>

        init(_ most: Int, _ opening: String, _ exceptions: Set<UInt32>) {
            (self.most, self.opening, self.exceptions) = (most, Array(opening.utf8), exceptions)
        }

        /// Whether it is, as far as it came, what is expected. A byte order mark and empty lines may stand before.
        var isExpected: Bool {
            let text = bytes.prefix(1_000).drop { [0xEF, 0xBB, 0xBF, 0x20, 0x0D, 0x0A, 0x09].contains($0) }
            return zip(text, opening).allSatisfy { ($0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0) == $1 }
        }
    }

    private static func perform(_ address: String, _ most: Int, _ opening: String, _ exceptions: Set<UInt32>) -> Result<[UInt8], LinkFault>
    {
        guard isReady, let handle = curl_easy_init() else { return .failure(.unreachable) }
        defer { curl_easy_cleanup(handle) }
        let schemes = exceptions.isEmpty ? "https" : "https,http"
        vivier_curl_text(handle, CURLOPT_URL, address)
        vivier_curl_text(handle, CURLOPT_PROTOCOLS_STR, schemes)
        vivier_curl_text(handle, CURLOPT_REDIR_PROTOCOLS_STR, schemes)
        vivier_curl_number(handle, CURLOPT_FOLLOWLOCATION, 1)
        vivier_curl_number(handle, CURLOPT_MAXREDIRS, redirections)
        vivier_curl_number(handle, CURLOPT_TIMEOUT, seconds)
        vivier_curl_number(handle, CURLOPT_CONNECTTIMEOUT, seconds / 2)
        vivier_curl_number(handle, CURLOPT_NOSIGNAL, 1)
        // A proxy of the environment would reach what this machine may not.
        vivier_curl_text(handle, CURLOPT_PROXY, "")
        vivier_curl_text(handle, CURLOPT_ACCEPT_ENCODING, "")
        vivier_curl_text(handle, CURLOPT_USERAGENT, "Vivier")
        let answer = Answer(most, opening, exceptions)
        let pointer = Unmanaged.passUnretained(answer).toOpaque()
        vivier_curl_pointer(handle, CURLOPT_WRITEDATA, pointer)
        vivier_curl_pointer(handle, CURLOPT_OPENSOCKETDATA, pointer)
        vivier_curl_opener(handle) { pointer, _, target in
            guard let pointer, let target else { return -1 }
            let answer = Unmanaged<Answer>.fromOpaque(pointer).takeUnretainedValue()
            let length = Int(target.pointee.addrlen)
            let isOpen = withUnsafePointer(to: &target.pointee.addr) {
                PublicAddress.isPublic($0, length: length) || PublicAddress.excepted($0, length: length, answer.exceptions)
            }
            guard isOpen else {
                answer.fault = .notPublic
                return -1
            }
            return socket(target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), target.pointee.protocol)
        }
        vivier_curl_writer(handle) { buffer, size, count, pointer in
            guard let buffer, let pointer else { return 0 }
            let answer = Unmanaged<Answer>.fromOpaque(pointer).takeUnretainedValue()
            guard answer.bytes.count + size * count <= answer.most else {
                answer.fault = .tooLarge
                return 0
            }
            answer.bytes += UnsafeRawBufferPointer(start: buffer, count: size * count)
            guard answer.isExpected else {
                answer.fault = .otherKind
                return 0
            }
            return size * count
        }
        let code = withExtendedLifetime(answer) { curl_easy_perform(handle) }
        let status = vivier_curl_status(handle)
        guard code == CURLE_OK || status >= 400 else { return .failure(answer.fault ?? .unreachable) }
        guard status == 200 else { return .failure(.status(Int(status))) }
        return .success(answer.bytes)
    }
}
