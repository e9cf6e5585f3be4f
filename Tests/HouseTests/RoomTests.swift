import Foundation
import Testing

/// Who may know whom, as the plan of the house says it. The compiler does not hold this: an undeclared import of something that is built
/// anyway just works.
@Suite struct RoomTests {
    private static let rooms: [String: Set<String>] = [
        "Postgres": ["CPostgres"],
        "Matching": ["Scoring"],
        "Formats": ["Matching", "CCrypto", "CZip", "CXlsxWriter", "Yams"],
        "API": ["Formats"],
        "Mail": ["CCurl", "Logging"],
        "OpenID": ["CCurl", "CCrypto"],
        "Links": ["CCurl"],
        "Vivier": ["Postgres", "Schema", "Matching", "Formats", "API", "Mail", "Links", "Logging"],
        "Web": [
            "Vivier", "API", "Formats", "OpenID", "Assets", "CZlib", "CMalloc", "CMarkdown", "Hummingbird", "HummingbirdCore",
            "HummingbirdTLS", "NIOCore", "NIOHTTP1", "NIOSSL", "HTTPTypes", "ServiceLifecycle", "Logging",
        ],
        "VivierDaemon": [
            "Web", "Vivier", "Mail", "OpenID", "Postgres", "Schema", "Matching", "Formats", "API", "Hummingbird", "ServiceLifecycle",
            "UnixSignals", "Logging", "ArgumentParser",
        ],
        "VivierCLI": ["API", "Formats", "Matching", "CZip", "CCurl", "ArgumentParser"],
    ]
    /// Of the system and of the language.
    private static let everywhere: Set<String> = [
        "Foundation", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin", "SystemPackage", "Testing",
    ]

    private func imports(_ source: House.Source) -> [String] {
        source.lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            let access = ["public", "package", "internal", "fileprivate", "private", "@preconcurrency", "@testable"]
            let rest = words.drop { access.contains($0) }
            guard rest.first == "import" else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            return rest.dropFirst().drop { kinds.contains($0) }.first?.split(separator: ".").first.map(String.init)
        }
    }

    @Test func `no room knows more than the plan allows`() throws {
        var found: Set<String> = []
        for source in try House.swift(in: "Sources") {
            found.insert(source.room)
            guard let allowed = Self.rooms[source.room] else {
                // The benchmarks may know any room.
                #expect(source.room == "VivierBench", "\(source.path) lies in no room of the plan")
                continue
            }
            for name in imports(source) where !allowed.contains(name) && !Self.everywhere.contains(name) {
                Issue.record("\(source.path) imports \(name), which \(source.room) may not know")
            }
        }
        #expect(found.isSuperset(of: Self.rooms.keys))
    }

    @Test func `the engine knows no clock, no file, no database and no format`() throws {
        for source in try House.swift(in: "Sources/Matching") {
            // How memory is paged is asked of the system, in one place and by name.
            let paging: Set<String> = source.path.hasSuffix("/LargePages.swift") ? ["Glibc"] : []
            let known = Set(imports(source)).subtracting(["Synchronization", "Scoring"]).subtracting(paging)
            #expect(known.isEmpty, "\(source.path) imports \(known)")
        }
    }

    @Test func `no two paths differ by case alone`() throws {
        var seen: [String: String] = [:]
        for folder in ["Sources", "Tests", "sql"] {
            for path in try House.files(in: folder) {
                if let other = seen.updateValue(path, forKey: path.lowercased()) { Issue.record("\(path) and \(other)") }
            }
        }
        #expect(seen.count > 100)
    }
}
