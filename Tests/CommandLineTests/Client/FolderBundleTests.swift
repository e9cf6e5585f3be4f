import Formats
import Foundation
import Testing

@testable import VivierCLI

/// What of a OneRoster folder leaves the machine.
struct FolderBundleTests {
    private static let users =
        "sourcedId,role,givenName,familyName,identifier,email,phone,password\ns1,student,Zoë,Ng,7,z@ecole.example,SECRET,\"SECRET\nSECRET\"\n"

    private func written(_ files: [String: String], in folder: URL) throws {
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    @Test func `only the files that are read travel`() async throws {
        try await TemporaryFolder.lend { folder in
            let manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,bulk\nfile.demographics,bulk\n"
            try written(
                [
                    "users.csv": Self.users, "Orgs.CSV": "sourcedId,name,type\no,École,school\n", "manifest.csv": manifest,
                    "demographics.csv": "sourcedId,sex\ns1,SECRET\n", "Demographics.csv": "sourcedId,sex\ns1,SECRET\n",
                    "userProfiles.csv": "sourcedId,password\ns1,SECRET\n", "relationships.csv": "SECRET", "userFlags.csv": "SECRET",
                    "results.csv": "SECRET", "notes.txt": "SECRET", ".users.csv": "SECRET",
                ], in: folder)
            let zip = try #require(try FolderBundle.zip(folder.path))
            let files = try ZipArchive.files(in: Array(zip), file: "bundle.zip")
            #expect(files.map(\.name).sorted() == ["Orgs.CSV", "manifest.csv", "users.csv"])
            #expect(files.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("SECRET") })
            let reading = OneRosterBundle.read(files, bundle: "bundle.zip")
            #expect(reading.roster.students.map(\.key) == ["7"], "\(reading.problems.problems)")
            // That the school's export has passwords in it is still said.
            #expect(reading.problems.problems.map(\.code) == ["password-not-read"])
        }
    }

    @Test func `a folder without any such file is refused before it travels`() async throws {
        try await TemporaryFolder.lend { folder in
            try written(["demographics.csv": "sourcedId,sex\ns1,SECRET\n"], in: folder)
            #expect(throws: CommandFailure.self) { try FolderBundle.zip(folder.path) }
        }
    }

    @Test func `a file that is no CSV is refused before it travels, with its line`() async throws {
        try await TemporaryFolder.lend { folder in
            try written(["users.csv": Self.users + "s2,stu\"dent,\n"], in: folder)
            let failure = #expect(throws: CommandFailure.self) { try FolderBundle.zip(folder.path) }
            #expect(
                failure?.status == ExitStatus.refused && failure?.sentence.contains("users.csv:4: A quote") == true, "\(failure as Any)")
        }
    }

    @Test func `a file is no folder`() async throws {
        try await TemporaryFolder.lend { folder in
            try written(["users.csv": Self.users], in: folder)
            #expect(try FolderBundle.zip(folder.appending(path: "users.csv").path) == nil)
        }
    }
}
