import API
import Foundation
import Vivier
import Web

/// What comes with a request, before anybody knows who sent it.
enum RequestAttacks {
    static func headers(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for count in 1...5 { _ = try? Cursor.read(text, parts: count) }
        if let parts = Cursor.parts(of: bytes) {
            var cursor = Cursor()
            cursor.parts = parts
            hold((try? Cursor.read(cursor.text, parts: parts.count)) == parts, "a cursor survives: \(parts)")
        }
        if let secret = TokenSecret(text) { hold(secret.text == text && secret.digest.count == 32, "a token is what it is") }
        if let secret = LinkSecret(text) { hold(secret.text == text && secret.digest.count == 32, "a secret is what it is") }
        if let id = UUID(text: text) { hold(id.text == text.lowercased(), "an identifier survives") }
        if let proxies = TrustedProxies(text) { hold(!proxies.contains("no address"), "what is no address is not trusted") }
        _ = Language.preferred(text)
        _ = try? QueryReader.items(of: text)
        // Every address that the API knows, by the first byte.
        let known = Endpoints.all
        guard let first = bytes.first else { return }
        query(of: known[Int(first) % known.count].types.query, String(decoding: bytes.dropFirst(), as: UTF8.self))
    }

    private static func query(of type: any Decodable.Type, _ text: String) {
        do {
            _ = try QueryReader.read(type, from: text)
        } catch {
            hold(!Failure(error).isFault, "a query is read or refused: \(error)")
        }
    }

    private static let bodies = Endpoints.all.filter { $0.body == .json || $0.body == .jsonOrNothing }.map(\.types.body)

    /// Any body of the API, chosen by the first byte: what inspection finds nothing wrong with is decoded.
    static func body(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let type: any Decodable.Type = bodies[Int(first) % bodies.count]
        let data = Data(bytes.dropFirst())
        do {
            let problems = try BodyInspection.problems(in: data, of: .of(type))
            if !problems.isEmpty { return }
        } catch {
            return hold(!Failure(error).isFault, "a body is read or refused: \(error)")
        }
        do {
            _ = try JSONForm.decoder.decode(type, from: data)
        } catch {
            hold(false, "a body that fits \(type) is decoded: \(error)")
        }
    }

    /// A form with files; its first line is the boundary.
    static func form(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let type = "multipart/form-data; boundary=\(String(decoding: parts[0], as: UTF8.self))"
        do {
            let form = try Multipart.form(in: Array(parts[1]), contentType: type)
            hold(form.files.values.reduce(0) { $0 + $1.bytes.count } <= bytes.count, "nothing is made of nothing")
        } catch {
            hold(!Failure(error).isFault, "a form is read or refused: \(error)")
        }
        _ = try? QueryReader.items(of: String(decoding: parts[1], as: UTF8.self))
    }
}
