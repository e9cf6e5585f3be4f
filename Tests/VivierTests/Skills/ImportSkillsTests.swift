import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// The official files of ESCO, stored over the set that every house begins with.
@Suite(.timeLimit(.minutes(10)), .enabled(if: ReferenceData.has("esco/skills.csv"), "the ESCO files are not beside the working copy"))
struct ImportSkillsTests {
    private func load(_ file: String, into given: Given, dryRun: Bool = false) async throws -> ImportReport {
        let name = file.split(separator: "/").last.map(String.init) ?? ""
        return try await given.perform(
            ImportSkills(query: SkillImportQuery(name: name, dryRun: dryRun), file: try ReferenceData.bytes("esco/\(file)")), as: .root)
    }

    /// Everything that an import may write.
    private func stored(_ given: Given) async throws -> [String] {
        try await given.database.execute(
            """
            SELECT (SELECT count(*) || ' ' || md5(string_agg(s::text, '' ORDER BY s.id)) FROM skill s)
                || (SELECT count(*) || ' ' || md5(string_agg(y::text, '' ORDER BY y::text COLLATE "C")) FROM skill_synonym y)
                || (SELECT count(*) || ' ' || coalesce(md5(string_agg(b::text, '' ORDER BY b::text COLLATE "C")), '') FROM skill_broader b)
            """
        ).decode(String.self)
    }

    private func labels(_ given: Given, _ language: SQL) async throws -> [String: String] {
        let rows = try await given.database.execute("SELECT uri, label_\(language) FROM skill WHERE label_\(language) IS NOT NULL")
        return Dictionary(uniqueKeysWithValues: try rows.decode(String.self, String.self))
    }

    @Test func `the whole of ESCO comes over the starter set, the second time nothing, and the French file speaks for French alone`()
        async throws
    {
        try await Given.house { given in
            try await given.application.start()
            let starter = try StarterSkill.all()
            let before = try await stored(given)
            let dry = try await load("skills.csv", into: given, dryRun: true)
            #expect(try await stored(given) == before && !dry.stored)
            let first = try await load("skills.csv", into: given)
            #expect(first.new == dry.new && first.changed == dry.changed && first.unchanged == dry.unchanged)
            #expect(first.new + first.changed + first.unchanged == 13_865 && first.changed > 0 && first.rejected == 0, "\(first)")
            let count = try await given.database.execute("SELECT count(*) FROM skill")[0].decode(Int.self)
            #expect(count == starter.count + first.new)

            // The words of the starter set that gave way are found as before, at once.
            let english = try await labels(given, "en")
            let replaced = starter.filter { english[$0.uri] != $0.labelEn }
            #expect(!replaced.isEmpty)
            let index = given.application.skills.index
            for skill in replaced {
                let found = index.search(skill.labelEn, language: nil, limit: 20).compactMap { index[$0.skill]?.uri }
                #expect(found.contains(skill.uri), "\(skill.labelEn)")
            }

            let again = try await load("skills.csv", into: given)
            #expect(again.new == 0 && again.changed == 0 && again.unchanged == 13_865, "\(again)")

            let french = try await load("original/skills_fr_v1.0.csv", into: given)
            #expect(french.new + french.changed + french.unchanged == 13_485 && french.changed > 0, "\(french)")
            let (now, nowEnglish) = (try await labels(given, "fr"), try await labels(given, "en"))
            let file = ESCOFile.read(try ReferenceData.bytes("esco/original/skills_fr_v1.0.csv"), name: "skills_fr_v1.0.csv", language: nil)
            for skill in file.skills { #expect(now[skill.uri] == skill.labelFr) }
            #expect(nowEnglish == english)
        }
    }

    @Test func `each other file of ESCO is stored whole, and the second time nothing`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let files = ReferenceData.names(in: "esco/original").filter { $0 != "skills_fr_v1.0.csv" }
            #expect(files.count == 6, "which of them is new? \(files)")
            for file in files {
                let first = try await load("original/\(file)", into: given)
                let count = first.new + first.changed + first.unchanged
                #expect(count > 0 && first.rejected == 0 && first.stored, "\(file): \(first)")
                let again = try await load("original/\(file)", into: given)
                #expect(again.new == 0 && again.changed == 0 && again.unchanged == count, "\(file): \(again)")
            }
        }
    }

    @Test func `an entry that a file adds a synonym or a broader entry to is changed`() async throws {
        try await Given.house { given in
            func load(_ synonyms: String, _ broader: String) async throws -> [Int] {
                let file = """
                    conceptUri,skillType,preferredLabel,altLabels,broaderConceptUri
                    http://example.org/skill/1,knowledge,law,\(synonyms),\(broader)
                    http://example.org/skill/2,knowledge,rules,,

                    """
                let report = try await given.perform(
                    ImportSkills(query: SkillImportQuery(name: "skills_en.csv"), file: Array(file.utf8)), as: .root)
                return [report.new, report.changed, report.unchanged]
            }
            #expect(try await load("", "") == [2, 0, 0])
            #expect(try await load("droit", "") == [0, 1, 1])
            #expect(try await load("droit", "http://example.org/skill/2") == [0, 1, 1])
            #expect(try await load("droit", "http://example.org/skill/2") == [0, 0, 2])
            // What a file leaves out stays.
            let bare = try await load("", "")
            #expect(bare == [0, 0, 2])
        }
    }

    @Test func `occupations are refused and nothing is stored`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let before = try await stored(given)
            let refusal = try await given.refusal(
                of: ImportSkills(
                    query: SkillImportQuery(name: "occupations.csv"), file: try ReferenceData.bytes("esco/occupations.csv")), as: .root)
            #expect(refusal?.report?.problems.map(\.code) == ["not-skills"])
            let after = try await stored(given)
            #expect(after == before)
        }
    }
}
