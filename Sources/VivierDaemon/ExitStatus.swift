import Vivier

extension RefusalKind {
    /// The exit status of a command that was refused: that of `vivier` for the same refusal over HTTP.
    var exitStatus: Int32 {
        switch self {
        case .invalid, .rejectedImport, .tooLarge: 3
        case .denied: 4
        case .missing: 5
        case .conflict, .lostRace: 6
        case .cancelled, .tooOften: 1
        }
    }
}
