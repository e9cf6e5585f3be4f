import Vivier

/// A form as it is shown: what stands in its fields, and what is wrong with what was typed.
struct FormState: Sendable {
    /// Nil where nothing was sent yet.
    var form: Form?
    private(set) var faults: [String: [Sentence]] = [:]
    /// What concerns no single field.
    private(set) var general: Sentence?
    /// Of the refusal.
    private(set) var code: String?

    static let fresh = FormState()

    init() {}

    /// What was typed, with nothing wrong in it.
    init(_ form: Form) {
        self.form = form
    }

    /// - Parameters:
    ///   - refusal: why the form was not taken.
    ///   - prefix: what the names of the fields that the refusal speaks of begin with in the form.
    init(_ form: Form, refused refusal: any Refusal, prefix: String = "") {
        self.form = form
        let reason = refusal.reason
        code = reason.code
        for field in reason.fields {
            let name = field.pointer.map { String($0.drop { $0 == "#" || $0 == "/" }) } ?? field.parameter ?? ""
            faults[prefix + name, default: []].append(field.sentence)
        }
        if faults.isEmpty { general = reason.sentence }
    }

    /// Says at a field of the form what is wrong with a value that has none of its own.
    mutating func show(_ name: String, at field: String) {
        if let sentences = faults.removeValue(forKey: name) { faults[field, default: []] += sentences }
    }

    var isRefused: Bool { !faults.isEmpty || general != nil }

    /// What is wrong with a field, and with the parts of its value that have no field of their own.
    func faults(of name: String, alone: Bool = false) -> [Sentence] {
        alone
            ? faults[name] ?? []
            : faults.filter { $0.key == name || $0.key.hasPrefix(name + "/") }.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}
