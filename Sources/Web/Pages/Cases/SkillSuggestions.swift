import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// What a field for skills offers while somebody types: labels of the referential, in spite of typing errors.
enum SkillSuggestions {
    private struct Suggestion: Encodable {
        var label: String
        /// In the other language, or the synonym that was found.
        var note: String?
    }

    /// What makes a field such a one; how many there are is said in the words for none, for one and for more.
    static func marks(_ say: Words) -> HTML {
        let counted = say("no suggestion|{n} suggestion|{n} suggestions", "aucune proposition|{n} proposition|{n} propositions")
        return "data-suggest=\"/desk/skills\" data-suggest-count=\"\(counted)\""
    }

    static func response(_ desk: Desk) async throws -> Response {
        let french = desk.say.language == .french
        var suggestions: [Suggestion] = []
        if let words = desk.query("q") {
            let query = SkillQuery(q: String(words.prefix(100)), limit: 8)
            suggestions = try await desk.perform(SearchSkills(query: query, reader: desk.say.language)).items.compactMap {
                skill -> Suggestion? in
                let own = french ? skill.labelFr ?? skill.labelEn : skill.labelEn ?? skill.labelFr
                let other = skill.found ?? (french ? skill.labelEn : skill.labelFr)
                return own.map { Suggestion(label: $0, note: other == $0 ? nil : other) }
            }
        }
        let encoder = Wire.encoder
        encoder.outputFormatting.insert(.sortedKeys)
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(suggestions))))
    }
}
