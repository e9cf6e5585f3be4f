import Foundation
import Postgres

/// Who was erased, by ids that lead back to nobody: kept beside the backups, so that what comes back of an older one is erased again.
struct ErasedList: Equatable {
    struct Person: Equatable {
        var id: String
        var school: String
        var at: Date
    }

    private static let heading = "vivier-erased/1"

    var people: [Person]

    /// Of a service.
    init(of database: Database) async throws {
        people = try await database.transaction(readOnly: true) { transaction in
            // Nobody but an operator sees those of every school.
            _ = try await transaction.execute("SET LOCAL ROLE vivier_operator")
            return try await transaction.execute("SELECT id::text, school_id::text, erased_at FROM erased_student ORDER BY erased_at, id")
                .decode(String.self, String.self, Date.self).map { Person(id: $0, school: $1, at: $2) }
        }
    }

    /// - Throws: ``BackupError`` where it is none.
    init(readFrom path: String) throws(BackupError) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .fileUnreadable(path, error.localizedDescription)
        }
        // Any file may be named by mistake: a whole backup is no text, and not looked through for one.
        guard bytes.starts(with: Self.heading.utf8), let text = String(bytes: bytes, encoding: .utf8) else { throw .noErasedList(path) }
        var lines = text.split(separator: "\n")
        guard lines.first.map(String.init) == Self.heading else { throw .noErasedList(path) }
        lines.removeFirst()
        people = []
        for line in lines {
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 3, UUID(uuidString: parts[0]) != nil, UUID(uuidString: parts[1]) != nil,
                let at = try? Date(parts[2], strategy: .iso8601)
            else { throw .noErasedList(path) }
            people.append(Person(id: parts[0], school: parts[1], at: at))
        }
    }

    /// A line for each; it takes the place of the one before when it is whole.
    func write(to path: String) throws(BackupError) {
        let lines = [Self.heading] + people.map { "\($0.id) \($0.school) \($0.at.ISO8601Format())" }
        do {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .fileNotWritable(path, error.localizedDescription)
        }
    }

    /// - Parameter owner: of a database that came back.
    /// - Returns: how many were there again.
    func eraseAgain(by owner: Database) async throws -> Int {
        try await owner.transaction(timeout: .seconds(3_600)) { transaction in
            _ = try await transaction.execute("SELECT set_config('app.actor', 'operator', true)")
            var again = 0
            for person in people {
                let wasThere = try await transaction.execute(
                    "SELECT erase_again(\(person.id)::text::uuid, \(person.school)::text::uuid, \(person.at))"
                )[0].decode(Bool.self)
                if wasThere { again += 1 }
            }
            return again
        }
    }
}
