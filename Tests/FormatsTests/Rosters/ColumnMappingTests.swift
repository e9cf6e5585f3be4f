import Formats
import Testing

struct ColumnMappingTests {
    @Test(arguments: [
        ("Nom=family_name", ["Nom|family_name"]), ("a=key,b=email", ["a|key", "b|email"]),
        (" a = key , b = attribute:B 2 ", ["a|key", "b|attribute:B 2"]),
        ("Nom, prénom=ignore", ["Nom, prénom|ignore"]), ("a=key,Nom, prénom=nom,c=ville", ["a|key", "Nom, prénom|nom", "c|ville"]),
        ("A=B,C=email", ["A=B,C|email"]), ("x=y=key", ["x=y|key"]), ("a=key,", ["a|key"]), ("", []),
        ("a=attribute:Note, sur 20,b=key", ["a|attribute:Note", "sur 20,b|key"]),
        ("a=attribute:Note, sur 20", ["a|attribute:Note, sur 20"]),
        ("a=nothing", ["a|nothing"]),
    ])
    func `several in one text are told apart by what a target can be`(text: String, expected: [String]) {
        #expect(ColumnMapping.list(text)?.map { "\($0.column)|\($0.target)" } == expected)
    }

    @Test(arguments: ["Nom", "=key", "Nom=", "Nom, prénom"])
    func `a text without column or target is none`(text: String) {
        #expect(ColumnMapping.list(text) == nil)
        #expect(ColumnMapping(text) == nil)
    }

    @Test func `a target is a field, in any name of it, an attribute or nothing at all`() {
        for (target, isPossible) in [
            ("key", true), ("Courriel", true), ("attribute:Note", true), ("ignore", true), ("attribute:", false), ("shoesize", false),
            ("key+email", true), ("unavailable:Sun", true), ("unavailable:mardi", true), ("unavailable:someday", false),
        ] {
            #expect(ColumnMapping("a=\(target)")?.isPossible == isPossible, "\(target)")
        }
    }
}
