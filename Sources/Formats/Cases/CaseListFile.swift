import Foundation

/// Many cases in one file: a CSV with one case a row, or a JSON list of briefs.
package enum CaseListFile {
    /// - Returns: the cases with the line, or the number, of each; how the file was read; what is wrong in it.
    package static func read(_ bytes: [UInt8], name: String) -> (
        cases: [(line: Int, case: CaseFile)], detected: String, problems: ProblemList
    ) {
        name.lowercased().hasSuffix(".json") ? BriefsFile.read(bytes, file: name) : CaseCSV.read(bytes, file: name)
    }
}
