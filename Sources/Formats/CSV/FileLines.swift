/// Lines of a text file as they stand there, for whoever has to find them again.
package enum FileLines {
    package static let longest = 240

    /// - Parameter lines: physical ones, from 1.
    /// - Returns: each cut where it is very long; none of a file that is no text.
    /// - Complexity: O(bytes).
    package static func texts(of lines: Set<Int>, in bytes: [UInt8]) -> [Int: String] {
        guard let last = lines.max(), let text = try? TextEncoding.decode(bytes, file: "").text, !text.isEmpty else { return [:] }
        var found: [Int: String] = [:]
        var (line, start, place) = (1, 0, 0)
        while place <= text.count, line <= last {
            guard place == text.count || text[place] == 0x0A || text[place] == 0x0D else {
                place += 1
                continue
            }
            if lines.contains(line) {
                // Tabs are seen as tabs, and not as one hidden character more.
                let shown = String(decoding: text[start..<place], as: UTF8.self).replacing("\t", with: " ⇥ ")
                found[line] = shown.excerpt(most: longest)
            }
            place += text[min(place, text.count - 1)...].starts(with: [0x0D, 0x0A]) ? 2 : 1
            (line, start) = (line + 1, place)
        }
        return found
    }
}
