import Foundation

/// Where results go. What cannot be written is said, and the command fails: half a result must not look like a whole one.
enum StandardOutput {
    /// Writes at once: nothing is kept back that could be lost later.
    static func write(_ data: Data) {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            complain(
                said(
                    "standard output: cannot be written: \(error.localizedDescription)",
                    "sortie standard\u{A0}: écriture impossible\u{A0}: \(error.localizedDescription)"))
            exit(1)
        }
    }
}

/// A line on standard output. It stands in front of Swift's own, which passes over errors, so that no line is lost in silence.
func print(_ line: some CustomStringConvertible) {
    StandardOutput.write(Data("\(line)\n".utf8))
}
