import Foundation
import Testing
import Vivier

@Suite struct SkillIndexTests {
    let index: SkillIndex

    init() throws {
        index = SkillIndex(starter: try StarterSkill.all())
    }

    @Test(arguments: [
        ("Étude de marché", "Market research"), ("etude de marche", "Market research"), ("ÉTUDE DE MARCHÉ", "Market research"),
        ("  étude\u{A0}de   marché ", "Market research"), ("e\u{301}tude-de-marche\u{301}", "Market research"),
        ("market research", "Market research"), ("MARKET RESEARCH", "Market research"), ("ｍarket research", "Market research"),
        ("Œnologie", "Wine"), ("oenologie", "Wine"), ("Chef d’équipe ?", nil), ("prise de parole en public", "Public speaking"),
        ("s’adapter au changement", "Adaptability"), ("s'adapter au changement", "Adaptability"), ("R&D", nil), ("R", "R"),
    ])
    func `accents, case, apostrophes, ligatures and spaces do not matter`(written: String, label: String?) {
        if case .exact(let id) = index.resolve(label: written) {
            #expect(index.label(of: id, language: .english) == label)
        } else {
            #expect(label == nil, "\(written) is not known")
        }
    }

    @Test func `a URI is as good as a label`() throws {
        let skill = try #require(index[1])
        #expect(index.resolve(label: skill.uri) == .exact(1))
        #expect(index.resolve(label: "http://data.europa.eu/esco/skill/no-such") == .unknown(nearest: []))
    }

    @Test(arguments: [
        ("negociaton", "Negotiation"), ("etude de marhce", "Market research"), ("comptabilté", "Accounting"), ("exel", "Spreadsheets"),
        ("gestoin de projet", "Project management"), ("comunity management", "Social media management"), ("référencment", "SEO"),
        ("negotation", "Negotiation"), ("recrutment", "Recruitment"), ("supply chian", "Supply chain"),
        ("powerpiont", "Presentation software"), ("ecxel", "Spreadsheets"), ("pyhton", "Python"),
    ])
    func `a typing error leads to the nearest entry`(written: String, label: String) throws {
        guard case .unknown(let nearest) = index.resolve(label: written) else {
            Issue.record("\(written) is known: \(index.resolve(label: written))")
            return
        }
        #expect(nearest.count <= 3)
        #expect(index.label(of: try #require(nearest.first), language: .english) == label)
    }

    @Test func `a whole synonym with an error comes before a label of which a part is as near`() throws {
        let entries = [
            SkillIndex.Entry(id: 1, uri: "urn:1", kind: "skill", labelEn: "moderate in negotiations", labelFr: nil),
            SkillIndex.Entry(id: 2, uri: "urn:2", kind: "skill", labelEn: "bargaining", labelFr: nil),
        ]
        let synonyms = [SkillIndex.Spelling(skill: 2, language: .english, text: "Negotiation", isPreferred: false)]
        #expect(
            SkillIndex(entries: entries, synonyms: synonyms).search("negotation", language: .english, limit: 2).map(\.skill) == [2, 1])
    }

    @Test func `what has begun to be typed is completed, a preferred label before a synonym`() throws {
        let hits = index.search("négo", language: .french, limit: 10)
        #expect(hits.count > 3)
        #expect(hits.allSatisfy { $0.spelling.foldedLabel.contains("nego") })
        let marketing = index.search("marketing", language: .french, limit: 5)
        #expect(index[try #require(marketing.first).skill]?.labelFr == "Marketing")
        #expect(marketing[0].isPreferred)
    }

    @Test func `words are found in any order`() throws {
        let hit = try #require(index.search("marché étude", language: .french, limit: 1).first)
        #expect(index[hit.skill]?.labelFr == "Étude de marché")
    }

    @Test func `a search names each entry once, in the language asked for`() {
        for text in ["gestion", "marketing", "analyse", "a", "pr"] {
            let hits = index.search(text, language: .french, limit: 50)
            #expect(!hits.isEmpty)
            #expect(Set(hits.map(\.skill)).count == hits.count)
        }
        #expect(!index.search("cold calling", language: .english, limit: 1).isEmpty)
        #expect(index.search("cold calling", language: .french, limit: 1).first?.spelling.foldedLabel != "cold calling")
    }

    @Test func `a label that two entries prefer is ambiguous, one that only one of them prefers is its own`() {
        let index = SkillIndex(
            entries: [
                SkillIndex.Entry(id: 7, uri: "a", kind: "skill", labelEn: "Design", labelFr: "Conception"),
                SkillIndex.Entry(id: 3, uri: "b", kind: "skill", labelEn: "design", labelFr: "Stylisme"),
                SkillIndex.Entry(id: 5, uri: "c", kind: "skill", labelEn: "Styling", labelFr: nil),
            ],
            synonyms: [
                SkillIndex.Spelling(skill: 5, language: .french, text: "stylisme", isPreferred: false),
                SkillIndex.Spelling(skill: 5, language: .french, text: "mode", isPreferred: false),
                SkillIndex.Spelling(skill: 7, language: .french, text: "Mode", isPreferred: false),
            ])
        #expect(index.resolve(label: "DESIGN") == .ambiguous([3, 7]))
        #expect(index.resolve(label: "Stylisme") == .exact(3))
        #expect(index.resolve(label: "mode") == .ambiguous([5, 7]))
    }

    @Test func `an empty referential answers too`() {
        let empty = SkillIndex()
        #expect(empty.resolve(label: "marketing") == .unknown(nearest: []))
        #expect(empty.search("m", language: nil, limit: 5).isEmpty)
        #expect(empty.resolve(label: "") == .unknown(nearest: []))
    }

    @Test(.enabled(if: ReferenceData.has("bad-input/blns/blns_part1.json"), "the hostile strings are not beside the working copy"))
    func `hostile strings find something or nothing, and no harm is done`() throws {
        let strings = try JSONDecoder().decode([String].self, from: Data(ReferenceData.bytes("bad-input/blns/blns_part1.json")))
        #expect(strings.count > 100)
        for text in strings + [String(repeating: "é", count: 10_000), String(repeating: "a b ", count: 3_000)] {
            let hits = index.search(text, language: nil, limit: 5)
            #expect(hits.count <= 5)
            if case .unknown(let nearest) = index.resolve(label: text) { #expect(nearest.count <= 3) }
            #expect(text.foldedLabel.foldedLabel == text.foldedLabel)
        }
    }
}
