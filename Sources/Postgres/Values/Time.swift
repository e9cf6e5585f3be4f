package import Foundation

/// A moment, `timestamptz`: PostgreSQL keeps microseconds since 2000-01-01, and so does what is read back.
extension Date: PostgresCodable {
    package static var postgresType: PostgresType { .timestamptz }
    /// Seconds from Foundation's reference, 2001-01-01, back to PostgreSQL's.
    private static let epochDistance = 31_622_400.0

    package func encode(into writer: inout PostgresWriter) {
        let microseconds = ((timeIntervalSinceReferenceDate + Self.epochDistance) * 1_000_000).rounded()
        guard let exact = Int64(exactly: microseconds) else { return writer.refuse("the date is out of PostgreSQL's range") }
        writer.write(exact)
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Date {
        let bytes = try cell.bytes(of: .timestamptz, as: Date.self)
        guard bytes.count == 8 else { throw cell.mismatch(Date.self) }
        let microseconds = bytes.integer(at: 0, as: Int64.self)
        guard microseconds != .max, microseconds != .min else { throw cell.fault("is not a finite moment") }
        return Date(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - epochDistance)
    }
}

/// A calendar day without time or place, `date`.
package struct PostgresDay: PostgresCodable, Hashable, Comparable {
    /// Days since 1970-01-01; earlier days are negative.
    package var daysSinceEpoch1970: Int32

    package init(daysSinceEpoch1970: Int32) { self.daysSinceEpoch1970 = daysSinceEpoch1970 }

    package static var postgresType: PostgresType { .date }
    /// From 1970-01-01 to 2000-01-01.
    private static let epochDistance: Int32 = 10_957

    package func encode(into writer: inout PostgresWriter) {
        let (days, overflow) = daysSinceEpoch1970.subtractingReportingOverflow(Self.epochDistance)
        if overflow { writer.refuse("the day is out of PostgreSQL's range") } else { writer.write(days) }
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> PostgresDay {
        let bytes = try cell.bytes(of: .date, as: PostgresDay.self)
        guard bytes.count == 4 else { throw cell.mismatch(PostgresDay.self) }
        let (days, overflow) = bytes.integer(at: 0, as: Int32.self).addingReportingOverflow(epochDistance)
        // The server keeps infinity as the outermost numbers.
        guard !overflow, days != .min + epochDistance else { throw cell.fault("is not a finite day") }
        return PostgresDay(daysSinceEpoch1970: days)
    }

    package static func < (left: PostgresDay, right: PostgresDay) -> Bool { left.daysSinceEpoch1970 < right.daysSinceEpoch1970 }
}
