import Foundation
import Testing
import Vivier

@Suite struct PoolQueryTests {
    @Test(
        arguments: [
            ("skill:\"negotiation\">=3 available:2027-01 language:en", "skill:\"negotiation\">=3 available:2027-01 language:en"),
            ("negotiation>=3", "skill:\"negotiation\">=3"),
            ("NEGOTIATION >= 3", "skill:\"NEGOTIATION\">=3"),
            ("“étude de marché” ≥2", "skill:\"étude de marché\">=2"),
            ("compétence:« négociation » sauf ville:Nîmes", "skill:\"négociation\" not city:\"Nîmes\""),
            ("a b or c d", "skill:\"a\" skill:\"b\" or skill:\"c\" skill:\"d\""),
            ("a and (b or c)", "skill:\"a\" (skill:\"b\" or skill:\"c\")"),
            ("-(a b)", "not (skill:\"a\" skill:\"b\")"),
            ("not not a", "not not skill:\"a\""),
            ("((a))", "skill:\"a\""),
            ("(a or b) or c", "skill:\"a\" or skill:\"b\" or skill:\"c\""),
            ("language:EN:b2 langue:fr>=c1 lang:de", "language:en>=B2 language:fr>=C1 language:de"),
            ("graduation:2027-06 graduation>=2027-01 diplôme:<2028", "graduation:2027-06 graduation>=2027-01 graduation<2028"),
            ("école:\"O’Brien\" programme:\"MSc \\\"X\\\"\"", "school:\"O’Brien\" programme:\"MSc \\\"X\\\"\""),
            ("b2b-marketing C++ \"or\"", "skill:\"b2b-marketing\" skill:\"C++\" skill:\"or\""),
            ("a ou b et c", "skill:\"a\" or skill:\"b\" skill:\"c\""),
            ("disponible:2027-01-15", "available:2027-01-15"),
            ("\u{59F}", "skill:\"\u{59F}\""), ("(\u{301}a)", "skill:\"\u{301}a\""), ("a:\u{301}b", nil),
            ("\"a\\\"\u{301}\\\\\u{301}\"", "skill:\"a\\\"\u{301}\\\\\u{301}\""), ("en>=\u{338}3", nil),
            ("http:x", nil), ("\"http://data.europa.eu/esco/skill/1\"", "skill:\"http://data.europa.eu/esco/skill/1\""),
        ] as [(String, String?)])
    func `a query reads as it is written, and prints in one form`(written: String, printed: String?) throws {
        guard let printed else {
            #expect(throws: PoolQueryFault.self) { try PoolQueryParser.parse(written) }
            return
        }
        let query = try PoolQueryParser.parse(written)
        #expect(query.description == printed)
        #expect(try PoolQueryParser.parse(query.description).description == printed)
    }

    @Test func `a field that there is not is said again, with the nearest that there is`() {
        do throws(PoolQueryFault) {
            let query = try PoolQueryParser.parse("langauge:fr")
            Issue.record("it was read as \(query)")
        } catch {
            #expect(error.sentence.en.contains("“langauge” is no field. Do you mean language? There are skill, "))
            #expect(error.sentence.fr.contains("langauge"))
        }
    }

