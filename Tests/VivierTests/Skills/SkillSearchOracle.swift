import Vivier

/// The answer of a search by trying every label: slow, plain, and sharing no code with the index.
struct SkillSearchOracle {
    struct Label {
        var skill: Int32
        var text: [Character]
        var isPreferred: Bool
        var spelling: String
    }

    let labels: [Label]

    init(starter: [StarterSkill]) {
        var labels: [Label] = []
        func add(_ position: Int, _ text: String, preferred: Bool) {
            labels.append(
                Label(skill: Int32(position + 1), text: Array(text.foldedLabel), isPreferred: preferred, spelling: text))
        }
        for (position, skill) in starter.enumerated() {
            add(position, skill.labelEn, preferred: true)
            add(position, skill.labelFr, preferred: true)
        }
        for (position, skill) in starter.enumerated() {
            for text in skill.synonymsEn + skill.synonymsFr { add(position, text, preferred: false) }
        }
        self.labels = labels
    }

    func search(_ text: String, limit: Int) -> [String] {
        let typed = Array(text.foldedLabel)
        var best: [Int32: (rank: [Int], spelling: String)] = [:]
        for (position, label) in labels.enumerated() {
            guard let cost = cost(of: label.text, typed: typed) else { continue }
            let rank = [cost + (label.isPreferred ? 0 : 3), label.text.count, position]
            if let known = best[label.skill], known.rank.lexicographicallyPrecedes(rank) { continue }
            best[label.skill] = (rank, label.spelling)
        }
        return best.values.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.prefix(limit).map(\.spelling)
    }

    private func cost(of label: [Character], typed: [Character]) -> Int? {
        if label == typed { return 0 }
        if label.starts(with: typed) { return 10 }
        let ends = wordEnds(of: label)
        if ends.contains(where: { $0.starts(with: typed) }) { return 20 }
        let words = typed.split(separator: " ")
        if words.count > 1, words.allSatisfy({ word in ends.contains { $0.starts(with: word) } }) { return 30 }
        let allowed = typed.count < 4 ? 0 : typed.count < 12 ? 1 : typed.count < 20 ? 2 : 3
        guard allowed > 0 else { return nil }
        let isExchanged = typed.indices.dropLast().contains { place in
            var other = typed
            other.swapAt(place, place + 1)
            return other == label
        }
        if isExchanged { return 35 }
        let fewest = ends.map { edits(from: typed, toBeginningOf: Array($0)) }.min() ?? typed.count
        return fewest <= allowed ? 30 + 10 * fewest : nil
    }

    /// The label from each of its words on.
    private func wordEnds(of label: [Character]) -> [ArraySlice<Character>] {
        label.indices.filter { $0 == 0 || label[$0 - 1] == " " }.map { label[$0...] }
    }

    private func edits(from typed: [Character], toBeginningOf label: [Character]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: label.count + 1), count: typed.count + 1)
        for i in 0...typed.count {
            for j in 0...label.count {
                if i == 0 || j == 0 {
                    table[i][j] = i + j
                    continue
                }
                table[i][j] = min(
                    table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (typed[i - 1] == label[j - 1] ? 0 : 1))
                if i > 1, j > 1, typed[i - 1] == label[j - 2], typed[i - 2] == label[j - 1] {
                    table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
                }
            }
        }
        return table[typed.count].min() ?? typed.count
    }
}
