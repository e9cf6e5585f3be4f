import ArgumentParser
import Formats
import Foundation

/// A file that an offline command reads or writes; `-` is standard input.
struct OfflineFile {
    /// Exit statuses of the offline commands, as every command of `vivier` has them.
    enum Status {
        static let failed = ExitCode(1)
        static let badUsage = ExitCode(2)
        static let refused = ExitCode(3)
    }

    /// In bytes: a stream does not say how long it is.
    private static let most = 2 << 30

    let path: String

    /// How messages call it.
    var name: String { InputFile(path: path).name }

    /// - Throws: bad usage where there is no such file, after saying so.
    func read() throws -> [UInt8] {
        do {
            return Array(try InputFile(path: path).bytes(most: Self.most))
        } catch {
            complain(error.sentence)
            throw error.status
        }
    }

    /// Refuses a folder as the place of a result, before there is one.
    ///
    /// - Throws: bad usage, after saying so.
    func requireNoFolder() throws {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard isThere && isFolder.boolValue || path.hasSuffix("/") else { return }
        let inside = path + (path.hasSuffix("/") ? "" : "/") + "result.json"
        Self.say(
            said(
                "\(path): is a folder. Name a file, such as -o \(inside).",
                "\(path)\u{A0}: est un dossier. Nommez un fichier, par exemple -o \(inside)."))
        throw Status.badUsage
    }

    /// Whether two paths lead to one file.
    func isSame(as other: OfflineFile) -> Bool {
        guard let own = status, let others = other.status else { return false }
        return own.st_dev == others.st_dev && own.st_ino == others.st_ino
    }

    /// Of what the path leads to, links followed; nil where there is nothing.
    private var status: stat? {
        var found = stat()
        return stat(path, &found) == 0 ? found : nil
    }

    /// Writes the whole file or nothing. A link stays one, and what is no file, such as a pipe, is written to.
    func write(_ bytes: [UInt8]) throws {
        do {
            if let status, status.st_mode & S_IFMT != S_IFREG {
                let handle = try FileHandle(forWritingTo: URL(filePath: path))
                try handle.write(contentsOf: Data(bytes))
                return try handle.close()
            }
            try Data(bytes).write(to: URL(filePath: path).resolvingSymlinksInPath(), options: .atomic)
        } catch {
            let folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue {
                Self.say(
                    said(
                        "\(name): cannot be written into the folder \(folder). Is there room, and may you write there?",
                        "\(name)\u{A0}: écriture impossible dans le dossier \(folder). Reste-t-il de la place, et pouvez-vous y écrire\u{A0}?"
                    ))
            } else {
                Self.say(
                    said(
                        "\(name): there is no folder \(folder). Make it, or give another with -o.",
                        "\(name)\u{A0}: il n’y a pas de dossier \(folder). Créez-le, ou donnez-en un autre avec -o."))
            }
            throw Status.failed
        }
    }

    /// Reads and parses; prints each reason with file, line and column where the content is refused.
    func parsed<Contents>(asJSON: Bool, _ parse: ([UInt8]) throws(JSONRefusal) -> Contents) throws -> (Contents, [UInt8]) {
        let bytes = try read()
        return (try parsed(bytes, asJSON: asJSON, parse), bytes)
    }

    /// Parses bytes that were read from the file.
    func parsed<Contents>(_ bytes: [UInt8], asJSON: Bool, _ parse: ([UInt8]) throws(JSONRefusal) -> Contents) throws -> Contents {
        do throws(JSONRefusal) {
            return try parse(bytes)
        } catch {
            try refuse(error.problems, asJSON: asJSON)
        }
    }

    /// Prints the reasons and ends the command with the status of refused input.
    func refuse(_ problems: [JSONProblem], asJSON: Bool) throws -> Never {
        for problem in problems { Self.say(line(problem)) }
        if asJSON {
            let rows = problems.map {
                ProblemRow(
                    file: name, line: $0.place.line, column: $0.place.column, path: $0.place.path, code: $0.code.rawValue,
                    message: sentence($0))
            }
            try Self.printJSON(["problems": rows])
        }
        throw Status.refused
    }

    /// Says what was passed over.
    func warn(_ problems: [JSONProblem]) {
        for problem in problems { Self.say(said("warning: \(line(problem))", "avertissement\u{A0}: \(line(problem))")) }
    }

    private func line(_ problem: JSONProblem) -> String {
        "\(name):\(problem.place.line):\(problem.place.column): \(problem.place.path): \(sentence(problem))"
    }

    private func sentence(_ problem: JSONProblem) -> String { said(problem.message, problem.french) }

    /// A line on standard error.
    static func say(_ line: String) {
        complain(line)
    }

    /// A value as JSON on standard output.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        StandardOutput.write(try encoder.encode(value) + Data("\n".utf8))
    }
}

/// One reason of a refusal, for programs.
private struct ProblemRow: Encodable {
    var file: String
    var line: Int
    var column: Int
    var path: String
    var code: String
    var message: String
}
