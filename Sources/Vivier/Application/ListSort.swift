/// The order of a list, as it is asked for: one of a few.
protocol ListSort: RawRepresentable, CaseIterable where RawValue == String {
    /// Where nobody asks for one.
    static var usual: Self { get }
}

extension ListSort {
    /// - Throws: a refusal that names the orders that there are.
    init(checking text: String?) throws(GeneralRefusal) {
        guard let text else {
            self = .usual
            return
        }
        guard let sort = Self(rawValue: text) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter("sort", "unknown-sort", en: "The sort is one of \(known).", fr: "Le tri est l’un de \(known).")
        }
        self = sort
    }
}
