/// Reads a roster in whichever form it comes.
package enum RosterFile {
    package enum Format: String, Sendable, CaseIterable {
        /// A zip is a OneRoster bundle, anything else CSV.
        case auto
        case csv
        case oneRoster = "oneroster"
    }

    package static func read(
        _ bytes: [UInt8], name: String, format: Format = .auto, key: OneRosterBundle.Key = .auto,
        options: RosterCSV.Options = RosterCSV.Options(), progress: (Int, Int) -> Void = { _, _ in }
    ) -> RosterReading {
        let isBundle = format == .oneRoster || (format == .auto && ZipArchive.isZip(bytes))
        guard isBundle else { return RosterCSV.read(bytes, file: name, options: options, progress: progress) }
        do throws(Problem) {
            return OneRosterBundle.read(try ZipArchive.files(in: bytes, file: name), bundle: name, key: key)
        } catch {
            var problems = ProblemList()
            problems.add(error)
            return RosterReading(roster: Roster(), problems: problems, rejected: 1, detected: "oneroster")
        }
    }
}
