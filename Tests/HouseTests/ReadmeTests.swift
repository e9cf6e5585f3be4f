import Foundation
import Testing

/// What the README points at is there.
@Suite struct ReadmeTests {
    @Test func `each picture of the README is a PNG that the command for pictures takes`() throws {
        let readme = try String(contentsOf: House.root.appending(path: "README.md"), encoding: .utf8)
        let command = try String(contentsOf: House.root.appending(path: "deploy/pictures.py"), encoding: .utf8)
        let pictures = readme.matches(of: /!\[[^\]]+\]\(([^)]+)\)/).map { String($0.output.1) }.filter { !$0.hasPrefix("http") }
        #expect(pictures.count >= 2)
        for picture in pictures {
            let file = House.root.appending(path: picture)
            #expect(try Data(contentsOf: file).starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), "\(picture)")
            let name = file.deletingPathExtension().lastPathComponent
            #expect(command.contains("(\"\(name)\", "), "deploy/pictures takes no picture called \(name)")
        }
    }
}
