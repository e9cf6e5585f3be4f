import CCurl
import Foundation

/// An SMTP server that takes messages, reached by libcurl, one connection a message.
package struct MailServer: Sendable {
    /// `smtp://` or `smtps://`, with user and password where the server asks for them.
    private let url: String
    private let isNear: Bool

    /// Why a message was not taken.
    package enum Failure: Error, Equatable {
        /// Not now: the server cannot be reached, or answers with a code from 400 on.
        case later(String)
        /// Never: a code from 500 on, or nobody vouches for the server.
        case refused(String)
    }

    /// - Returns: nil for what is no address of a mail server.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), ["smtp", "smtps"].contains(parts.scheme), let host = parts.host, !host.isEmpty,
            ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil
        else { return nil }
        url = text
        isNear = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Throws: ``Failure``, `CancellationError`.
    func send(_ message: Data, from sender: String, to recipient: String) async throws {
        let connection = self
        let flag = Flag()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    continuation.resume(with: Result { try connection.perform(message, from: sender, to: recipient, flag) })
                }
                thread.name = "mail"
                thread.start()
            }
        } onCancel: {
            flag.raise()
        }
    }

    /// What the callbacks of one message share; used by its thread alone, but for the flag.
    private final class Parcel {
        var left: Data
        let flag: Flag

        init(_ message: Data, _ flag: Flag) {
            left = message
            self.flag = flag
        }

        static func of(_ pointer: UnsafeMutableRawPointer) -> Parcel { Unmanaged<Parcel>.fromOpaque(pointer).takeUnretainedValue() }
    }

    private func perform(_ message: Data, from sender: String, to recipient: String, _ flag: Flag) throws {
        guard Self.isReady, let handle = curl_easy_init() else { throw Failure.later("libcurl does not start") }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        vivier_curl_text(handle, CURLOPT_URL, url)
        vivier_curl_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Beyond this machine nothing goes without TLS, whose certificate is verified.
        vivier_curl_number(handle, CURLOPT_USE_SSL, Int(isNear ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue))
        vivier_curl_text(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
        vivier_curl_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        vivier_curl_number(handle, CURLOPT_TIMEOUT, 30)
        vivier_curl_number(handle, CURLOPT_CONNECTTIMEOUT, 10)
        vivier_curl_number(handle, CURLOPT_UPLOAD, 1)
        vivier_curl_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
        let parcel = Parcel(message, flag)
        let pointer = Unmanaged.passUnretained(parcel).toOpaque()
        vivier_curl_pointer(handle, CURLOPT_READDATA, pointer)
        vivier_curl_reader(handle) { buffer, size, count, pointer in
            guard let buffer, let pointer else { return 0 }
            let parcel = Parcel.of(pointer)
            let piece = parcel.left.prefix(size * count)
            piece.copyBytes(to: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            parcel.left = Data(parcel.left.dropFirst(piece.count))
            return piece.count
        }
        vivier_curl_number(handle, CURLOPT_NOPROGRESS, 0)
        vivier_curl_pointer(handle, CURLOPT_XFERINFODATA, pointer)
        vivier_curl_watcher(handle) { pointer, _, _, _, _ in pointer.map { Parcel.of($0).flag.isRaised } == true ? 1 : 0 }
        let code = withExtendedLifetime(parcel) { curl_easy_perform(handle) }
        if code == CURLE_OK { return }
        if code == CURLE_ABORTED_BY_CALLBACK { throw CancellationError() }
        let (status, reason) = (vivier_curl_status(handle), String(cString: curl_easy_strerror(code)))
        if status >= 500 || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_USE_SSL_FAILED || code == CURLE_LOGIN_DENIED {
            throw Failure.refused("\(reason), status \(status)")
        }
        throw Failure.later("\(reason), status \(status)")
    }
}
