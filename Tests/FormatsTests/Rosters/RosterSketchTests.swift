import Testing

@testable import Formats

/// What a roster is taken for at first sight.
@Suite struct RosterSketchTests {
    @Test func `columns come with their first cells, those that are never taken without`() {
        let bytes = Array("matricule;Nom;Sexe;Humeur\nA-1;Ÿ;f;gaie\nA-2;Ÿ;m;\n".utf8)
        let sketch = RosterSketch(bytes, name: "a.csv")
        #expect(sketch.detected == "csv, utf-8, ;" && !sketch.isBundle && sketch.hasForbidden)
        #expect(sketch.columns.map(\.meaning) == ["key", "family_name", nil, nil])
        #expect(sketch.columns.map(\.samples) == [["A-1", "A-2"], ["Ÿ"], [], ["gaie"]])
        let mapped = RosterSketch(bytes, name: "a.csv", map: ["Humeur": "attribute:mood", "Sexe": "ignore"])
        #expect(mapped.columns[3].meaning == "attribute:mood")
    }

    @Test(arguments: ["", "\n\n", "PK\u{3}\u{4}", "\"open"]) func `what is no roster has a problem and no column`(text: String) {
        let sketch = RosterSketch(Array(text.utf8), name: "a.csv")
        #expect(sketch.columns.isEmpty && sketch.problems.total > 0)
    }

    @Test func `lines are found whatever ends them, cut where they are long`() {
        let text = "one\r\ntwo\rthree\n\nfi\tve\n" + String(repeating: "é", count: 400)
        let texts = FileLines.texts(of: [1, 2, 3, 4, 5, 6, 7, 9], in: Array(text.utf8))
        #expect(texts[1] == "one" && texts[2] == "two" && texts[3] == "three" && texts[4] == "" && texts[5] == "fi ⇥ ve")
        #expect(texts[6]?.count == FileLines.longest + 1 && texts[7] == nil && texts[9] == nil)
        #expect(FileLines.texts(of: [1], in: [0x80, 0x81, 0x8D]).count <= 1)
    }
}
