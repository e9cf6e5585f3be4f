import Formats
import Testing

struct ESCOFileTests {
    private func read(_ text: String, name: String = "skills_en.csv", language: String? = nil) -> (skills: [ESCOSkill], codes: [String]) {
        let (skills, problems) = ESCOFile.read(Array(text.utf8), name: name, language: language)
        return (skills, problems.problems.map { "\($0.code) \($0.line ?? 0)" })
    }

    @Test func `the official form is read, its lists by line breaks or bars`() throws {
        let text = """
            conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,broaderConceptUri
            KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/1,skill/competence,transversal,negotiate,"bargain
            haggle
            negotiate",deal,released,http://data.europa.eu/esco/skill/2 | http://data.europa.eu/esco/skill/1
            KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/2,knowledge,,law,a | b,,released,
            """
        let (skills, codes) = read(text)
        #expect(codes.isEmpty)
        #expect(
            skills == [
                ESCOSkill(
                    line: 2, uri: "http://data.europa.eu/esco/skill/1", kind: "skill", labelEn: "negotiate",
                    synonymsEn: ["bargain", "haggle", "deal"],
                    broader: ["http://data.europa.eu/esco/skill/2"]),
                ESCOSkill(
                    line: 5, uri: "http://data.europa.eu/esco/skill/2", kind: "knowledge", labelEn: "law", synonymsEn: ["a", "b"],
                    broader: []),
            ])
        #expect(read(text, name: "skills_fr_v1.2.csv").skills.map(\.labelFr) == ["negotiate", "law"])
        #expect(read(text, name: "skills.csv", language: "fr").skills.first?.labelEn == nil)
    }

    @Test func `what is no file of skills is refused, and rows that are none at their line`() {
        #expect(read("").codes == ["empty-file 0"])
        #expect(read("a,b\n1,2\n").codes == ["not-skills 1"])
        #expect(read("conceptUri,preferredLabel\nhttp://x/1,a\n", name: "skills.csv").codes == ["unknown-language 1"])
        #expect(read("conceptUri,preferredLabel\nhttp://x/1,a\n", language: "de").codes == ["unknown-language 1"])
        let unsaid = ESCOFile.read(Array("conceptUri,preferredLabel\nhttp://x/1,a\n".utf8), name: "skills.csv", language: nil)
            .problems.problems.first
        #expect(unsaid?.en.contains(": --of fr (") == true && unsaid?.fr.contains(" : --of fr (") == true)
        #expect(read("conceptUri,preferredLabel,label\nhttp://x/1,a,b\n").codes == ["repeated-column 1"])
        let rows =
            "conceptUri,skillType,preferredLabel\nx,knowledge,a\nhttp://x/1,knowledge,\nhttp://x/2,thing,b\nhttp://x/2,knowledge,c\nhttp://x/3,knowledge,d,e\nhttp://data.europa.eu/esco/occupation/4,knowledge,f\n"
        #expect(
            read(rows).codes == ["bad-uri 2", "missing-value 3", "unknown-kind 4", "duplicate-uri 5", "too-many-fields 6", "not-a-skill 7"])
        #expect(read(rows).skills.map(\.uri) == ["http://x/2"])
    }

    @Test(
        .enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)),
        arguments: [
            ("skills.csv", 13_865, 33_107, 8_397, 6), ("original/skills_fr_v1.0.csv", 13_485, 3_198, 0, 1),
            ("original/transversalSkillsCollection_en_v1.2.csv", 95, 685, 96, 0),
            ("original/digitalSkillsCollection_en_v1.2.csv", 1_284, 6_189, 1_937, 0),
            ("original/languageSkillsCollection_en_v1.2.csv", 359, 1_363, 429, 0),
            ("original/skillsHierarchy_en_v1.2.csv", 640, 0, 636, 0), ("original/skillGroups_en_v1.0.csv", 17, 69, 0, 0),
            ("original/skillGroups_fr_v1.0.csv", 17, 11, 0, 0),
        ])
    func `every file of skills of ESCO is read whole`(file: String, count: Int, synonyms: Int, broader: Int, warnings: Int) throws {
        let (skills, problems) = ESCOFile.read(try ReferenceData.bytes("esco/\(file)"), name: file, language: nil)
        #expect(skills.count == count)
        #expect(skills.reduce(0) { $0 + $1.synonymsEn.count + $1.synonymsFr.count } == synonyms)
        #expect(skills.reduce(0) { $0 + ($1.broader?.count ?? 0) } == broader)
        #expect(problems.refusals == 0 && problems.total == warnings)
    }

    @Test(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)))
    func `occupations are no skills`() throws {
        let (skills, problems) = ESCOFile.read(try ReferenceData.bytes("esco/occupations.csv"), name: "occupations.csv", language: nil)
        #expect(skills.isEmpty)
        #expect(problems.problems.map(\.code) == ["not-skills"])
    }
}
