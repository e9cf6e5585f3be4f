/// Takes students as they are read, and whether anything was refused so far.
package typealias RosterHandOver = ([RosterStudent], _ isRefused: Bool) -> Void

/// Reads a roster in whichever form it comes.
package enum RosterFile {
    package enum Format: String, Sendable, CaseIterable {
        /// A zip is a OneRoster bundle, anything else CSV.
        case auto
        case csv
        case oneRoster = "oneroster"
    }

    /// What is no text: a zip, or the container of old spreadsheets (MS-CFB).
    package static func isContainer(_ bytes: [UInt8]) -> Bool { ZipArchive.isZip(bytes) || bytes.starts(with: oldSpreadsheet) }

    private static let oldSpreadsheet: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// - Parameters:
    ///   - progress: bytes read so far and in all, now and then; of CSV.
    ///   - handOver: takes students as they are read, and whether anything was refused so far; the reading does not hold them then.
    package static func read(
        _ bytes: [UInt8], name: String, format: Format = .auto, key: OneRosterBundle.Key = .auto,
        options: RosterCSV.Options = RosterCSV.Options(), progress: (Int, Int) -> Void = { _, _ in },
        handOver: RosterHandOver? = nil
    ) -> RosterReading {
        let isZip = ZipArchive.isZip(bytes)
        do throws(Problem) {
            if bytes.starts(with: oldSpreadsheet) { throw spreadsheet(name) }
            if format == .oneRoster || (format == .auto && isZip) {
                guard isZip else {
                    throw Problem(
                        file: name, code: "not-a-zip",
                        en: "A OneRoster bundle is a zip, or a folder of CSV files. For one file say --format csv.",
                        fr:
                            "Un lot OneRoster est une archive zip, ou un dossier de fichiers CSV. Pour un seul fichier, indiquez --format csv."
                    )
                }
                let files = try ZipArchive.files(in: bytes, file: name)
                if files.contains(where: { $0.name == "[Content_Types].xml" || $0.name == "mimetype" }) { throw spreadsheet(name) }
                var reading = OneRosterBundle.read(files, bundle: name, key: key)
                if let handOver {
                    handOver(reading.roster.students, reading.problems.refusals > 0)
                    reading.roster.students = []
                }
                return reading
            }
            if isZip {
                throw Problem(
                    file: name, code: "not-csv", en: "The file is a zip. Say --format oneroster, or unpack it.",
                    fr: "Le fichier est une archive zip. Indiquez --format oneroster, ou décompressez-le.")
            }
        } catch {
            var reading = RosterReading(detected: format == .csv ? "csv" : "oneroster")
            reading.refuse(error)
            reading.isCutShort = true
            return reading
        }
        return RosterCSV.read(bytes, file: name, options: options, progress: progress, handOver: handOver)
    }

    private static func spreadsheet(_ name: String) -> Problem {
        Problem(
            file: name, code: "spreadsheet", en: "The file is a spreadsheet. Save it as CSV UTF-8.",
            fr: "Le fichier est un classeur. Enregistrez-le au format CSV UTF-8.")
    }
}
