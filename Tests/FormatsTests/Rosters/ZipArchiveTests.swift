import Formats
import Testing

struct ZipArchiveTests {
    private func refusal(_ bytes: [UInt8], limits: ZipArchive.Limits = ZipArchive.Limits()) -> String? {
        do throws(Problem) {
            _ = try ZipArchive.files(in: bytes, file: "t.zip", limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `what is packed is unpacked`() throws {
        let files: [(name: String, bytes: [UInt8])] = [
            ("é/a.csv", Array("a,b\n".utf8)), ("empty.csv", []), ("b.csv", (0..<9_000).map { UInt8(truncatingIfNeeded: $0 * $0) }),
        ]
        let packed = try #require(Archive.zip(files))
        let read = try ZipArchive.files(in: packed, file: "t.zip")
        #expect(read.map(\.name) == files.map(\.name))
        #expect(read.map(\.bytes) == files.map(\.bytes))
    }

    @Test func `a bomb is refused by its ratio before it is unpacked`() throws {
        let bomb = try #require(Archive.zip([("users.csv", Array(repeating: 0x61, count: 32 << 20))]))
        #expect(bomb.count < 64 << 10)
        #expect(RosterFile.read(bomb, name: "bomb.zip").problems.problems.map(\.code) == ["zip-too-large"])
    }

    @Test func `too many entries, too many bytes and ways out are refused`() throws {
        let many = try #require(Archive.zip((0..<65).map { ("f\($0).csv", [0x61]) }))
        #expect(refusal(many) == "too-many-entries")
        var limits = ZipArchive.Limits()
        limits.bytes = 100
        let large = try #require(Archive.zip([("a.csv", Array(repeating: 1, count: 60)), ("b.csv", Array(repeating: 2, count: 60))]))
        #expect(refusal(large, limits: limits) == "zip-too-large")
        for name in ["../users.csv", "/etc/users.csv", "a/../../users.csv", "..\\users.csv", "C:/users.csv"] {
            #expect(refusal(try #require(Archive.zip([(name, [0x61])]))) == "path-escape", "\(name)")
        }
    }

    @Test func `a zip that is cut, or whose contents were changed, is refused as damaged`() throws {
        let packed = try #require(Archive.zip([("users.csv", Array("sourcedId,givenName,familyName\n1,A,B\n".utf8))]))
        #expect(refusal(Array(packed.dropLast(30))) == "damaged-zip")
        #expect(refusal([0x50, 0x4B, 0x03, 0x04]) == "damaged-zip")
        // The packed bytes stand behind the local header: 30 bytes and the name.
        var changed = packed
        changed[30 + "users.csv".utf8.count + 5] ^= 1
        #expect(refusal(changed) == "damaged-zip")
    }

    @Test func `a workbook is told from a bundle`() throws {
        let workbook = try #require(Archive.zip([("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/workbook.xml", [0x3C])]))
        #expect(RosterFile.read(workbook, name: "list.xlsx").problems.problems.map(\.code) == ["spreadsheet"])
        #expect(RosterFile.read([0xD0, 0xCF, 0x11, 0xE0, 0], name: "list.xls").problems.problems.map(\.code) == ["spreadsheet"])
        #expect(RosterFile.read(workbook, name: "list.zip", format: .csv).problems.problems.map(\.code) == ["not-csv"])
        #expect(RosterFile.read(Array("a,b\n".utf8), name: "users.csv", format: .oneRoster).problems.problems.map(\.code) == ["not-a-zip"])
    }
}
