package import struct Foundation.Date

/// A roster's file that waits until somebody has looked at what it would do.
package struct RosterInHand: Codable, Sendable {
    package typealias ID = Identifier<RosterInHand>
    /// People that a page shows of what storing it would do.
    package static let perPage = 25

    package var id: ID
    package var cohort: Cohort.ID
    package var fileName: String
    package var bytes: Int
    /// `csv, windows-1252, ;` and the like.
    package var detected: String
    package var isBundle: Bool
    package var columns: [ImportColumn]
    /// Of OneRoster: `auto`, `identifier` or `sourcedId`.
    package var key: String
    /// When it is thrown away.
    package var endsAt: Date
    /// What storing it would do, as it was last found.
    package var preview: ImportReport?

    package init(
        id: ID, cohort: Cohort.ID, fileName: String, bytes: Int, detected: String, isBundle: Bool, columns: [ImportColumn], key: String,
        endsAt: Date, preview: ImportReport?
    ) {
        self.id = id
        self.cohort = cohort
        self.fileName = fileName
        self.bytes = bytes
        self.detected = detected
        self.isBundle = isBundle
        self.columns = columns
        self.key = key
        self.endsAt = endsAt
        self.preview = preview
    }
}
