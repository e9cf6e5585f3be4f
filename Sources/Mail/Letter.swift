package import Foundation

/// A message to one address, in plain text.
package struct Letter: Sendable, Equatable {
    package var to: String
    package var subject: String
    /// Lines of text, each of moderate length.
    package var body: String
    /// When it is no longer worth sending.
    package var goodUntil: Date

    package init(to: String, subject: String, body: String, goodUntil: Date) {
        self.to = to
        self.subject = subject
        self.body = body
        self.goodUntil = goodUntil
    }

    /// Whether an address can stand in a header and in an SMTP command as it is: printable ASCII without what separates or encloses addresses.
    package static func canBeSentTo(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && address.utf8.count <= 254
            && address.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>,;:()[]\\\"".utf8.contains($0) }
    }

    /// The whole message (RFC 5322, RFC 2045), lines ending with CR LF.
    ///
    /// - Parameters:
    ///   - sender: an address that ``canBeSentTo(_:)`` takes, as is ``to``.
    ///   - name: names the message, in printable ASCII.
    ///   - isReadable: the text as it is, for a file; otherwise in base64, which every server takes.
    package func message(from sender: String, name: String, at date: Date, isReadable: Bool = false) -> Data {
        let host = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        let headers = [
            "From: Vivier <\(sender)>", "To: <\(to)>", "Subject: \(Self.encoded(subject))", "Date: \(Self.dated(date))",
            "Message-ID: <\(name)@\(host)>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: \(isReadable ? "8bit" : "base64")", "Auto-Submitted: auto-generated",
        ]
        let text = body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let content =
            isReadable
            ? text
            : Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return Data((headers.joined(separator: "\r\n") + "\r\n\r\n" + content + "\r\n").utf8)
    }

    /// Whether a message that was written to be read is one to an address. Its fields alone say so, whatever stands in its text.
    static func isReadable(_ message: Data, to address: String) -> Bool {
        String(decoding: message, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
            .contains { $0.lowercased() == "to: <\(address.lowercased())>" }
    }

    /// Encoded words of RFC 2047, each of at most 75 characters and of whole characters; only one with more marks than a word holds goes on
    /// in the next.
    private static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), text.utf8.count <= 60 { return text }
        // Bytes that make 56 characters of base64.
        let most = 42
        var words: [String] = []
        var piece = ""
        for character in text {
            let parts = String(character).utf8.count > most ? character.unicodeScalars.map { String($0) } : [String(character)]
            for part in parts {
                if piece.utf8.count + part.utf8.count > most {
                    words.append(piece)
                    piece = ""
                }
                piece += part
            }
        }
        return (words + [piece]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func dated(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return format.string(from: date)
    }
}
