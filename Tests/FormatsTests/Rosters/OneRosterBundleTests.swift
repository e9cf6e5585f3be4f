import Formats
import Foundation
import Testing

struct OneRosterBundleTests {
    private static let users = "sourcedId,status,role,username,givenName,familyName,identifier,email,password\n"

    private func read(_ files: [String: String], key: OneRosterBundle.Key = .auto) -> RosterReading {
        OneRosterBundle.read(files.map { ($0.key, Array($0.value.utf8)) }, bundle: "bundle.zip", key: key)
    }

    private func notes(_ reading: RosterReading) -> [String] {
        reading.problems.problems.map { "\($0.severity.rawValue) \($0.code) \($0.file):\($0.line ?? 0):\($0.column ?? "")" }
    }

    private let manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\n"

    @Test func `a student's key is the identifier, or what is asked for`() {
        let users = Self.users + "u1,,student,,Zoë,Ng,E7,z@x.example,s3cret\nu2,,student,,Bo,Li,,b@x.example,s3cret\n"
        let files = ["manifest.csv": manifest, "users.csv": users]
        #expect(read(files).roster.students.map(\.key) == ["E7", "u2"])
        #expect(read(files, key: .sourcedId).roster.students.map(\.key) == ["u1", "u2"])
        let strict = read(files, key: .identifier)
        #expect(strict.roster.students.map(\.key) == ["E7"])
        #expect(notes(strict) == ["warning password-not-read users.csv:1:password", "refusal missing-value users.csv:3:identifier"])
        #expect(!"\(read(files))".contains("s3cret"))
    }

    @Test func `who the file calls gone is proposed for removal, not removed`() {
        let users =
            Self.users.replacing(",password", with: "")
            + "u1,tobedeleted,student,,A,B,k1,a@x.example\nu2,Inactive,student,,C,D,k2,c@x.example\nu3,active,student,,E,F,k3,e@x.example\n"
        let reading = read(["manifest.csv": manifest.replacing("bulk", with: "delta"), "users.csv": users])
        #expect(reading.roster.leaving == ["k1", "k2"])
        #expect(reading.roster.students.map(\.key) == ["k3"])
        #expect(reading.roster.offerings.isDelta && reading.detected == "oneroster 1.1, delta")
        #expect(notes(reading) == ["warning removal-proposed users.csv:2:status", "warning removal-proposed users.csv:3:status"])
        #expect(reading.problems.refusals == 0)
    }

    @Test func `a course whose title hides a character is refused where it stands`() {
        let reading = read([
            "manifest.csv": manifest,
            "users.csv": Self.users.replacing(",password", with: "") + "u1,,student,,A,B,k1,a@x.example\n",
            "courses.csv": "sourcedId,title\nc0,Sales\nc1,Market\u{202E}ing\n", "classes.csv": "sourcedId,courseSourcedId\ns1,c1\n",
            "enrollments.csv": "classSourcedId,userSourcedId,role\ns1,u1,student\n",
        ])
        #expect(notes(reading) == ["refusal hidden-character courses.csv:3:title"])
        // What is refused is counted too: found by the fuzzer.
        #expect(reading.rejected == 1)
        #expect(reading.roster.students.map(\.programme) == [nil])
    }

    @Test func `courses become programmes, and references that lead nowhere are said where they stand`() {
        let reading = read([
            "manifest.csv": manifest,
            "users.csv": Self.users.replacing(",password", with: "") + "u1,,student,,A,B,k1,a@x.example\nu2,,teacher,,C,D,k2,c@x.example\n",
            "orgs.csv": "sourcedId,name,type,parentSourcedId\no1,École,school,o9\n",
            "courses.csv": "sourcedId,title,courseCode,orgSourcedId\nc1,Marketing,M1,o1\n",
            "classes.csv": "sourcedId,title,courseSourcedId,schoolSourcedId\ns1,Groupe 1,c1,o1\ns2,Groupe 2,c7,\n",
            "enrollments.csv": "classSourcedId,userSourcedId,role\ns2,u1,student\ns1,u1,Student\ns1,u8,student\ns1,u2,student\n",
        ])
        #expect(reading.roster.students.map(\.programme) == ["Marketing"])
        #expect(reading.roster.offerings.enrolments.map(\.classID) == ["s2", "s1"])
        #expect(reading.roster.offerings.organisations.map(\.name) == ["École"])
        #expect(
            notes(reading).sorted() == [
                "warning dangling-reference classes.csv:3:courseSourcedId", "warning dangling-reference enrollments.csv:4:userSourcedId",
                "warning dangling-reference orgs.csv:2:parentSourcedId", "warning role-conflict users.csv:3:role",
            ])
    }

    @Test func `a bundle that cannot be read is refused with the file at fault`() {
        #expect(notes(read(["orgs.csv": "sourcedId,name\n"])) == ["refusal no-users bundle.zip:0:"])
        #expect(notes(read(["users.csv": "id,name\n1,2\n"])).last == "refusal missing-column users.csv:1:")
        #expect(notes(read(["a/users.csv": Self.users, "b/users.csv": Self.users])) == ["refusal repeated-file b/users.csv:0:"])
        #expect(notes(read(["users.csv": Self.users + "u1,\"x\n"])).last == "refusal unclosed-quote users.csv:2:")
        #expect(notes(read(["users.csv": Self.users + "u1,,teacher,,A,B,k,a@x.example,\n"])).last == "refusal no-students users.csv:0:")
        let torn = read(["manifest.csv": manifest, "users.csv": Self.users + "u1,,student,,A,B,k,a@x.example\n"])
        #expect(notes(torn).first == "refusal too-few-fields users.csv:2:")
    }

    @Test func `what the manifest says and what is there are compared`() {
        let reading = read([
            "manifest.csv": "propertyName,value\noneroster.version,2.0\nfile.users,absent\nfile.orgs,bulk\nfiel.x,bulk\n",
            "users.csv": Self.users + "u1,,student,,A,B,k,a@x.example,\n",
        ])
        #expect(
            reading.problems.problems.map(\.code).sorted() == [
                "manifest-mismatch", "manifest-mismatch", "password-not-read", "unknown-property", "unknown-version",
            ])
        #expect(reading.roster.students.count == 1)
    }
}
