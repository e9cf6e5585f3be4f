/// Why a cell or a field is not what it should be; its reader adds the place.
struct CellFault: Error {
    /// Stable: programs decide by it.
    var code: String
    var en: String
    var fr: String
}
