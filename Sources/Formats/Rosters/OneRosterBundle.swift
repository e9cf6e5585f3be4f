/// Reads the students of a OneRoster bundle (1EdTech OneRoster CSV 1.1 and 1.2, and the exports that come near it, such as Microsoft
/// School Data Sync 2).
///
/// A student is a user whose role, in `users.csv` (1.1) or `roles.csv` (1.2), is student, or who has no role there and is enrolled as one.
/// Passwords are never read; `demographics.csv` is special categories of data and never opened. Real exports hold references that lead
/// nowhere: those are warnings, since no student depends on them.
package enum OneRosterBundle {
    /// What becomes the school's own key of a student.
    package enum Key: String, Sendable, CaseIterable {
        /// The identifier where there is one, else the sourcedId.
        case auto
        case identifier
        case sourcedId
    }

    /// Whether a file of a bundle is read at all. The others need not travel.
    package static func reads(_ name: String) -> Bool { OneRosterFiles.reads(name) }

    /// A bundle as it may wait in the house: the extract of each file that is read. Of one that is never opened its name stays alone, so that it
    /// is still said to be closed; whatever else is in the bundle goes.
    ///
    /// - Parameters:
    ///   - files: the name, folders allowed, and the bytes of each file.
    ///   - isCancelled: asked at every record; then the reading is given up.
    /// - Throws: a file that is read and is not text or not CSV.
    package static func extract(
        of files: [(name: String, bytes: [UInt8])], isCancelled: () -> Bool = { false }
    ) throws(Problem) -> [(name: String, bytes: [UInt8])] {
        var extracts: [(name: String, bytes: [UInt8])] = []
        for (path, bytes) in files {
            guard let name = OneRosterFiles.name(of: path) else { continue }
            if reads(name) {
                extracts.append((path, try extract(of: bytes, name: name, isCancelled: isCancelled)))
            } else if OneRosterFiles.isClosed(name) {
                extracts.append((path, []))
            }
        }
        return extracts
    }

    /// - Parameter files: the name, folders allowed, and the bytes of each file.
    package static func read(_ files: [(name: String, bytes: [UInt8])], bundle: String, key: Key = .auto) -> RosterReading {
        var reading = RosterReading(detected: "oneroster")
        do throws(Problem) {
            let files = try OneRosterFiles(files, bundle: bundle)
            reading.detected = "oneroster \(files.version ?? "without a version")" + (files.isDelta ? ", delta" : "")
            reading.problems = files.problems
            for table in files.tables.sorted(by: { $0.key < $1.key }).map(\.value) {
                for misfit in table.misfits { reading.refuse(misfit) }
            }
            let links = OneRosterLinks(files)
            links.check(into: &reading)
            reading.roster.columns = Set(RosterField.needed)
            // Without courses the bundle says nothing of programmes: what is stored of them stays.
            if files.tables["courses"]?.rows.isEmpty == false { reading.roster.columns.insert(.programme) }
            var students = try OneRosterStudents(files, links: links, key: key)
            students.read(into: &reading)
        } catch {
            reading.refuse(error)
        }
        return reading
    }
}
