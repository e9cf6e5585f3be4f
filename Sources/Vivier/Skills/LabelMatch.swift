/// How near a label comes to what somebody typed. Both are folded; lower is nearer.
///
/// In this order: the label itself; a label that begins so; a word of it that does; all the words typed begin words of it, in any order;
/// two neighbours exchanged in the label itself; errors of typing in one of the first three, where as many let a label that is about as long as
/// what was typed come first, be it a synonym. One error in 4 to 11 bytes is forgiven, two in up to 19, three in more.
struct LabelMatch {
    let wanted: [UInt8]
    let allowedEdits: Int
    private let words: [ArraySlice<UInt8>]
    private var rows: [Int]

    init(_ wanted: [UInt8]) {
        self.wanted = wanted
        words = wanted.split(separator: 0x20)
        allowedEdits =
            switch wanted.count {
            case ..<4: 0
            case ..<12: 1
            case ..<20: 2
            default: 3
            }
        rows = [Int](repeating: 0, count: 3 * (wanted.count + 1))
    }

    /// How many of the typed trigrams a label may lack whose words begin as typed, in another order: two for each gap.
    var lackingByOrder: Int { 2 * (words.count - 1) }
    /// How many of them a label may lack that has errors of typing: an edit touches four at most (two neighbours exchanged).
    var lackingByEdits: Int { 4 * allowedEdits }

    /// - Returns: nil where only an error of typing could make them match, see ``costWithEdits(of:)``.
    func cost(of label: UnsafeBufferPointer<UInt8>) -> Int? {
        if Self.begins(label[...], with: wanted[...]) { return label.count == wanted.count ? 0 : Self.costOfBeginning }
        if Self.word(of: label, beginsWith: wanted[...]) { return 20 }
        if words.count > 1, words.allSatisfy({ Self.word(of: label, beginsWith: $0) }) { return 30 }
        return nil
    }

    static let costOfBeginning = 10
    static let leastCostWithEdits = 35

    /// What was typed with two neighbours exchanged, each way once: the commonest error of typing leaves a short word no trigram.
    var exchanged: [[UInt8]] {
        guard allowedEdits > 0, wanted.count <= Self.shortest else { return [] }
        return wanted.indices.dropLast().filter { wanted[$0] != wanted[$0 + 1] }.map { place in
            var other = wanted
            other.swapAt(place, place + 1)
            return other
        }
    }

    /// From how many bytes on an exchange leaves some trigram.
    private static let shortest = 8

    /// - Returns: nil where the label is not near.
    mutating func costWithEdits(of label: UnsafeBufferPointer<UInt8>) -> Int? {
        if allowedEdits > 0, isExchanged(label) { return Self.leastCostWithEdits }
        let edits = fewestEdits(in: label)
        guard edits <= allowedEdits else { return nil }
        let isWhole = abs(label.count - wanted.count) <= edits
        return 30 + 10 * edits - (isWhole ? 4 : 0)
    }

    /// Whether the label is what was typed with two neighbours exchanged.
    private func isExchanged(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
        guard label.count == wanted.count, let place = wanted.indices.first(where: { wanted[$0] != label[$0] }), place + 1 < wanted.count
        else { return false }
        return wanted[place] == label[place + 1] && wanted[place + 1] == label[place]
            && wanted[(place + 2)...].elementsEqual(label[(place + 2)...])
    }

    private static func begins(_ label: Slice<UnsafeBufferPointer<UInt8>>, with wanted: ArraySlice<UInt8>) -> Bool {
        label.count >= wanted.count && zip(label, wanted).allSatisfy { $0 == $1 }
    }

    private static func word(of label: UnsafeBufferPointer<UInt8>, beginsWith wanted: ArraySlice<UInt8>) -> Bool {
        var start = 0
        while label.count - start >= wanted.count {
            if begins(label[start...], with: wanted) { return true }
            guard let gap = label[start...].firstIndex(of: 0x20) else { return false }
            start = gap + 1
        }
        return false
    }

    /// The fewest edits (a byte put in, left out or changed, two neighbours exchanged) between what was typed and a part of the label
    /// that begins with a word; optimal string alignment after Sellers (1980), O(label · typed).
    private mutating func fewestEdits(in label: UnsafeBufferPointer<UInt8>) -> Int {
        let width = wanted.count
        let far = 2 * (width + label.count)
        return wanted.withUnsafeBufferPointer { wanted in
            rows.withUnsafeMutableBufferPointer { rows in
                // Three rows of the table: the one that is filled, the last one, and the one before it.
                var (row, last, beforeLast) = (0, width + 1, 2 * width + 2)
                for column in 0...width {
                    rows[last + column] = column
                    rows[beforeLast + column] = far
                }
                var fewest = width
                var before: UInt8 = 0x20
                for byte in label {
                    rows[row] = byte == 0x20 ? 0 : rows[last] &+ 1
                    for column in 1...width {
                        let typed = wanted[column - 1]
                        var edits = min(rows[last + column], rows[row + column - 1]) &+ 1
                        edits = min(edits, rows[last + column - 1] &+ (typed == byte ? 0 : 1))
                        if column > 1, typed == before, byte == wanted[column - 2] {
                            edits = min(edits, rows[beforeLast + column - 2] &+ 1)
                        }
                        rows[row + column] = edits
                    }
                    fewest = min(fewest, rows[row + width])
                    (row, last, beforeLast) = (beforeLast, row, last)
                    before = byte
                }
                return fewest
            }
        }
    }
}
