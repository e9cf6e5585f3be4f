import Foundation

/// Identities of generated rows: of the form of version 7, ascending with the number.
enum BenchID: UInt8 {
    case network, school, company, cohort, student, team, businessCase

    func uuid(_ number: Int32) -> UUID {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return UUID(uuid: (0, 0, bytes[0], bytes[1], bytes[2], bytes[3], 0x70, rawValue, 0x80, 0, 0, 0, 0, 0, 0, 0))
    }
}
