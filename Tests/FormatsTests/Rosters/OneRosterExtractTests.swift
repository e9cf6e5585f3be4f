import Formats
import Testing

/// What of a bundle's file leaves the school.
struct OneRosterExtractTests {
    private func extract(_ text: String, _ name: String = "users.csv") throws -> String {
        String(decoding: try OneRosterBundle.extract(of: Array(text.utf8), name: name), as: UTF8.self)
    }

    @Test func `cells that are read stay, others become a dash, empty ones stay empty`() throws {
        let text = "SourcedId,Email,password,phone,givenName\r\n1,a@b.example,s3cret,,\"Ng, \"\"Zo\"\"\"\r\n2,,\"a,b\",1,x\r\n"
        #expect(try extract(text) == "SourcedId,Email,password,phone,givenName\n1,a@b.example,-,,\"Ng, \"\"Zo\"\"\"\n2,,-,-,x\n")
    }

    @Test func `a row that does not fit keeps its number of fields and nothing else`() throws {
        let text = "sourcedId,email,password\n1,Ng,Zoë,s3cret\n2,s3cret\n3,c@d.example,x\n"
        #expect(try extract(text) == "sourcedId,email,password\n-,-,-,-\n-,-\n3,c@d.example,-\n")
    }

    @Test func `every line stays where it was`() throws {
        let text = "sep=,\n\n,,\nsourcedId,email,note\n1,a,\"x\r\ny\rz\"\n\n2,b,c\r3,d\n"
        let bundle = [("manifest.csv", Array("propertyName,value\n".utf8))]
        func problems(_ users: [UInt8]) -> [String] {
            OneRosterBundle.read(bundle + [("users.csv", users)], bundle: "b.zip").problems.problems.map { "\($0.line ?? 0) \($0.code)" }
        }
        let before = problems(Array(text.utf8))
        #expect(before.contains("10 too-few-fields"), "\(before)")
        #expect(problems(Array(try extract(text).utf8)) == before)
    }

    @Test func `the same column twice is read once`() throws {
        #expect(try extract("sourcedId,email,email\n1,a,s3cret\n") == "sourcedId,email,email\n1,a,-\n")
    }

    @Test(.enabled(if: ReferenceData.isThere, "\(ReferenceData.absence)"), arguments: ReferenceData.names(in: "oneroster"))
    func `a published bundle reads the same from its extract`(bundle: String) throws {
        let files = try ReferenceData.names(in: "oneroster/\(bundle)").filter { $0.hasSuffix(".csv") }
            .map { (name: $0, bytes: try ReferenceData.bytes("oneroster/\(bundle)/\($0)")) }
        let extracts = try files.filter { OneRosterBundle.reads($0.name) }
            .map { (name: $0.name, bytes: try OneRosterBundle.extract(of: $0.bytes, name: $0.name)) }
        let (whole, part) = (OneRosterBundle.read(files, bundle: "b.zip"), OneRosterBundle.read(extracts, bundle: "b.zip"))
        #expect(whole.roster.students == part.roster.students)
        #expect(whole.problems.problems.filter { $0.code != "file-not-read" } == part.problems.problems)
    }
}
