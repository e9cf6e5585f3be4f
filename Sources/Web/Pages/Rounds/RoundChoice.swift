import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// A field in which a team or a case of a round is named, of however many there are: what is typed is looked for while one types, and again when
/// the form is sent, so that a part of a name is enough where it is one's only.
struct RoundChoice {
    var desk: Desk
    var round: Round.ID
    var inputs: Inputs

    private var say: Words { desk.say }

    func field(_ name: String, _ label: String, _ kind: FindInRound.Kind, stored: String? = nil) -> HTML {
        inputs.text(
            name, label, hint: say("Type a part of the name.", "Tapez une partie du nom."), stored: stored,
            """
            maxlength="300" autocomplete="off" data-suggest="/desk/rounds/\(round)/choices/\(kind.rawValue)" \
            data-suggest-count="\(say("none found|{n} found", "aucun trouvé|{n} trouvé|{n} trouvés"))"
            """)
    }

    /// - Returns: nil where nothing was typed.
    /// - Throws: a refusal at the field, where nothing or several things are called so.
    static func read<Subject>(
        _ typed: String?, at name: String, _ kind: FindInRound.Kind, in round: Round.ID, _ desk: Desk
    ) async throws -> Identifier<Subject>? {
        guard let typed = typed?.trimmingCharacters(in: .whitespacesAndNewlines), !typed.isEmpty else { return nil }
        if let id = Identifier<Subject>(typed) { return id }
        let found = try await desk.perform(FindInRound(round: round, kind: kind, text: String(typed.prefix(300))))
        let exact = found.filter { $0.name.lowercased() == typed.lowercased() }
        let meant = exact.isEmpty ? found : exact
        if meant.count == 1, let id = Identifier<Subject>(meant[0].id) { return id }
        guard !meant.isEmpty else {
            throw GeneralRefusal.field(
                "/\(name)", "unknown", en: "Nothing in this round is called so.", fr: "Rien ne porte ce nom dans cette session.")
        }
        let names = meant.prefix(6).map(\.name)
        throw GeneralRefusal.field(
            "/\(name)", "ambiguous", en: "Several are called so: \(names.joined(separator: "; ")). Type one of these names.",
            fr: "Plusieurs portent ce nom\u{A0}: \(names.joined(separator: "\u{A0}; ")). Tapez l’un de ces noms.")
    }

    /// What an identifier in an address is called; what was typed, where it is none or of nothing here.
    static func name(_ typed: String, _ kind: FindInRound.Kind, in round: Round.ID, _ desk: Desk) async throws -> String {
        guard Identifier<Round>(typed) != nil else { return typed }
        return try await desk.perform(FindInRound(round: round, kind: kind, text: typed)).first?.name ?? typed
    }

    private struct Suggestion: Encodable {
        var label: String
        var note: String
    }

    /// What is found for what is typed, as the page's script reads it.
    static func suggestions(_ desk: Desk, _ round: Round.ID, _ kind: FindInRound.Kind) async throws -> Response {
        let text = String((desk.query("q") ?? "").prefix(100))
        let found = text.isEmpty ? [] : try await desk.perform(FindInRound(round: round, kind: kind, text: text))
        let bytes = try JSONForm.encoder.encode(found.map { Suggestion(label: $0.name, note: $0.note) })
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
