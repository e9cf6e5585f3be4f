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
        writer.write(Int32(336))
        for word in words.prefix(5) { writer.write(Self.turned(word)) }
        // The last 16 half-hours; what is left of the word is unused.
        writer.write(UInt16(Self.turned(words[5]) >> 48))
    }

    /// The lowest bit first instead of the highest.
    private static func turned(_ word: UInt64) -> UInt64 {
        var word = word.byteSwapped
        for (width, mask) in [(UInt64(4), 0x0F0F_0F0F_0F0F_0F0F as UInt64), (2, 0x3333_3333_3333_3333), (1, 0x5555_5555_5555_5555)] {
            word = word >> width & mask | (word & mask) << width
        }
        return word
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> WeekGrid {
        let bits = try BitString.decode(from: cell)
        guard bits.count == 336 else { throw cell.fault("has \(bits.count) bits, a week has 336 half-hours") }
        var grid = WeekGrid()
        for halfHour in 0..<336 where bits[halfHour] { grid[halfHour] = true }
        return grid
    }
}
