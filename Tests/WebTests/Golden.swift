import Foundation
import Testing

/// The folder of the package.
let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Compares with the file that was agreed on. One that is missing is recorded, and the test fails once, so that somebody reads it.
func expectGolden(_ bytes: Data, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = repositoryRoot.appending(path: "Tests/WebTests/Golden/\(name)")
    guard let agreed = try? Data(contentsOf: file) else {
        try bytes.write(to: file)
        Issue.record("\(name) was missing and has been recorded: read it, then run the test again", sourceLocation: sourceLocation)
        return
    }
    guard agreed != bytes else { return }
    let found = FileManager.default.temporaryDirectory.appending(path: "vivier-found-\(name)")
    try bytes.write(to: found)
    Issue.record("\(name) differs from what was agreed on; what was found stands in \(found.path)", sourceLocation: sourceLocation)
}
