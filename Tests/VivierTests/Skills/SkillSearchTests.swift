import Formats
import Foundation
import Testing
import Vivier

@Suite struct SkillSearchTests {
    @Test(arguments: [UInt64(20_270_101), 1_789])
    func `a search finds what trying every label finds, in the same order`(seed: UInt64) throws {
        let starter = try StarterSkill.all()
        let index = SkillIndex(starter: starter)
        let oracle = SkillSearchOracle(starter: starter)
        var dice = SeededDice(seed: seed)
        for _ in 0..<5 {
            let skill = try #require(starter.randomElement(using: &dice))
            let typed = dice.mistyped(
                (skill.synonymsEn + skill.synonymsFr + [skill.labelEn, skill.labelFr]).randomElement(using: &dice) ?? "")
            let found = index.search(typed, language: nil, limit: 5).map(\.spelling)
            #expect(found == oracle.search(typed, limit: 5), "“\(typed)”, seed \(seed)")
        }
    }

    @Test(.enabled(if: ReferenceData.has("esco/skills.csv"), "the ESCO file is not beside the working copy"))
    func `the whole of ESCO is indexed and each label found`() throws {
        var entries: [SkillIndex.Entry] = []
        var synonyms: [SkillIndex.Spelling] = []
        var reader = try CSVReader(try ReferenceData.bytes("esco/skills.csv"), file: "skills.csv")
        var row = CSVRecord()
        _ = try reader.read(into: &row)
        while try reader.read(into: &row) {
            let id = Int32(entries.count + 1)
            entries.append(
                SkillIndex.Entry(
                    id: id, uri: row[0], kind: row[1] == "knowledge" ? "knowledge" : "skill", labelEn: row[3],
                    labelFr: row[4].isEmpty ? nil : row[4]))
            for (field, language) in [(5, Language.english), (6, .french)] {
                for text in row[field].split(separator: "|") {
                    synonyms.append(SkillIndex.Spelling(skill: id, language: language, text: String(text), isPreferred: false))
                }
            }
        }
        #expect(entries.count == 13_865)
        let clock = ContinuousClock()
        var index = SkillIndex()
        let building = clock.measure { index = SkillIndex(entries: entries, synonyms: synonyms) }
        var dice = SeededDice(seed: 13_865)
        var times: [Duration] = []
        for _ in 0..<200 {
            let entry = try #require(entries.randomElement(using: &dice))
            let label = entry.labelFr ?? entry.label(.english)
            switch index.resolve(label: label) {
            case .exact(let id): #expect(id == entry.id || index[id]?.label(.english).foldedLabel == label.foldedLabel, "\(label)")
            // Two French labels of ESCO are borne by two skills each.
            case .ambiguous(let ids): #expect(ids.contains(entry.id), "\(label)")
            case .unknown: Issue.record("“\(label)” is not known")
            }
            let typed = dice.mistyped(label)
            times.append(clock.measure { _ = index.search(typed, language: nil, limit: 10) })
        }
        times.sort()
        print(
            "ESCO: \(entries.count) skills, \(synonyms.count) synonyms indexed in \(building); a search takes \(times[100]), at the 99th percentile \(times[197])"
        )
    }
}

/// A generator whose draws follow from its seed alone (SplitMix64).
private struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The text as somebody types it in haste: cut short, or with one error.
    mutating func mistyped(_ text: String) -> String {
        var letters = Array(text)
        guard letters.count > 8 else { return text }
        let place = Int.random(in: 1..<letters.count - 1, using: &self)
        switch Int.random(in: 0..<5, using: &self) {
        case 0: letters = Array(letters.prefix(max(7, place)))
        case 1: letters.remove(at: place)
        case 2: letters.insert("e", at: place)
        case 3: letters.swapAt(place, place - 1)
        default: letters[place] = "x"
        }
        return String(letters)
    }
}
