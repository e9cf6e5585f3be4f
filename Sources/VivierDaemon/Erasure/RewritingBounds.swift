import Formats
import Foundation

extension Rewriting {
    /// What may be done now.
    struct Bounds: Sendable {
        /// Of the tables to be rewritten, with their indexes; nil: however large.
        var largest: Int64?
        /// For the writing of one table. Whoever wants to read it waits no longer at once, but waits again where it is tried again.
        var patience: Duration

        /// While people work.
        static let byDay = Bounds(largest: 64 << 20, patience: .seconds(1))
        /// Requests for the table wait, and with them others that come by the same connections.
        static let atNight = Bounds(largest: nil, patience: .seconds(120))
        /// Where an operator asks for it, or nobody is served.
        static let byCommand = Bounds(largest: nil, patience: .seconds(900))

        /// Large tables are for the night, in the zone of the house, however many nights were missed.
        static func scheduled(at now: Date) -> Bounds {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = HouseZone.current
            return (2..<5).contains(calendar.component(.hour, from: now)) ? .atNight : .byDay
        }
    }

    /// Why a table is as it was.
    enum Reason: String, Sendable {
        /// Too large for the day.
        case night = "for the night"
        case inUse = "in use all the time"
        /// For the night too.
        case tooLong = "takes too long"
        /// The disk has not three times its size left.
        case noRoom = "no room on the disk"
    }
}
