import Vivier

extension Language {
    /// The language that an `Accept-Language` header prefers (RFC 9110, 12.5.4); English where it prefers none of ours.
    static func preferred(_ header: String?) -> Language {
        guard let header else { return .english }
        var best: (language: Language, quality: Double)?
        for range in header.split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard let tag = parts.first?.prefix(2).lowercased(), let language = Language(rawValue: tag) else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0, weight > best?.quality ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .english
    }
}
