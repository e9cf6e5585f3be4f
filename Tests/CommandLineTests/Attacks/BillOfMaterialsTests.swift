import Foundation
import Testing

/// `deploy/sbom` names everything that is linked into the daemon.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "there is no Python"))
struct BillOfMaterialsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL

    private struct Bill: Decodable {
        struct Component: Decodable {
            var name: String
            var version: String
            var group: String?
            var properties: [Property]?
        }
        struct Property: Decodable {
            var name: String
            var value: String
        }
        var specVersion: String
        var components: [Component]
    }

    private struct Resolved: Decodable {
        struct Pin: Decodable {
            struct State: Decodable {
                var revision: String
                var version: String
            }
            var identity: String
            var state: State
        }
        var pins: [Pin]
    }

    @Test func `every library of the daemon is accounted for, at the revision that is pinned`() async throws {
        let script = Self.root.appending(path: "deploy/sbom")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script.path, CommandLineProgram.file("vivierd").path]
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        try output.fileHandleForReading.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let bill = try JSONDecoder().decode(Bill.self, from: bytes)
        let pins = try JSONDecoder().decode(Resolved.self, from: Data(contentsOf: Self.root.appending(path: "Package.resolved"))).pins
        #expect(bill.specVersion == "1.5")
        for name in ["hummingbird", "swift-nio", "swift-nio-ssl", "swift-log", "yams"] {
            let pin = try #require(pins.first { $0.identity == name })
            let component = try #require(bill.components.first { $0.name == name }, "\(name)")
            #expect(component.version == pin.state.version && component.properties?.first?.value == pin.state.revision)
        }
        for package in ["libpq5", "libcurl4", "libzip4", "libssl3", "libc6", "swift-runtime"] {
            #expect(bill.components.contains { $0.group == package && !$0.version.isEmpty }, "\(package)")
        }
        print("bill of materials: \(bill.components.count) components")
    }
}
