/// The referential in memory: every label of every skill, found exactly or in spite of typing errors.
///
/// Exact: folded label → skills. Otherwise: an inverted index of trigrams gives the labels that share most of them with what was typed,
/// and those are ranked by edit distance. Some 90,000 labels take about 20 MB.
package struct SkillIndex: Sendable {
    package struct Entry: Sendable {
        package var id: Int32
        package var uri: String
        package var kind: String
        package var labelEn: String?
        package var labelFr: String?

        package init(id: Int32, uri: String, kind: String, labelEn: String?, labelFr: String?) {
            self.id = id
            self.uri = uri
            self.kind = kind
            self.labelEn = labelEn
            self.labelFr = labelFr
        }

        package func label(_ language: Language) -> String {
            switch language {
            case .french: labelFr ?? labelEn ?? uri
            case .english: labelEn ?? labelFr ?? uri
            }
        }
    }

    /// One spelling under which a skill is found.
    package struct Spelling: Sendable {
        package var skill: Int32
        package var language: Language
        package var text: String
        package var isPreferred: Bool

        package init(skill: Int32, language: Language, text: String, isPreferred: Bool) {
            self.skill = skill
            self.language = language
            self.text = text
            self.isPreferred = isPreferred
        }
    }

    package enum Resolution: Sendable, Equatable {
        case exact(Int32)
        /// Several skills bear the label.
        case ambiguous([Int32])
        /// None does; up to three that come near.
        case unknown(nearest: [Int32])
    }

    package struct Hit: Sendable {
        package var skill: Int32
        /// The spelling that was found.
        package var spelling: String
        package var isPreferred: Bool
    }

    private var entries: [Int32: Entry] = [:]
    private var byURI: [String: Int32] = [:]
    private var spellings: [Spelling] = []
    private var folded: [[UInt8]] = []
    private var exact: [String: [Int32]] = [:]
    private var trigrams: [UInt32: [Int32]] = [:]

    package init(entries: [Entry] = [], synonyms: [Spelling] = []) {
        for entry in entries {
            self.entries[entry.id] = entry
            byURI[entry.uri] = entry.id
            if let label = entry.labelEn { add(Spelling(skill: entry.id, language: .english, text: label, isPreferred: true)) }
            if let label = entry.labelFr { add(Spelling(skill: entry.id, language: .french, text: label, isPreferred: true)) }
        }
        for synonym in synonyms { add(synonym) }
    }

    package var count: Int { entries.count }

    package subscript(id: Int32) -> Entry? { entries[id] }

    package func label(of id: Int32, language: Language) -> String? { entries[id]?.label(language) }

    /// A label in either language, without regard to accents, case or signs, or a URI. A preferred label wins over synonyms.
    package func resolve(label: String) -> Resolution {
        if let id = byURI[label.trimmed] { return .exact(id) }
        let text = label.foldedLabel
        let found = exact[text] ?? []
        switch found.count {
        case 1: return .exact(found[0])
        case 0: return .unknown(nearest: search(label, language: nil, limit: 3).map(\.skill))
        default: return .ambiguous(Array(found.prefix(3)))
        }
    }

    /// The skills whose labels come nearest, best first; ties by length, then by id, so that the same question has the same answer.
    package func search(_ text: String, language: Language?, limit: Int) -> [Hit] {
        let wanted = Array(text.foldedLabel.utf8.prefix(80))
        guard !wanted.isEmpty, limit > 0 else { return [] }
        var best: [Int32: (cost: Int, spelling: Int)] = [:]
        for candidate in candidates(for: wanted) {
            let spelling = spellings[candidate]
            if let language, spelling.language != language { continue }
            let cost = cost(of: candidate, for: wanted)
            guard cost < .max else { continue }
            if let known = best[spelling.skill], (known.cost, known.spelling) <= (cost, candidate) { continue }
            best[spelling.skill] = (cost, candidate)
        }
        return best.sorted {
            ($0.value.cost, folded[$0.value.spelling].count, $0.key) < ($1.value.cost, folded[$1.value.spelling].count, $1.key)
        }
        .prefix(limit)
        .map { Hit(skill: $0.key, spelling: spellings[$0.value.spelling].text, isPreferred: spellings[$0.value.spelling].isPreferred) }
    }

    private mutating func add(_ spelling: Spelling) {
        let text = spelling.text.foldedLabel
        guard !text.isEmpty else { return }
        let position = Int32(spellings.count)
        spellings.append(spelling)
        let bytes = Array(text.utf8.prefix(80))
        folded.append(bytes)
        if exact[text]?.contains(spelling.skill) != true {
            // A synonym does not make a preferred label ambiguous.
            if spelling.isPreferred || !(exact[text] ?? []).contains(where: { entries[$0]?.bears(text) == true }) {
                exact[text, default: []].append(spelling.skill)
            }
        }
        for trigram in Self.trigrams(of: bytes) { trigrams[trigram, default: []].append(position) }
    }

    /// The labels that share the most trigrams with what was typed: a label needs at least a third of them.
    private func candidates(for wanted: [UInt8]) -> [Int] {
        let asked = Self.trigrams(of: wanted)
        var shared: [Int32: Int] = [:]
        for trigram in asked { for position in trigrams[trigram] ?? [] { shared[position, default: 0] += 1 } }
        let least = max(1, asked.count / 3)
        return shared.filter { $0.value >= least }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(400).map { Int($0.key) }
    }

    /// 0 for the label itself; then a beginning, a word's beginning, then by edits; a synonym costs a little more. `.max` is no match.
    private func cost(of position: Int, for wanted: [UInt8]) -> Int {
        let label = folded[position]
        let extra = spellings[position].isPreferred ? 0 : 1
        if label == wanted { return extra }
        if label.starts(with: wanted) { return 2 + extra }
        if Self.word(in: label, startsWith: wanted) { return 4 + extra }
        let allowed = max(1, wanted.count / 4)
        let whole = Self.edits(wanted, label, atMost: allowed)
        if whole <= allowed { return 6 + 2 * whole + extra }
        // What was typed may be the beginning of a longer label, with an error in it.
        let start = Self.edits(wanted, Array(label.prefix(wanted.count)), atMost: allowed)
        return start <= allowed ? 8 + 2 * start + extra : .max
    }

    private static func word(in label: [UInt8], startsWith wanted: [UInt8]) -> Bool {
        for start in label.indices where start > 0 && label[start - 1] == UInt8(ascii: " ") && label[start...].starts(with: wanted) {
            return true
        }
        return false
    }

    private static func trigrams(of bytes: [UInt8]) -> Set<UInt32> {
        let padded = [0x20, 0x20] + bytes + [0x20]
        var found = Set<UInt32>()
        for start in 0..<(padded.count - 2) {
            found.insert(UInt32(padded[start]) << 16 | UInt32(padded[start + 1]) << 8 | UInt32(padded[start + 2]))
        }
        return found
    }

    /// Edits between two words, two neighbours exchanged counting as one (optimal string alignment); more than `limit` is `limit + 1`.
    private static func edits(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in 1...max(1, left.count) where i <= left.count {
            var row = [i] + [Int](repeating: 0, count: right.count)
            var least = i
            for j in 1...max(1, right.count) where j <= right.count {
                var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
                row[j] = cost
                least = min(least, cost)
            }
            if least > limit { return limit + 1 }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}

extension SkillIndex.Entry {
    fileprivate func bears(_ folded: String) -> Bool {
        labelEn?.foldedLabel == folded || labelFr?.foldedLabel == folded
    }
}
