package import API
package import Formats
package import Postgres

import struct Foundation.UUID

// How the domain's small values stand in columns.

extension Identifier: PostgresEncodable, PostgresDecodable {
    package static var postgresType: PostgresType { .uuid }

    package func encode(into writer: inout PostgresWriter) {
        uuid.encode(into: &writer)
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Identifier {
        Identifier(try UUID.decode(from: cell))
    }
}

extension Day: PostgresEncodable, PostgresDecodable {
    package static var postgresType: PostgresType { .date }

    package func encode(into writer: inout PostgresWriter) {
        PostgresDay(daysSinceEpoch1970: daysSinceEpoch).encode(into: &writer)
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Day {
        Day(daysSinceEpoch: try PostgresDay.decode(from: cell).daysSinceEpoch1970)
    }
}

/// `bit(336)`, Monday 00:00 first.
extension WeekGrid: PostgresEncodable, PostgresDecodable {
    package static var postgresType: PostgresType { .varbit }

    package func encode(into writer: inout PostgresWriter) {
        var bits = BitString(count: 336)
        for halfHour in 0..<336 where self[halfHour] { bits[halfHour] = true }
        bits.encode(into: &writer)
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> WeekGrid {
        let bits = try BitString.decode(from: cell)
        guard bits.count == 336 else { throw cell.fault("has \(bits.count) bits, a week has 336 half-hours") }
        var grid = WeekGrid()
        for halfHour in 0..<336 where bits[halfHour] { grid[halfHour] = true }
        return grid
    }
}
