/// Many cases in one file: a CSV with one case a row, or a list of briefs as JSON or CSV.
package enum CaseListFile {
    package struct Reading: Sendable {
        /// Each with the line on which it begins.
        package var cases: [(line: Int, case: CaseFile)] = []
        /// How the file was read: `csv, utf-8, ;`
        package var detected: String
        package var problems = ProblemList()

        package init(detected: String) {
            self.detected = detected
        }
    }

    package static func read(_ bytes: [UInt8], name: String) -> Reading {
        let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "[")
        return isJSON ? BriefsFile.read(bytes, file: name) : CaseCSV.read(bytes, file: name)
    }
}