    @Test(
        arguments: [
            ("", 1, "query-empty"), ("   ", 1, "query-empty"), ("a or", 5, "query-ends"), ("or a", 1, "unexpected-sign"),
            ("a (b", 3, "open-parenthesis"), ("a)", 2, "unexpected-parenthesis"), ("()", 2, "unexpected-sign"), ("\"a", 1, "open-quote"),
            ("a”", 2, "unexpected-quote"), ("colour:red", 1, "unknown-field"), ("skill:", 7, "value-missing"),
            ("skill:\"\"", 7, "value-missing"), ("\"\"", 1, "value-missing"), ("a>=5", 4, "level"), ("a>=", 4, "value-missing"),
            ("a>=high", 4, "level"), ("language:english", 10, "language"), ("language:en>=D1", 14, "language-level"),
            ("available:january", 11, "date"), ("available:2027-13", 11, "date"), ("graduation:2027-02-30", 12, "date"),
            ("graduation:٢٠٢٧", 12, "date"), ("city=Paris", 1, "field-colon"), ("a::b", 2, "unknown-field"), (">=3", 1, "unexpected-sign"),
            ("a\u{202E}b", 2, "hidden-character"), ("a\0", 2, "hidden-character"), ("not", 4, "query-ends"),
            ("attested<18m", 1, "unknown-field"), ("age<=old", 1, "unknown-field"), ("seniority>2y", 1, "unknown-field"),
            ("a<9", 3, "level"), ("\"a\"<18m", 5, "level"), ("skill:a<18m", 9, "level"),
        ] as [(String, Int, String)])
    func `a fault names its column and the mend`(written: String, column: Int, code: String) {
        do throws(PoolQueryFault) {
            let query = try PoolQueryParser.parse(written)
            Issue.record("it was read as \(query)")
        } catch {
            // A word before a colon is taken for a field wherever it stands.
            #expect(error.code == code)
            #expect(error.column == (code == "unknown-field" ? 1 : column), "\(error.sentence.en)")
            #expect(error.sentence.en.hasPrefix("Column \(error.column): "))
            #expect(error.sentence.fr.hasPrefix("Colonne \(error.column) : "))
        }
    }

    @Test func `a word that is compared with a measure is a field that there is not, at the column of the word`() {
        do throws(PoolQueryFault) {
            let query = try PoolQueryParser.parse("language:en attested<18m")
            Issue.record("it was read as \(query)")
        } catch {
            #expect(error.code == "unknown-field" && error.column == 13)
            #expect(error.sentence.en.contains("skill, available, language"))
            #expect(error.sentence.fr.contains("competence, disponible, langue"))
        }
    }

    @Test func `a query is bounded in length, depth and conditions`() throws {
        func code(_ text: String) -> String? {
            do throws(PoolQueryFault) {
                _ = try PoolQueryParser.parse(text)
                return nil
            } catch { return error.code }
        }
        #expect(code(String(repeating: "a", count: 2_000)) == nil)
        #expect(code(String(repeating: "a", count: 2_001)) == "query-length")
        // One character of many scalars is long as well.
        #expect(code("a" + String(repeating: "\u{301}", count: 2_000)) == "query-length")
        #expect(code(String(repeating: "(", count: 15) + "a" + String(repeating: ")", count: 15)) == nil)
        #expect(code(String(repeating: "(", count: 16) + "a" + String(repeating: ")", count: 16)) == "query-depth")
        #expect(code(String(repeating: "-", count: 1_999) + "a") == "query-depth")
        #expect(code(String(repeating: "a ", count: 50)) == nil)
        #expect(code(String(repeating: "a ", count: 51)) == "query-conditions")
    }

    @Test func `whatever is typed is read or refused at a place within it`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededNumbers(seed: seed)
        let pieces = [
            "a", "négo", "(", ")", "\"", "“", "”", "«", ":", ">", ">=", "=", "<", "-", " ", " or ", " and ", "not ", "skill:",
            "language:en",
            "available:2027-01", "graduation>=2027", "city:", "B2", "3", "\\", "é", "中", "👩‍👩‍👧", "e\u{301}", "\t", "'", ";", "--", "%",
            "\u{0}",
        ]
        var read = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            do throws(PoolQueryFault) {
                let printed = try PoolQueryParser.parse(text).description
                read += 1
                #expect((try? PoolQueryParser.parse(printed).description) == printed, "seed \(seed): \(text) → \(printed)")
            } catch {
                #expect((1...text.count + 1).contains(error.column), "seed \(seed): \(text)")
            }
        }
        #expect(read > 500)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct PoolQueryGuideTests {
    @Test func `every example of the guide is understood`() throws {
        let guide = try String(contentsOf: repository.appending(path: "Sources/Vivier/Vivier.docc/PoolQueries.md"), encoding: .utf8)
        let parts = guide.split(separator: "```")
        let block = try #require(parts.dropFirst().first)
        let cells = guide.matches(of: /\n\| (`[^|]*`) \|/).flatMap { row in
            row.output.1.matches(of: /`([^`]+)`/).map { String($0.output.1) }
        }
        let examples = block.split(separator: "\n").map(String.init) + cells
        #expect(examples.count == 14)
        for example in examples { #expect((try? PoolQueryParser.parse(example)) != nil, "\(example)") }
    }
}
