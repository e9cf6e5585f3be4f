/// The teams, cases or companies of an instance while it is read.
struct InstanceSide {
    let kind: IDKind
    /// Members of an object of this side; the first `required` must be there.
    let known: [StaticString]
    let required: Int
    var ids = IDTable()
    var entries: [Entry] = []

    struct Entry {
        var capacity: Int32?
        var minimum: Int32 = 0
        var minimumAt = 0
        var company: JSONText?
        var rankingAt: Int?
    }

    init(kind: IDKind, known: [StaticString], required: Int) {
        self.kind = kind
        self.known = known
        self.required = required
    }
}
