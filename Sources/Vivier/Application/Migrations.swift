package import Postgres
import Schema

extension Migration {
    /// The migrations inside the binary, in order.
    package static var all: [Migration] {
        (0..<vivier_migration_count()).map { index in
            let file = EmbeddedFile(vivier_migration(index).pointee)
            return Migration(name: file.name, sql: file.text)
        }
    }
}
