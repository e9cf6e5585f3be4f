import Testing
import Vivier

@testable import VivierDaemon

/// What `vivierd` refuses ends as `vivier` ends for the same refusal.
struct ExitStatusTests {
    @Test(arguments: RefusalKind.allCases) func `each kind of refusal has its exit status`(kind: RefusalKind) {
        let expected: Int32 =
            switch kind {
            case .invalid, .rejectedImport, .tooLarge: 3
            case .denied: 4
            case .missing: 5
            case .conflict, .lostRace: 6
            case .cancelled, .tooOften: 1
            }
        #expect(kind.exitStatus == expected)
    }
}
