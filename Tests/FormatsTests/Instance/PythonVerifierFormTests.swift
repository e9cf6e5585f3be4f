import Formats
import Foundation
import Matching
import Testing

/// Arrays in arrays.
private func nested(_ levels: Int) -> String { String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }

/// What is not of its form is refused by `deploy/verify.py` as by the readers of `Formats`; and the script is what its readers are told.
struct PythonVerifierFormTests {
    @Test(
        .enabled(if: PythonVerifier.isThere, "there is no python3"),
        arguments: [
            (#"{"id": "b"}"#, #"{"id": "b"}, {"id": "a"}"#, "twice: [('a'"),
            (#""capacity": 1, "#, #""capacity": 1}, {"id": "c", "capacity": 2, "#, "twice: [('c'"),
            (#"{"id": "k"}"#, #"{"id": "k"}, {"id": "k", "capacity": 0}"#, "twice: [('k'"),
            (#"["b", "c"]"#, #"["x", "c"]"#, "bans"), (#""pins": ["#, #""pins": [["a", "x"]"#, "pins"),
            (#""pins": ["#, #""pins": [["a", "c"], ["a", "c"]"#, "twice: [('a'"),
            (#"["a", "c", 7]"#, #"["a", "x", 7]"#, "fits"), (#"["a", "c", 7]"#, #"["a", "c", 10001]"#, "fits"),
            (#""seed": 7"#, #""seed": "x""#, "seed"), (#""seed": 7"#, #""seed": -1"#, "seed"),
            (#""seed": 7"#, #""seed": 9223372036854775808"#, "seed"), (#""seed": 7"#, #""seed": 7.0"#, "seed"),
            (#""capacity": 1"#, #""capacity": true"#, "capacity"), (#""capacity": 1"#, #""capacity": 1000000001"#, "capacity"),
            (#"["a", "c", 7]"#, #"["a", "c", 7], ["a", "c", 8]"#, "twice: [(('a', 'c')"),
            (#"["a", "c", 7]"#, #"["a", "c"]"#, "fits"), (#"[["a", "c", 7]]"#, #"{"a": ["c", 7]}"#, "fits"),
            (#"["c"]"#, #"["c", ["c"]]"#, "twice: [('c'"), (#"["c"]"#, "null", "prefers"), (#"["c"]"#, #""c""#, "prefers"),
            (#"["c"]"#, "[[]]", "prefers"), (#"["c"]"#, #"[{"c": 0}]"#, "prefers"),
            (#""company": "k""#, #""company": "x""#, "company"), (#""company": "k""#, #""minimum": 2"#, "minimum"),
            (#""best-total""#, #""best""#, "policy"),
            (#""teams""#, #""groups""#, "teams"), (#""fits": [["a", "c", 7]]"#, #""fairness": "fit""#, "fairness"),
            (#""seed": 7"#, #""seed": 7, "seed": 7"#, "twice: [('seed'"),
            (#"{"id": "b"}"#, #"{"id": "b", "id": "b"}"#, "twice: [('id'"), (#"{"id": "b"}"#, #"{"id": 7}"#, "id"),
            (#"{"id": "b"}"#, #"{"id": "\ud800"}"#, "surrogate"), (#""seed": 7"#, #""seed": 7, "\udc00": 0"#, "surrogate"),
            (#""seed": 7"#, #""seed": NaN"#, "NaN is no JSON"), (#""seed": 7}"#, #""seed": 7"#, "delimiter"),
            (#"{"format""#, "\u{FEFF}" + #"{"format""#, "BOM"), (#""seed": 7"#, #""seed": 7, "more": "# + nested(64), "64 levels"),
        ])
    func `an instance that is not of its form is refused by both, with what it is in`(what: String, instead: String, place: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let whole = """
            {"format": "vivier-instance/1", "policy": "best-total", "teams": [{"id": "a", "prefers": ["c"]}, {"id": "b"}],
             "cases": [{"id": "c", "capacity": 1, "company": "k"}], "companies": [{"id": "k"}],
             "fits": [["a", "c", 7]], "pins": [], "bans": [["b", "c"]], "seed": 7}
            """
        let instance = try InstanceFile.read(Array(whole.utf8)).instance
        let claim = try #require(ResultClaim(solving: instance))
        func result(of bytes: [UInt8]) -> [UInt8] { ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes)) }
        let bytes = Array(whole.utf8)
        #expect(try PythonVerifier.verify(bytes, result(of: bytes), in: folder).isValid)
        let changed = Array(whole.replacing(what, with: instead).utf8)
        #expect(changed != bytes)
        #expect(throws: JSONRefusal.self) { try InstanceFile.read(changed) }
        let said = try PythonVerifier.verify(changed, result(of: changed), in: folder)
        #expect(said.status == 3 && said.text.contains("instance.json: ") && said.text.contains(place), "\(said)")
        #expect(!said.text.contains("Error"), "\(said)")
    }

    @Test(
        .enabled(if: PythonVerifier.isThere, "there is no python3"),
        arguments: [
            (#""placed": 1"#, #""placed": "1""#, "placed"), (#""placed": 1"#, #""placed": true"#, "placed"),
            (#""total_fit": 7"#, #""total_fit": 7.0"#, "total_fit"), (#"[["a", "c"]]"#, #"[["a", "c", 7]]"#, "matches"),
            (#"[["a", "c"]]"#, #"{"a": "c"}"#, "matches"), (#"[["a", "c"]]"#, #"["ac"]"#, "matches"), (#"[]"#, #""""#, "unmatched"),
            (#""c": 7"#, #""c": "7""#, "cases"), (#""c": 7"#, #""c": 9223372036854775808"#, "cases"),
            (#""c": 7"#, #""c": 7, "c": 7"#, "twice: [('c'"), (#""certificate""#, #""proof""#, "certificate"),
            (#""kind": "lp-dual""#, #""kind": "lp-dual", "size_bound": "x""#, "size_bound"),
            (#"{"format""#, #"{"engine": 0, "format""#, "engine"), (#"{"format""#, "\u{FEFF}" + #"{"format""#, "BOM"),
            (#""best-total""#, #""best""#, "policy"), (#"vivier-result/1"#, #"vivier-result/2"#, "format"),
        ])
    func `a result that is not of its form is refused with what it is in`(what: String, instead: String, place: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = Array(
            #"{"format": "vivier-instance/1", "teams": [{"id": "a"}], "cases": [{"id": "c", "capacity": 1}], "fits": [["a", "c", 7]]}"#.utf8
        )
        let result = """
            {"format": "vivier-result/1", "policy": "best-total", "instance_sha256": "\(SHA256.hex(of: bytes))", "matches": [["a", "c"]],
             "unmatched": [], "placed": 1, "total_fit": 7, "certificate": {"kind": "lp-dual", "cases": {"c": 7}, "companies": {}}}
            """
        #expect(try PythonVerifier.verify(bytes, Array(result.utf8), in: folder).isValid)
        let changed = Array(result.replacing(what, with: instead).utf8)
        let instance = try InstanceFile.read(bytes).instance
        #expect(throws: JSONRefusal.self) { try ResultFile.read(changed, for: instance) }
        let said = try PythonVerifier.verify(bytes, changed, in: folder)
        #expect(said.status == 3 && said.text.contains("result.json: ") && said.text.contains(place), "\(said)")
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"), .timeLimit(.minutes(1)))
    func `an object is refused at its first member that stands twice, however many do`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let members = (0..<200_000).map { "\"\($0)\": 0, \"\($0)\": 0" }.joined(separator: ", ")
        let said = try PythonVerifier.verify(Array("{\"more\": {\(members)}}".utf8), [], in: folder)
        #expect(said.status == 3 && said.text.contains("twice: [('0', 2)]"), "\(said)")
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"))
    func `what cannot be read is refused in one sentence, and a snapshot with what to do instead`() throws {
        let missing = try PythonVerifier.run([PythonVerifier.script.path, "/nowhere/instance.json", "/nowhere/result.json"])
        #expect(
            missing.status == 3 && missing.text.contains("/nowhere/instance.json") && missing.text.split(separator: "\n").count == 1,
            "\(missing)")
        let usage = try PythonVerifier.run([PythonVerifier.script.path])
        #expect(usage.status != 0 && usage.text.contains("verify.py INSTANCE.json RESULT.json"), "\(usage)")
        try PythonVerifier.inFolder { folder in
            let said = try PythonVerifier.verify(try Golden.bytes("snapshot.json"), try Golden.bytes("result.json"), in: folder)
            #expect(said.status == 3 && said.text.contains("vivier round export RUN --instance"), "\(said)")
        }
    }

    @Test func `what checks a result in Python is one file as short as its readers are told, with all that it imports`() throws {
        let folder = PythonVerifier.script.deletingLastPathComponent()
        var (waiting, read, lines) = (["verify"], Set<String>(), 0)
        while let module = waiting.popLast() {
            guard read.insert(module).inserted else { continue }
            let file = folder.appending(path: "\(module).py")
            guard FileManager.default.fileExists(atPath: file.path) else {
                #expect(["collections", "hashlib", "json", "pathlib", "sys"].contains(module), "\(module) is not of the standard library")
                continue
            }
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("__import__") && !text.contains("importlib") && !text.contains("exec("))
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
            lines += rows.count
            for row in rows {
                let words = row.prefix { $0 != "#" }.split { $0 == " " || $0 == "," }
                switch words.first {
                case "import": waiting += words.dropFirst().map(String.init)
                case "from": waiting += words.dropFirst().prefix(1).map(String.init)
                default: break
                }
            }
        }
        #expect(lines < 150)
        #expect(read.count > 3)
        let others = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("verify") }
        #expect(others == ["verify.py"])
    }
}
