/// The referential in memory: every label of every skill, found exactly or in spite of typing errors.
///
/// A label is resolved exactly, by its folded form in either language, or by its URI. A search forgives errors of typing: trigrams give the
/// labels that come into question (``LabelTable``), and those are ranked by how near they come (``LabelMatch``).
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
        /// Several skills bear the label; in ascending order.
        case ambiguous([Int32])
        /// None does; up to three that come near, the nearest first.
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
    private var table = LabelTable(EmptyCollection())

    package init(entries: [Entry] = [], synonyms: [Spelling] = []) {
        for entry in entries {
            self.entries[entry.id] = entry
            byURI[entry.uri] = entry.id
            if let label = entry.labelEn { spellings.append(Spelling(skill: entry.id, language: .english, text: label, isPreferred: true)) }
            if let label = entry.labelFr { spellings.append(Spelling(skill: entry.id, language: .french, text: label, isPreferred: true)) }
        }
        spellings += synonyms
        table = LabelTable(spellings.lazy.map(\.text.foldedUTF8))
    }

    package var count: Int { entries.count }

    package subscript(id: Int32) -> Entry? { entries[id] }

    package func label(of id: Int32, language: Language) -> String? { entries[id]?.label(language) }

    /// A label in either language, without regard to accents, case or signs, or a URI. A preferred label wins over synonyms.
    package func resolve(label: String) -> Resolution {
        if let id = byURI[label.trimmed] { return .exact(id) }
        let text = label.foldedUTF8
        guard !text.isEmpty else { return .unknown(nearest: []) }
        let bearing = table.labels(text).map { spellings[Int($0)] }
        let preferred = bearing.filter(\.isPreferred)
        let skills = Set((preferred.isEmpty ? bearing : preferred).map(\.skill)).sorted()
        switch skills.count {
        case 1: return .exact(skills[0])
        case 0: return .unknown(nearest: search(text, language: nil, limit: 3).map(\.skill))
        default: return .ambiguous(skills)
        }
    }

    /// The skills whose labels come nearest, best first, each once; preferred labels before synonyms that come as near, then the shorter
    /// label, so that the same question has the same answer. In a word of four or five letters an error other than two neighbours exchanged at
    /// its beginning may hide it: no trigram is left.
    ///
    /// - Parameter reader: the language of whoever picks one by its label: of the labels that are read those that begin as typed come before all
    ///   else, the shorter first.
    package func search(_ text: String, language: Language?, reader: Language? = nil, limit: Int) -> [Hit] {
        search(text.foldedUTF8, language: language, reader: reader, limit: limit)
    }

    /// What is typed beyond this many bytes is not looked at.
    private static let longest = 80
    /// Bytes typed × labels compared byte by byte: bounds a search to half a millisecond.
    private static let comparisons = 4_000
    /// Labels that begin with one exchange of what was typed.
    private static let exchangedLabels = 50

    private func search(_ folded: [UInt8], language: Language?, reader: Language? = nil, limit: Int) -> [Hit] {
        guard !folded.isEmpty, limit > 0 else { return [] }
        var match = LabelMatch(Array(folded.prefix(Self.longest)))
        var nearest = NearestSkills(limit: limit)
        func offer(_ label: Int, _ cost: Int) {
            let spelling = spellings[label]
            let isBeginning = cost <= LabelMatch.costOfBeginning && isRead(spelling, by: reader)
            nearest.offer(
                NearestSkills.Found(
                    cost: isBeginning ? -1 : cost + (spelling.isPreferred ? 0 : 3), length: table.length(label), label: label,
                    skill: spelling.skill))
        }
        func isAsked(_ label: Int) -> Bool { language == nil || spellings[label].language == language }

        // One letter has no trigram.
        if match.wanted.count == 1 {
            for label in table.labels(match.wanted, asBeginning: true) where isAsked(Int(label)) {
                if let cost = table.withBytes(of: Int(label), match.cost) { offer(Int(label), cost) }
            }
        }
        let trigrams = LabelTable.trigrams(of: match.wanted)
        // By how many trigrams they lack.
        var uncertain: [[Int]] = Array(repeating: [], count: trigrams.count + 1)
        let lacking = max(match.lackingByOrder, match.lackingByEdits)
        table.forEachLabel(sharing: max(1, trigrams.count - lacking), of: trigrams) { label, shared in
            guard isAsked(label) else { return }
            let lack = trigrams.count - shared
            if lack <= match.lackingByOrder, let cost = table.withBytes(of: label, match.cost) {
                offer(label, cost)
            } else if lack <= match.lackingByEdits {
                uncertain[lack].append(label)
            }
        }
        // Errors of typing come behind all other hits: where there are enough of these, none is looked for.
        if match.allowedEdits > 0, !nearest.isFull(below: LabelMatch.leastCostWithEdits) {
            for other in match.exchanged {
                for label in table.labels(other, asBeginning: true).prefix(Self.exchangedLabels) where isAsked(Int(label)) {
                    if let cost = table.withBytes(of: Int(label), { match.costWithEdits(of: $0) }) { offer(Int(label), cost) }
                }
            }
            for label in uncertain.joined().prefix(Self.comparisons / match.wanted.count) {
                if let cost = table.withBytes(of: label, { match.costWithEdits(of: $0) }) { offer(label, cost) }
            }
        }
        return nearest.found.map { Hit(skill: $0.skill, spelling: spellings[$0.label].text, isPreferred: spellings[$0.label].isPreferred) }
    }
}

extension SkillIndex {
    /// Whether it is the label that a reader of the language is shown.
    private func isRead(_ spelling: Spelling, by reader: Language?) -> Bool {
        guard let reader, spelling.isPreferred, let entry = entries[spelling.skill] else { return false }
        return spelling.language == reader || (reader == .french ? entry.labelFr : entry.labelEn) == nil
    }
}

/// The nearest label of each of the nearest skills, best first.
private struct NearestSkills {
    struct Found {
        var cost: Int
        var length: Int
        var label: Int
        var skill: Int32

        static func < (left: Found, right: Found) -> Bool {
            (left.cost, left.length, left.label) < (right.cost, right.length, right.label)
        }
    }

    let limit: Int
    private(set) var found: [Found] = []

    init(limit: Int) { self.limit = limit }

    func isFull(below cost: Int) -> Bool { found.count == limit && found.allSatisfy { $0.cost < cost } }

    mutating func offer(_ new: Found) {
        if found.count == limit, let worst = found.last, !(new < worst) { return }
        if let known = found.firstIndex(where: { $0.skill == new.skill }) {
            guard new < found[known] else { return }
            found.remove(at: known)
        }
        found.insert(new, at: found.firstIndex { new < $0 } ?? found.endIndex)
        if found.count > limit { found.removeLast() }
    }
}
