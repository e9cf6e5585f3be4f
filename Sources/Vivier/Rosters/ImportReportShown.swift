import API
import Formats

extension ImportReport {
    /// Adds what a person needs to see of the file: its columns, and each line that something is wrong with.
    ///
    /// A file with columns that are never taken shows none of its lines, since they hold what is in those columns.
    mutating func show(_ sketch: RosterSketch, of file: [UInt8]) {
        guard !sketch.isBundle else { return }
        columns = sketch.columns.map {
            ImportColumn(name: $0.name.excerpt, meaning: $0.meaning, samples: $0.samples, forbidden: $0.isForbidden)
        }
        guard !sketch.hasForbidden, !problems.isEmpty, !RosterFile.isContainer(file) else { return }
        let texts = FileLines.texts(of: Set(problems.compactMap(\.line)), in: file)
        for index in problems.indices { problems[index].text = problems[index].line.flatMap { texts[$0] } }
    }
}
