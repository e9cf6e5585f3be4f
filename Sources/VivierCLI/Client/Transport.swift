import CCurl
import Foundation
import Synchronization

/// Requests over libcurl, each on a thread of its own. Foundation's URLSession keeps a core busy for as long as it waits (Swift 6.3 on
/// Linux), which a command that waits for a long import would take from the daemon beside it.
enum Transport {
    struct Request: Sendable {
        var method: String
        var url: URL
        var headers: [String: String] = [:]
        var body: Data?
    }

    struct Answer: Sendable {
        var status: Int
        var contentType: String
        /// What `receive` did not take.
        var body: Data
    }

    /// Why there is no answer.
    enum Failure: Error {
        case unreachable
        /// The connection broke after the request was sent, or half of it.
        case lost
        /// Nobody whom this machine trusts vouches for the server.
        case untrusted(String)
    }

    /// Longer than anything that the daemon lets take its time.
    private static let longest: Duration = .seconds(3_600)
    private static let connecting: Duration = .seconds(10)

    /// - Parameter receive: gets each piece of the body with its media type as it arrives, and says whether it took it.
    /// - Throws: ``Failure``, `CancellationError` within about a second of the task's cancellation.
    static func send(
        _ request: Request, receive: @escaping @Sendable (Data, _ contentType: String) -> Bool = { _, _ in false }
    ) async throws -> Answer {
        let isCancelled = Flag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread { continuation.resume(with: Result { try perform(request, isCancelled, receive) }) }
                thread.name = "http"
                thread.start()
            }
        } onCancel: {
            isCancelled.raise()
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isRaised: Bool { value.load(ordering: .relaxed) }
        func raise() { value.store(true, ordering: .relaxed) }
    }

    /// What the callbacks of one request share; used by its thread alone.
    private final class Exchange {
        let handle: OpaqueHandle
        let isCancelled: Flag
        let receive: (Data, String) -> Bool
        var body = Data()

        init(_ handle: OpaqueHandle, _ isCancelled: Flag, _ receive: @escaping (Data, String) -> Bool) {
            self.handle = handle
            self.isCancelled = isCancelled
            self.receive = receive
        }

        var contentType: String { vivier_curl_content_type(handle).map { String(cString: $0) } ?? "" }

        static func of(_ pointer: UnsafeMutableRawPointer) -> Exchange { Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue() }
    }

    private typealias OpaqueHandle = UnsafeMutableRawPointer

    /// Once a process, before the first handle.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private static func perform(
        _ request: Request, _ isCancelled: Flag, _ receive: @escaping (Data, String) -> Bool
    ) throws -> Answer {
        guard isReady, let handle = curl_easy_init() else { throw Failure.unreachable }
        defer { curl_easy_cleanup(handle) }
        var lines: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(lines) }
        // Without a value: not sent. libcurl would add them of itself.
        for line in request.headers.map({ "\($0): \($1)" }) + ["Expect:"]
            + (request.headers["Content-Type"] == nil ? ["Content-Type:"] : [])
        {
            lines = curl_slist_append(lines, line)
        }
        vivier_curl_text(handle, CURLOPT_URL, request.url.absoluteString)
        vivier_curl_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        vivier_curl_text(handle, CURLOPT_USERAGENT, "vivier")
        vivier_curl_pointer(handle, CURLOPT_HTTPHEADER, lines)
        vivier_curl_number(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        vivier_curl_number(handle, CURLOPT_TIMEOUT, Int(longest.components.seconds))
        vivier_curl_number(handle, CURLOPT_CONNECTTIMEOUT, Int(connecting.components.seconds))
        vivier_curl_number(handle, CURLOPT_TCP_KEEPALIVE, 1)
        let exchange = Exchange(handle, isCancelled, receive)
        let pointer = Unmanaged.passUnretained(exchange).toOpaque()
        vivier_curl_pointer(handle, CURLOPT_WRITEDATA, pointer)
        vivier_curl_writer(handle) { bytes, size, count, pointer in
            guard let pointer, let bytes else { return 0 }
            let exchange = Exchange.of(pointer)
            let piece = Data(bytes: bytes, count: size * count)
            if !exchange.receive(piece, exchange.contentType) { exchange.body.append(piece) }
            return size * count
        }
        vivier_curl_number(handle, CURLOPT_NOPROGRESS, 0)
        vivier_curl_pointer(handle, CURLOPT_XFERINFODATA, pointer)
        vivier_curl_watcher(handle) { pointer, _, _, _, _ in pointer.map { Exchange.of($0).isCancelled.isRaised } == true ? 1 : 0 }
        let code = (request.body ?? Data()).withUnsafeBytes { body in
            if request.body != nil || request.method != "GET" && request.method != "DELETE" {
                // Not copied: it outlives the call.
                vivier_curl_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
                if let base = body.baseAddress {
                    vivier_curl_pointer(handle, CURLOPT_POSTFIELDS, base)
                } else {
                    vivier_curl_text(handle, CURLOPT_COPYPOSTFIELDS, "")
                }
            }
            vivier_curl_text(handle, CURLOPT_CUSTOMREQUEST, request.method)
            return withExtendedLifetime(exchange) { curl_easy_perform(handle) }
        }
        switch code {
        case CURLE_OK: break
        case CURLE_ABORTED_BY_CALLBACK: throw CancellationError()
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR:
            throw Failure.untrusted(String(cString: curl_easy_strerror(code)))
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT:
            // What was said before the end may be a whole refusal.
            guard vivier_curl_status(handle) >= 400, !exchange.body.isEmpty else {
                throw vivier_curl_status(handle) == 0 && code == CURLE_OPERATION_TIMEDOUT ? Failure.unreachable : Failure.lost
            }
        default: throw Failure.unreachable
        }
        return Answer(status: vivier_curl_status(handle), contentType: exchange.contentType, body: exchange.body)
    }
}
