import API
import ArgumentParser
import Formats
import Foundation

/// Reads a case file; what is wrong in it is printed with file, line and field.
///
/// - Throws: status 3 where the file holds no case.
func caseDraft(_ bytes: Data, file: String, language: String) throws -> CaseDraft {
    let (found, problems) = CaseFileReader.read(Array(bytes), file: file)
    for problem in problems.problems.map({ ImportProblem($0, language: language) }) { complain(problem.sentence) }
    guard let found, let draft = CaseDraft(found) else { throw ExitStatus.refused }
    return draft
}

extension ImportProblem {
    /// `file:line:column: refused: what, and how to mend it [code]`
    var sentence: String {
        let place = [file, line.map(String.init), column].compactMap(\.self).joined(separator: ":")
        let verdict = severity == "refusal" ? said("refused:", "refusé\u{A0}:") : said("note:", "note\u{A0}:")
        return "\(place): \(verdict) \(message) [\(code)]"
    }
}
