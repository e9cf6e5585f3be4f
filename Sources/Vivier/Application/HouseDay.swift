import Formats
import Foundation
import Postgres

extension SQL {
    /// The day that it is in the house, wherever the database runs.
    static var today: SQL { "(now() AT TIME ZONE \(zone))::date" }

    /// The house's, for AT TIME ZONE.
    static var zone: SQL { "\(HouseZone.current.identifier)::text" }
}
