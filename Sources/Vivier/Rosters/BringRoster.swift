package import API
import Formats
import Postgres

/// Takes the file of a roster in hand, so that somebody can say what its columns are and see what it would do before it is stored: one
/// file a person, for an hour, in the database alone, and never what no roster may carry: see ``RosterFile/extract(of:name:isCancelled:)``.
package struct BringRoster: UseCase {
    package var cohort: Cohort.ID
    package var fileName: String
    package var bytes: [UInt8]

    package init(cohort: Cohort.ID, fileName: String, bytes: [UInt8]) {
        self.cohort = cohort
        self.fileName = fileName
        self.bytes = bytes
    }

    /// Bytes of the largest file.
    package static let limit = 64 << 20
    private static var tooLarge: GeneralRefusal {
        .field(
            "/file", "too-large", en: "At most 64 MiB are taken here. Use the command line for more.",
            fr: "Au plus 64 Mio sont acceptés ici. Au-delà, passez par la ligne de commande.")
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("bringRoster", cohort) }
    package static var patience: Duration? { .seconds(120) }

    package func run(in work: UnitOfWork) async throws -> RosterInHand.ID {
        guard !bytes.isEmpty else {
            throw GeneralRefusal.field(
                "/file", "missing", en: "Choose a file that is not empty.", fr: "Choisissez un fichier qui n’est pas vide.")
        }
        guard bytes.count <= Self.limit else { throw Self.tooLarge }
        if let kind = OtherFile(bytes) {
            throw GeneralRefusal.field(
                "/file", "no-roster", en: "This is \(kind.name.en), no list of students. Bring a CSV file or a OneRoster zip.",
                fr: "C’est \(kind.name.fr), pas une liste d’étudiants. Apportez un fichier CSV ou un zip OneRoster.")
        }
        // What no import can read is told at once, at the field of the file.
        let sketch = RosterSketch(bytes, name: fileName)
        if sketch.columns.isEmpty, let fault = sketch.problems.problems.first {
            throw GeneralRefusal.field("/file", fault.code, en: fault.en, fr: fault.fr)
        }
        // Four fields are needed, and two columns can hold them at least.
        if !sketch.isBundle, sketch.columns.count < 2 {
            throw GeneralRefusal.field(
                "/file", "no-columns", en: "This text has no columns: no comma, semicolon or tab divides its lines.",
                fr: "Ce texte n’a pas de colonnes\u{A0}: ni virgule, ni point-virgule, ni tabulation ne divise ses lignes.")
        }
        guard let account = work.caller.account else { throw GeneralRefusal.denied(needs) }
        let kept = try await extract()
        let row = try await work.one(
            """
            INSERT INTO roster_file (school_id, cohort_id, account_id, file_name, bytes)
            SELECT c.school_id, c.id, \(account), \(String(fileName.excerpt(most: 200).prefix(scalars: 300)))::text, \(kept)::bytea
            FROM cohort c WHERE c.id = \(cohort)
            RETURNING id
            """, orMissing: .cohort)
        return try row.decode(RosterInHand.ID.self)
    }

    /// What of the file may lie in the database, in its log and in every backup made meanwhile.
    private func extract() async throws -> [UInt8] {
        let extract: [UInt8]
        do {
            extract = try await OwnThread.run("import") { [bytes, fileName] isCancelled in
                do {
                    return try RosterFile.extract(of: bytes, name: fileName, isCancelled: isCancelled)
                } catch {
                    // What a reading that was given up says of the file is nothing.
                    if isCancelled() { throw CancellationError() }
                    throw error
                }
            }
        } catch let fault as Problem {
            let place = [fault.file, fault.line.map(String.init)].compactMap(\.self).joined(separator: ":")
            throw GeneralRefusal.field("/file", fault.code, en: "\(place): \(fault.en)", fr: "\(place)\u{A0}: \(fault.fr)")
        }
        // Two bytes of another encoding may be three of this one.
        guard extract.count <= Self.limit else { throw Self.tooLarge }
        return extract
    }
}

/// Throws a file in hand away.
package struct DropRoster: UseCase {
    package var roster: RosterInHand.ID

    package init(roster: RosterInHand.ID) {
        self.roster = roster
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("dropRoster", roster) }

    package func run(in work: UnitOfWork) async throws {
        _ = try await work.execute("DELETE FROM roster_file WHERE id = \(roster)")
    }
}

extension Application {
    /// Throws away what has waited for longer than its hour.
    package func forgetOldRosters() async throws {
        _ = try await database.execute("SELECT forget_old_roster_files()")
    }
}

extension Sentence {
    static let rosterInHand = Sentence(
        en: "The file, which waits for an hour and is then thrown away,", fr: "Le fichier, gardé une heure puis effacé")
}
