import Testing

/// Whoever checks a result shares no code with whoever found it: an error of the one would be the other's too.
@Suite struct CheckerTests {
    /// What both may name: values without a computation, in which a result is asked for and stated.
    private static let sharedWithChecker: Set<String> = ["DenseControl", "FairnessBasis", "QuotaSearch.Decision"]
    /// What is claimed, and how many places the pins leave.
    private static let sharedBySolvers: Set<String> = ["ResultClaim", "PlacesLeft"]

    /// Members that the solvers' folders add to types of both, which the checker may ask: by what a result is to be compared.
    private static let membersSharedWithChecker: Set<String> = ["fairnessBasis"]

    private static let checker = ["Checker"]
    // A repair asks the checker on purpose: its proof is a question of prices.
    private static let solvers = ["Assignment", "Dense", "Fairest", "Stable", "Quotas"]

    @Test func `the checker names nothing of the solvers, nor they of it, but what is listed`() throws {
        let found = try named(by: Self.checker, of: Self.solvers + ["Repair"])
        for (name, path) in found where !Self.sharedWithChecker.contains(name) { Issue.record("\(path) names \(name) of the solvers") }
        #expect(Set(found.map(\.name)).isSuperset(of: Self.sharedWithChecker), "the list holds what nobody shares any more")
        let back = try named(by: Self.solvers, of: Self.checker)
        for (name, path) in back where !Self.sharedBySolvers.contains(name) { Issue.record("\(path) names \(name) of the checker") }
        #expect(Set(back.map(\.name)).isSuperset(of: Self.sharedBySolvers), "the list holds what nobody shares any more")
    }

    @Test func `the checker asks nothing that the solvers add to what both read, but what is listed`() throws {
        let added = Set(try sources(Self.solvers + ["Repair"]).flatMap(membersAdded))
        #expect(added.isSuperset(of: ["minimumsLeft", "fairnessBasis"]))
        var asked: Set<String> = []
        for source in try sources(Self.checker) {
            for line in source.lines {
                let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
                for part in code.split(separator: ".").dropFirst() {
                    let name = String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                    guard added.contains(name) else { continue }
                    asked.insert(name)
                    if !Self.membersSharedWithChecker.contains(name) { Issue.record("\(source.path) asks \(name) of the solvers") }
                }
            }
        }
        #expect(asked == Self.membersSharedWithChecker)
    }

    /// The names of properties and functions that a source adds to the types that solvers and checker read alike.
    private func membersAdded(by source: House.Source) -> [String] {
        let both = ["Instance", "FitTable", "Rankings", "ResultClaim"]
        var isAdding = false
        return source.lines.compactMap { line in
            if line.first?.isWhitespace == false {
                let words = line.split { $0 == " " || $0 == "{" }
                isAdding = words.count > 1 && words[0] == "extension" && both.contains(String(words[1]))
            }
            let words = line.split { $0 == " " || $0 == ":" || $0 == "(" || $0 == "<" }
            // What stands deeper is not the type's.
            guard isAdding, line.hasPrefix("    "), !line.dropFirst(4).hasPrefix(" "), !words.contains("fileprivate"),
                !words.contains("private"), let kind = words.firstIndex(where: { $0 == "var" || $0 == "func" }), kind + 1 < words.count
            else { return nil }
            return String(words[kind + 1])
        }
    }

    /// The types declared in some folders of the engine that code in others names, with what is taken of a type that only holds others.
    private func named(by readers: [String], of owners: [String]) throws -> [(name: String, path: String)] {
        let declared = Set(try sources(owners).flatMap { source in source.lines.compactMap(declaration) })
        #expect(declared.count > 10)
        return try sources(readers).flatMap { source in
            source.lines.flatMap { line -> [(name: String, path: String)] in
                // Comments may name anything.
                let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
                let names = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
                return names.compactMap { name in
                    let parts = name.split(separator: ".")
                    guard let owner = parts.first, declared.contains(String(owner)) else { return nil }
                    let isHeld = parts.count > 1 && parts[1].first?.isUppercase == true
                    return (isHeld ? "\(owner).\(parts[1])" : String(owner), source.path)
                }
            }
        }
    }

    private func sources(_ folders: [String]) throws -> [House.Source] {
        try folders.flatMap { try House.swift(in: "Sources/Matching/\($0)") }
    }

    /// The name of a type that a line declares at the top of its file.
    private func declaration(_ line: Substring) -> String? {
        let modifiers: Set<Substring> = ["package", "public", "internal", "private", "fileprivate", "final", "indirect"]
        let words = line.prefix { $0 != ":" && $0 != "{" && $0 != "<" }.split(separator: " ").drop { modifiers.contains($0) }
        guard line.first?.isWhitespace == false, let kind = words.first else { return nil }
        guard ["struct", "enum", "class", "actor", "protocol", "typealias"].contains(kind) else { return nil }
        return words.dropFirst().first.map(String.init)
    }
}
