import Foundation
import Yams

/// Reads a case file: `---`, YAML, `---`, Markdown. Every field that is not as it should be is reported with its line.
package struct CaseFileReader {
    /// Bytes of the description, and of the front matter.
    package static let bodyLimit = 64 << 10

    /// - Returns: no case where a field was refused.
    package static func read(_ bytes: [UInt8], file: String) -> (case: CaseFile?, problems: ProblemList) {
        let (found, problems, _) = readPlaced(bytes, file: file)
        return (found, problems)
    }

    /// - Returns: beside the case the line of each field by its JSON pointer in a draft (RFC 6901), such as `/skills/0`.
    package static func readPlaced(_ bytes: [UInt8], file: String) -> (case: CaseFile?, problems: ProblemList, lines: [String: Int]) {
        var problems = ProblemList()
        do throws(Problem) {
            let (mapping, body) = try parts(of: bytes, file: file)
            var fields = CaseFileFields(file: file)
            fields.read(mapping)
            fields.found.description = body
            for problem in fields.problems { problems.add(problem) }
            return (problems.refusals == 0 ? fields.found : nil, problems, fields.lines)
        } catch {
            problems.add(error)
            return (nil, problems, [:])
        }
    }

    private static func parts(of bytes: [UInt8], file: String) throws(Problem) -> (fields: Node.Mapping, body: String) {
        func fault(_ line: Int?, _ field: String?, _ code: String, _ en: String, _ fr: String) -> Problem {
            Problem(file: file, line: line, column: field, code: code, en: en, fr: fr)
        }
        guard bytes.count <= 2 * bodyLimit else {
            throw fault(nil, nil, "file-too-large", "The file has more than 128 KiB.", "Le fichier dépasse 128 Kio.")
        }
        let text = String(decoding: try TextEncoding.decode(bytes, file: file).text, as: UTF8.self)
            .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func isFence(_ line: Substring) -> Bool { line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace) }
        guard let first = lines.first, isFence(first), let end = lines.dropFirst().firstIndex(where: isFence) else {
            throw fault(
                1, nil, "no-front-matter",
                "The file begins with --- on a line of its own, then YAML, then --- again, then the description.",
                "Le fichier commence par --- seul sur sa ligne, puis du YAML, puis --- de nouveau, puis la description.")
        }
        if let zero = lines.firstIndex(where: { $0.utf8.contains(0) }) {
            throw fault(
                zero + 1, nil, "zero-byte", "The file holds a zero byte: remove it.", "Le fichier contient un octet nul : supprimez-le.")
        }
        let body = lines[(end + 1)...].joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        guard body.utf8.count <= bodyLimit else {
            throw fault(end + 2, "description", "too-long", "The description has more than 64 KiB.", "La description dépasse 64 Kio.")
        }
        return (try fields(of: lines[1..<end].joined(separator: "\n"), fault), body)
    }

    /// An alias shares the node that it stands for, libyaml nests 1,000 levels at most, and only what a field needs is walked: a small file
    /// cannot grow.
    private static func fields(
        of yaml: String, _ fault: (Int?, String?, String, String, String) -> Problem
    ) throws(Problem) -> Node.Mapping {
        do {
            guard let node = try Parser(yaml: yaml, resolver: .basic).singleRoot() else {
                throw fault(2, nil, "empty-front-matter", "The front matter names no field.", "L’en-tête ne nomme aucun champ.")
            }
            guard case .mapping(let mapping) = node else {
                throw fault(
                    2, nil, "not-a-mapping", "The front matter is a list of fields: title: …",
                    "L’en-tête est une liste de champs : title: …")
            }
            return mapping
        } catch let problem as Problem {
            throw problem
        } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
            throw fault(
                context.mark.line + 1, duplicates.first, "repeated-field", "The field stands twice.", "Le champ figure deux fois.")
        } catch {
            let line: Int? =
                switch error as? YamlError {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line + 1
                default: nil
                }
            throw fault(
                line, nil, "not-yaml", "The front matter is not YAML: check the indentation and the quotes.",
                "L’en-tête n’est pas du YAML : vérifiez l’indentation et les guillemets.")
        }
    }
}
