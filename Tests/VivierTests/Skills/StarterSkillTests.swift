import Formats
import Testing
import Vivier

@Suite struct StarterSkillTests {
    let skills: [StarterSkill]

    init() throws {
        skills = try StarterSkill.all()
    }

    @Test func `every entry is complete in both languages`() {
        #expect(skills.count >= 300)
        for skill in skills {
            for label in [skill.labelEn, skill.labelFr] + skill.synonymsEn + skill.synonymsFr {
                #expect(!label.foldedLabel.isEmpty && label.count <= 300, "“\(label)” of \(skill.uri)")
            }
            #expect(skill.kind == "skill" || skill.kind == "knowledge", "\(skill.uri)")
        }
        #expect(Set(skills.map(\.uri)).count == skills.count)
    }

    @Test func `nothing that people write stands for two entries`() {
        var owners: [String: String] = [:]
        for skill in skills {
            for label in [skill.labelEn, skill.labelFr] + skill.synonymsEn + skill.synonymsFr {
                let owner = owners.updateValue(skill.uri, forKey: label.foldedLabel)
                #expect(owner == nil || owner == skill.uri, "“\(label)” stands for \(owner ?? "") and for \(skill.uri)")
            }
        }
    }

    @Test func `no synonym repeats another one in its language`() {
        for skill in skills {
            for list in [[skill.labelEn] + skill.synonymsEn, [skill.labelFr] + skill.synonymsFr] {
                #expect(Set(list.map(\.foldedLabel)).count == list.count, "\(list)")
            }
        }
    }

    @Test func `broader entries stand in the file, above those they hold`() {
        let position = Dictionary(uniqueKeysWithValues: skills.enumerated().map { ($1.uri, $0) })
        var above: [String: Set<String>] = [:]
        func ancestors(of uri: String, below path: [String]) -> Set<String> {
            if let known = above[uri] { return known }
            guard !path.contains(uri) else {
                Issue.record("a circle: \(path)")
                return []
            }
            let broader = position[uri].map { skills[$0].broader } ?? []
            let all = broader.reduce(into: Set(broader)) { $0.formUnion(ancestors(of: $1, below: path + [uri])) }
            above[uri] = all
            return all
        }
        for skill in skills {
            for uri in skill.broader { #expect(position[uri] != nil, "\(uri) of \(skill.labelEn)") }
            #expect(!ancestors(of: skill.uri, below: []).contains(skill.uri), "\(skill.labelEn)")
        }
    }

    @Test func `languages stand alone, for knowing one is no part of knowing another`() {
        for skill in skills where ["Anglais", "Allemand", "Chinois", "Espagnol"].contains(skill.labelFr) {
            #expect(skill.broader.isEmpty, "\(skill.labelFr)")
        }
    }

    @Test(arguments: [
        ("prospection", "Prospecting"), ("cold calling", "Cold calling"), ("Excel", "Spreadsheets"), ("compta", "Accounting"),
        ("community management", "Social media management"), ("étude de marché", "Market research"), ("SEO", "SEO"),
        ("RH", "Human resources"), ("pricing", "Pricing"), ("négociation", "Negotiation"), ("negotiation", "Negotiation"),
        ("gestion de projet", "Project management"), ("RSE", "Sustainability"), ("import-export", "International trade"),
        ("droit", "Law"), ("business plan", "Business plan"), ("Canva", "Graphic software"), ("anglais", "English"),
    ])
    func `what students and small companies write is known`(written: String, label: String) throws {
        let index = SkillIndex(starter: skills)
        guard case .exact(let id) = index.resolve(label: written) else {
            Issue.record("\(written): \(index.resolve(label: written))")
            return
        }
        #expect(index.label(of: id, language: .english) == label)
    }

    @Test(.enabled(if: ReferenceData.has("esco/skills.csv"), "the ESCO file is not beside the working copy"))
    func `every ESCO URI is one that ESCO gave`() throws {
        var given = Set<String>()
        var reader = try CSVReader(try ReferenceData.bytes("esco/skills.csv"), file: "skills.csv")
        var record = CSVRecord()
        while try reader.read(into: &record) {
            given.insert(record[0])
            given.formUnion(record[8].split(separator: "|").map(String.init))
        }
        reader = try CSVReader(try ReferenceData.bytes("esco/original/skillsHierarchy_en_v1.2.csv"), file: "skillsHierarchy_en_v1.2.csv")
        while try reader.read(into: &record) { for level in 0..<4 { given.insert(record[2 * level]) } }
        let own = skills.filter { $0.uri.hasPrefix("urn:vivier:skill:") }
        #expect(own.count < 20)
        for skill in skills where !skill.uri.hasPrefix("urn:vivier:skill:") { #expect(given.contains(skill.uri), "\(skill.labelEn)") }
    }
}
