/// The name that somebody probably meant.
///
/// - Returns: the nearest of `names` by edit distance, nil where none is within a third of the word's length.
func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let bound = max(1, word.count / 3)
    let candidates = names.map { ($0, editDistance(Array(word.prefix(60)), Array($0.prefix(60)))) }
    guard let best = candidates.min(by: { $0.1 < $1.1 }), best.1 <= bound else { return nil }
    return best.0
}

/// Insertions, removals and replacements that lead from one word to the other (Wagner and Fischer 1974), O(n·m).
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (i, one) in first.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in second.enumerated() {
            let above = row[j + 1]
            row[j + 1] = one == other ? diagonal : min(diagonal, above, row[j]) + 1
            diagonal = above
        }
    }
    return row[second.count]
}
