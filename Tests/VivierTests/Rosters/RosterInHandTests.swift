import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// A roster's file between two steps of its import.
@Suite struct RosterInHandTests {
    private static let file = Array("key;given_name;family_name;email\nA-1;Zoë;O’Neil;zoe@example.org\n".utf8)

    private func admin(_ given: Given, of school: Organisation.ID, _ email: String) async throws -> Caller {
        let account = try await given.account(email)
        return Caller(role: .schoolAdmin, organisation: school, account: account, requestID: "test")
    }

    private func waiting(_ given: Given) async throws -> Int {
        try await given.database.execute("SELECT count(*) FROM roster_file")[0].decode(Int.self)
    }

    @Test func `a person has one file in hand, and nobody else sees it`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let (dean, colleague) = (
                try await admin(given, of: school, "dean@example.org"), try await admin(given, of: school, "colleague@example.org")
            )
            let bring = BringRoster(cohort: cohort, fileName: "a.csv", bytes: Self.file)
            let first = try await given.perform(bring, as: dean)
            let second = try await given.perform(bring, as: dean)
            #expect(try await given.refusal(of: ShowRosterInHand(roster: first), as: dean)?.kind == .missing)
            #expect(try await given.refusal(of: ShowRosterInHand(roster: second), as: colleague)?.kind == .missing)
            _ = try await given.perform(bring, as: colleague)
            #expect(try await waiting(given) == 2)
            #expect(try await given.perform(FindRosterInHand(cohort: cohort), as: dean)?.id == second)
            let other = try await admin(given, of: try await given.school("Autre"), "other@example.org")
            #expect(try await given.refusal(of: bring, as: other)?.kind == .missing)
        }
    }

    @Test func `what waits is over after an hour, and when a student of the school is erased`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let dean = try await admin(given, of: school, "dean@example.org")
            let bring = BringRoster(cohort: cohort, fileName: "a.csv", bytes: Self.file)
            let old = try await given.perform(bring, as: dean)
            _ = try await given.database.execute("UPDATE roster_file SET created_at = now() - interval '61 minutes'")
            #expect(try await given.refusal(of: ShowRosterInHand(roster: old), as: dean)?.kind == .missing)
            #expect(try await given.refusal(of: StoreRoster(roster: old, cohort: cohort, skipRejected: false), as: dean)?.kind == .missing)
            try await given.application.forgetOldRosters()
            #expect(try await waiting(given) == 0)
            _ = try await given.perform(bring, as: dean)
            let student = try await given.student("Ève", of: school, in: cohort)
            try await given.perform(EraseStudent(student: student), as: dean)
            #expect(try await waiting(given) == 0)
        }
    }

    @Test func `a preview stores nothing, and what was looked at is what is stored`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let dean = try await admin(given, of: school, "dean@example.org")
            let file = Array("Code;Prénom;Nom;Courriel\nA-1;Zoë;O’Neil;zoe@example.org\n".utf8)
            let roster = try await given.perform(BringRoster(cohort: cohort, fileName: "a.csv", bytes: file), as: dean)
            try await given.perform(PreviewRoster(roster: roster, targets: [:]), as: dean)
            let lacking = try #require(try await given.perform(ShowRosterInHand(roster: roster), as: dean).preview)
            #expect(lacking.problems.map(\.code).contains("missing-column") && lacking.new == 0)
            try await given.perform(PreviewRoster(roster: roster, targets: [0: "key"]), as: dean)
            let shown = try await given.perform(ShowRosterInHand(roster: roster), as: dean)
            #expect(shown.columns.map(\.meaning) == ["key", "given_name", "family_name", "email"])
            #expect(shown.columns[1].samples == ["Zoë"])
            #expect(shown.preview?.rows?.map(\.key) == ["A-1"] && shown.preview?.new == 1)
            #expect(try await given.perform(ListStudents(cohort: cohort, query: PageQuery()), as: dean).items.isEmpty)
            let done = try await given.perform(StoreRoster(roster: roster, cohort: cohort, skipRejected: false), as: dean)
            #expect(try await given.perform(ShowImport(import: done), as: dean).new == 1)
            #expect(try await waiting(given) == 0)
            let again = try await given.perform(UndoImport(import: done, dryRun: true), as: dean)
            #expect(again.removed == 1)
            #expect(try await given.perform(ListStudents(cohort: cohort, query: PageQuery()), as: dean).items.map(\.key) == ["A-1"])
        }
    }

    @Test func `a dry run tells columns, samples, who would be changed in what, and the line of each fault`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let dean = try await admin(given, of: school, "dean@example.org")
            _ = try await given.perform(ImportRoster(cohort: cohort, query: RosterImportQuery(name: "a.csv"), file: Self.file), as: dean)
            let file = Array("key;given_name;family_name;email;city\nA-1;Zoë;O’Neil;zo@example.org;Lyon\nA-2;Ève\n".utf8)
            let report = try await given.perform(
                ImportRoster(cohort: cohort, query: RosterImportQuery(name: "b.csv", dryRun: true), file: file), as: dean)
            #expect(report.rows?.map(\.changes) == [["email", "city"]] && report.rows?.first?.state == "changed")
            #expect(report.columns?.map(\.name) == ["key", "given_name", "family_name", "email", "city"])
            #expect(report.problems.first?.text == "A-2;Ève")
            let secret = Array("key;given_name;family_name;email;password\nA-1;Zoë;O’Neil;nowhere;hunter2\n".utf8)
            let withheld = try await given.perform(
                ImportRoster(
                    cohort: cohort, query: RosterImportQuery(name: "c.csv", map: ["password=ignore"], dryRun: true), file: secret), as: dean
            )
            #expect(withheld.problems.first?.code == "bad-email" || withheld.problems.first?.column == "email")
            #expect(withheld.problems.allSatisfy { $0.text == nil } && withheld.columns?.last?.samples == [])
        }
    }

    // MARK: What no roster may carry

    private static let secrets = ["Zwrafax", "Glimmvor", "Hutzpotz"]

    /// Expects that no row of any table holds one of the rare words, in whatever form bytes are written.
    private func expectNoSecret(_ given: Given, _ place: Comment) async throws {
        var all = try await given.everything()
        // What is packed is looked at unpacked.
        for bytes in try await given.database.execute("SELECT bytes FROM roster_file").decode([UInt8].self) where ZipArchive.isZip(bytes) {
            for file in try ZipArchive.files(in: bytes, file: "b.zip") { all += file.name + String(decoding: file.bytes, as: UTF8.self) }
        }
        for form in Self.secrets.flatMap({ TraceForms.all(of: $0) }) { #expect(!all.contains(form), place) }
    }

    @Test(arguments: [String.Encoding.utf8, .windowsCP1252, .utf16])
    func `what is never taken is not kept with a file in hand either`(encoding: String.Encoding) async throws {
        let text = """
            key;given_name;family_name;email;Sexe;Handicap;Mot de passe
            A-1;Zoë;O’Neil;zoe@example.org;Zwrafax;"Glimmvor ""x"",
            Glimmvor";Hutzpotz
            A-2;Ève;Ÿ;nowhere;;;Hutzpotz
            A-3;Zwrafax;Glimmvor
            A-4;Noé;Zwra"fax Glimmvor;n@example.org;Hutzpotz;;
            A-5;Noé;Né;noe@example.org;Zwrafax;;

            """
        let file = [UInt8](try #require(text.data(using: encoding)))
        let map = ["Sexe=ignore", "Handicap=ignore", "Mot de passe=ignore"]
        func told(_ report: ImportReport?) -> [String] {
            (report?.problems ?? []).map { "\($0.line ?? 0) \($0.code) \($0.column ?? "")" }
                + (report?.columns ?? []).map { "\($0.name) \($0.meaning ?? "") \($0.forbidden)" }
                + (report?.rows ?? []).map { "\($0.line) \($0.key)" }
        }
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let dean = try await admin(given, of: school, "dean@example.org")
            let query = RosterImportQuery(name: "a.csv", map: map, dryRun: true)
            let direct = try await given.perform(ImportRoster(cohort: cohort, query: query, file: file), as: dean)
            let roster = try await given.perform(BringRoster(cohort: cohort, fileName: "a.csv", bytes: file), as: dean)
            try await expectNoSecret(given, "brought")
            try await given.perform(PreviewRoster(roster: roster, targets: [:]), as: dean)
            let shown = try await given.perform(ShowRosterInHand(roster: roster), as: dean)
            #expect(told(shown.preview) == told(direct))
            #expect(shown.preview?.new == 2)
            #expect(shown.columns.filter(\.forbidden).map(\.name) == ["Sexe", "Handicap", "Mot de passe"])
            try await expectNoSecret(given, "previewed")
            let stored = try await given.perform(StoreRoster(roster: roster, cohort: cohort, skipRejected: true), as: dean)
            #expect(try await given.perform(ShowImport(import: stored), as: dean).new == 2)
            try await expectNoSecret(given, "stored")
            let other = try await given.cohort("M2", of: school)
            let whole = RosterImportQuery(name: "a.csv", map: map, skipRejected: true)
            _ = try await given.perform(ImportRoster(cohort: other, query: whole, file: file), as: dean)
            try await expectNoSecret(given, "imported")
        }
    }

    @Test func `of a bundle in hand what is never read is not kept`() async throws {
        let files = [
            ("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"),
            (
                "users.csv",
                "sourcedId,status,role,givenName,familyName,identifier,email,password,sex\n"
                    + "s1,active,student,Zoë,Ng,7,z@example.org,Hutzpotz,Zwrafax\n"
            ),
            ("demographics.csv", "sourcedId,sex\ns1,Zwrafax\n"), ("userProfiles.csv", "sourcedId,password\ns1,Hutzpotz\n"),
            ("results.csv", "Glimmvor"), ("Glimmvor.jpg", "Glimmvor"),
        ].map { (name: $0.0, bytes: Array($0.1.utf8)) }
        let zip = try ZipArchive.packed(files, file: "b.zip")
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let dean = try await admin(given, of: school, "dean@example.org")
            let query = RosterImportQuery(name: "b.zip", dryRun: true)
            let direct = try await given.perform(ImportRoster(cohort: cohort, query: query, file: zip), as: dean)
            let roster = try await given.perform(BringRoster(cohort: cohort, fileName: "b.zip", bytes: zip), as: dean)
            try await expectNoSecret(given, "brought")
            try await given.perform(PreviewRoster(roster: roster, targets: [:]), as: dean)
            let preview = try await given.perform(ShowRosterInHand(roster: roster), as: dean).preview
            #expect(preview?.problems.map(\.code) == direct.problems.map(\.code) && preview?.new == 1)
            try await expectNoSecret(given, "previewed")
            _ = try await given.perform(StoreRoster(roster: roster, cohort: cohort, skipRejected: false), as: dean)
            try await expectNoSecret(given, "stored")
        }
    }
}
