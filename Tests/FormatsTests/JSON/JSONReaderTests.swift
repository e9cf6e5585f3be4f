import Formats
import Testing

struct JSONReaderTests {
    /// Reads any document; the fault and where it stands.
    private func refusal(of bytes: [UInt8]) -> (JSONFault.Code, JSONPlace)? {
        bytes.withUnsafeBufferPointer { bytes in
            var json = JSONReader(bytes)
            do throws(JSONFault) {
                try json.begin()
                try json.skip()
                try json.end()
                return nil
            } catch {
                return (error.code, JSONLocator.places(of: [error.offset], in: bytes)[0])
            }
        }
    }

    @Test(arguments: [
        "0", "-0", " [ ] ", "{}", "1.5e+10", "-0.1E-2", #""\ud83d\ude00 \u00e9 \/ \" \\ \b\f\n\r\t""#, "\"é中😀\u{7f}\"", "[true,false,null]",
        #"{"a":{"b":[1,{"a":2}]},"c":""}"#, "\t\r\n[1\n,2]\n",
    ])
    func `well-formed JSON is read`(document: String) {
        #expect(refusal(of: Array(document.utf8)) == nil)
    }

    @Test(arguments: [
        ("", JSONFault.Code.syntax, 1, 1, "$"),
        ("\n\n ", .syntax, 3, 2, "$"),
        ("\u{feff}{}", .encoding, 1, 1, "$"),
        ("[1,\n 2,]", .syntax, 2, 4, "$[2]"),
        (#"{"a":1,}"#, .syntax, 1, 8, "$"),
        (#"{"a":1 "b":2}"#, .syntax, 1, 8, "$.a"),
        (#"{"a" 1}"#, .syntax, 1, 6, "$"),
        ("{a:1}", .syntax, 1, 2, "$"),
        (#"{"é":[0,{"b c":[1,01]}]}"#, .syntax, 1, 19, "$.é[1]['b c'][1]"),
        ("[1] 2", .syntax, 1, 5, "$"),
        ("[1", .syntax, 1, 3, "$[0]"),
        ("[1 2]", .syntax, 1, 4, "$[0]"),
        ("[,1]", .syntax, 1, 2, "$[0]"),
        ("[-]", .syntax, 1, 2, "$[0]"),
        ("[.5]", .syntax, 1, 2, "$[0]"),
        ("[1.]", .syntax, 1, 2, "$[0]"),
        ("[1e]", .syntax, 1, 2, "$[0]"),
        ("[+1]", .syntax, 1, 2, "$[0]"),
        ("[NaN]", .syntax, 1, 2, "$[0]"),
        ("[tru]", .syntax, 1, 2, "$[0]"),
        ("// no\n[]", .syntax, 1, 1, "$"),
        ("['a']", .syntax, 1, 2, "$[0]"),
        ("[\"a\tb\"]", .syntax, 1, 4, "$[0]"),
        (#"["a\x"]"#, .syntax, 1, 4, "$[0]"),
        (#"["\u12g4"]"#, .syntax, 1, 3, "$[0]"),
        (#"["\ud800"]"#, .encoding, 1, 3, "$[0]"),
        (#"["\ud800\u0041"]"#, .encoding, 1, 3, "$[0]"),
        (#"["\udc00"]"#, .encoding, 1, 3, "$[0]"),
        ("[\"abc", .syntax, 1, 2, "$[0]"),
        (#"{"x":{"a":1,"\u0061":2}}"#, .duplicateMember, 1, 13, "$.x.a"),
    ])
    func `a fault is named with its line, column and path`(document: String, code: JSONFault.Code, line: Int, column: Int, path: String) {
        let found = refusal(of: Array(document.utf8))
        #expect(found?.0 == code)
        #expect(found?.1 == JSONPlace(line: line, column: column, path: path))
    }

    @Test(arguments: [
        [0x80], [0xc0, 0x80], [0xc3], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff],
    ])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let found = refusal(of: Array("[\"".utf8) + bytes + Array("\"]".utf8))
        #expect(found?.0 == .encoding)
        #expect(found?.1 == JSONPlace(line: 1, column: 3, path: "$[0]"))
    }

    @Test func `a document nests to 64 levels and no deeper`() {
        let deep = Array(repeating: UInt8(ascii: "["), count: 64) + Array(repeating: UInt8(ascii: "]"), count: 64)
        #expect(refusal(of: deep) == nil)
        let flood = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(refusal(of: flood)?.0 == .depth)
        #expect(refusal(of: flood)?.1.column == 65)
    }

    @Test(
        arguments: [
            ("0", 0), ("-7", -7), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("123456789012345678", 123_456_789_012_345_678),
        ] as [(String, Int64)])
    func `integers of 64 bits are read`(document: String, value: Int64) throws {
        try Array(document.utf8).withUnsafeBufferPointer { (bytes) throws in
            var json = JSONReader(bytes)
            let read = try json.integer()
            #expect(read == value)
        }
    }

    @Test(arguments: [
        ("1.0", JSONFault.Code.notAnInteger), ("1e2", .notAnInteger), ("-0.5", .notAnInteger), ("10000000000000000000000.5", .notAnInteger),
        ("9223372036854775808", .outOfRange), ("99999999999999999999999999", .outOfRange), ("01", .syntax), ("-", .syntax),
        ("\"1\"", .wrongType), ("null", .wrongType), ("true", .wrongType), ("[1]", .wrongType), ("{}", .wrongType), ("", .syntax),
    ])
    func `what is no integer of 64 bits is refused`(document: String, code: JSONFault.Code) {
        Array(document.utf8).withUnsafeBufferPointer { bytes in
            var json = JSONReader(bytes)
            do throws(JSONFault) {
                let value = try json.integer()
                Issue.record("read \(value)")
            } catch {
                #expect(error.code == code)
                #expect(error.offset == 0)
                #expect(!error.french.isEmpty && error.french != error.message)
            }
        }
    }

    @Test func `text comes out with its escapes resolved`() throws {
        try Array(#""a\u00e9\ud83d\ude00\n\"中""#.utf8).withUnsafeBufferPointer { bytes in
            var json = JSONReader(bytes)
            let text = try json.text()
            #expect(json.string(text) == "aé😀\n\"中")
        }
    }
}
