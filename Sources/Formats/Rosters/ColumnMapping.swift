import Foundation

/// What somebody says of a column of a roster: `column=field`, `column=attribute:NAME` or `column=ignore`; of a survey also
/// `column=key+email`, where nothing but the address tells people apart, and `column=unavailable:DAY`, with the hours that are not free.
package struct ColumnMapping: Sendable, Equatable, CustomStringConvertible {
    package var column: String
    package var target: String

    package var description: String { "\(column)=\(target)" }

    /// The last `=` counts: the names of columns may hold others.
    package init?(_ text: some StringProtocol) {
        guard let equals = text.lastIndex(of: "=") else { return nil }
        column = text[..<equals].trimmingCharacters(in: .whitespaces)
        target = text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        if column.isEmpty || target.isEmpty { return nil }
    }

    /// Whether a column can become that.
    package var isPossible: Bool { Self.isPossible(target) }

    private static func isPossible(_ target: String) -> Bool {
        target == "ignore" || target == keyAndEmail || BusyHours.day(ofTarget: target) != nil
            || (target.hasPrefix("attribute:") && target.utf8.count > 10) || field(target) != nil
    }

    static let keyAndEmail = "key+email"
    /// In bytes; an attribute's is one before its name ends.
    private static let longestTarget = 300

    /// A field by its own name, or by what a column of it may be called.
    static func field(_ target: String) -> RosterField? { RosterField(rawValue: target) ?? RosterColumnNames.field(target)?.field }

    /// Several in one text, separated by commas. A comma that follows no possible target belongs to the name of a column, one that no
    /// further `=` follows to the target before it.
    ///
    /// - Returns: nil where the text is none.
    package static func list(_ text: String) -> [ColumnMapping]? {
        var found: [ColumnMapping] = []
        var open = ""
        // What stands behind the last `=` of it: the whole is read where this is a target, not once for each comma.
        var target = ""
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            open += open.isEmpty ? String(part) : ",\(part)"
            if let equals = part.lastIndex(of: "=") {
                target = String(part[part.index(after: equals)...])
            } else if !target.isEmpty, target.utf8.count <= longestTarget {
                target += ",\(part)"
            }
            guard isPossible(target.trimmingCharacters(in: .whitespaces)), let mapping = ColumnMapping(open) else { continue }
            found.append(mapping)
            (open, target) = ("", "")
        }
        if open.allSatisfy(\.isWhitespace) { return found }
        if let mapping = ColumnMapping(open) {
            found.append(mapping)
        } else if let last = found.indices.last {
            found[last].target += ",\(open)"
        } else {
            return nil
        }
        return found
    }
}
