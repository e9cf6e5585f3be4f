import Schema
package func schemaCount() -> Int { Int(vivier_migration_count) }
