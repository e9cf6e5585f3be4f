import Foundation

/// A reader of what strangers send, under attack. `deploy/fuzz` builds and runs them; which one is said by the environment, since the
/// arguments are libFuzzer's own.
enum FuzzTarget: String, CaseIterable {
    case csv, roster, bundle, archive, cases, skills, calendar
    case json, instance, result, snapshot, pool, requests, bodies, form, texts, markdown

    /// - Parameter bytes: whatever libFuzzer thought of.
    func attack(_ bytes: [UInt8]) {
        switch self {
        case .csv: FileAttacks.csv(bytes)
        case .roster: FileAttacks.roster(bytes)
        case .bundle: FileAttacks.bundle(bytes)
        case .archive: FileAttacks.archive(bytes)
        case .cases: FileAttacks.cases(bytes)
        case .skills: FileAttacks.skills(bytes)
        case .calendar: FileAttacks.calendar(bytes)
        case .json: DocumentAttacks.json(bytes)
        case .instance: DocumentAttacks.instance(bytes)
        case .result: DocumentAttacks.result(bytes)
        case .snapshot: DocumentAttacks.snapshot(bytes)
        case .pool: TextAttacks.pool(bytes)
        case .requests: RequestAttacks.headers(bytes)
        case .bodies: RequestAttacks.body(bytes)
        case .form: RequestAttacks.form(bytes)
        case .texts: TextAttacks.texts(bytes)
        case .markdown: TextAttacks.markdown(bytes)
        }
    }

    static let chosen: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["VIVIER_FUZZ"] ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            // Not a find: nothing was attacked yet.
            print("VIVIER_FUZZ is one of \(allCases.map(\.rawValue).joined(separator: ", "))")
            exit(2)
        }
        return target
    }()
}

/// What libFuzzer calls with each input (https://llvm.org/docs/LibFuzzer.html).
@_cdecl("LLVMFuzzerTestOneInput")
public func attack(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTarget.chosen.attack(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// What must hold of every input. Where it does not the process falls, and libFuzzer keeps the input.
func hold(_ condition: Bool, _ promise: @autoclosure () -> String) {
    // A fall is what is looked for here.
    if !condition { fatalError("broken promise: \(promise())") }
}
