import API
import ArgumentParser
import Formats
import Foundation

/// A case as a file says it, and where in the file.
struct FiledCase {
    var draft: CaseDraft
    private let file: String
    private let lines: [String: Int]

    /// What is wrong in the file is printed with file, line and field.
    ///
    /// - Throws: status 3 where the file holds no case.
    init(_ bytes: Data, file: String, language: String) throws {
        let (found, problems, lines) = CaseFileReader.readPlaced(Array(bytes), file: file)
        for problem in problems.problems.map({ ImportProblem($0, language: language) }) { complain(problem.sentence) }
        guard let found, let draft = CaseDraft(found) else { throw ExitStatus.refused }
        self.draft = draft
        self.file = file
        self.lines = lines
    }

    /// Sends the draft; what the daemon refuses of it is told by file and line, as what the file itself has wrong.
    func placing<Answer>(_ send: (CaseDraft) async throws -> Answer) async throws -> Answer {
        do {
            return try await send(draft)
        } catch let problem as ServerProblem {
            var details = problem.details
            details.errors = details.errors?.map { error in
                var error = error
                if let pointer = error.pointer, let place = place(of: pointer) { error.pointer = place }
                return error
            }
            throw ServerProblem(details: details)
        }
    }

    /// - Parameter pointer: `#/skills/0/skill`; the nearest field above it that has a line is taken.
    private func place(of pointer: String) -> String? {
        let path = pointer.drop { $0 == "#" }
        var above = path
        while !above.isEmpty {
            if let line = lines[String(above)] { return "\(file):\(line):\(path.dropFirst().replacing("/", with: "."))" }
            above = above.prefix(upTo: above.lastIndex(of: "/") ?? above.startIndex)
        }
        return nil
    }
}

extension ImportProblem {
    /// `file:line:column: refused: what, and how to mend it [code]`
    var sentence: String {
        let place = [file, line.map(String.init), column].compactMap(\.self).joined(separator: ":")
        let verdict = severity == "refusal" ? said("refused:", "refusé\u{A0}:") : said("note:", "note\u{A0}:")
        return "\(place): \(verdict) \(message) [\(code)]"
    }
}
