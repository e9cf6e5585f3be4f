/// What texts were read as that many rows share, such as a skill with its level: each is read once. Few differ in a real file; of one in
/// which all do, no more than a bounded number is kept.
struct SharedValues<Value> {
    private var values: [Verbatim: Value] = [:]
    private let most: Int

    init(most: Int = 4_096) {
        self.most = most
    }

    mutating func value(of text: String, _ read: (String) throws(CellFault) -> Value) throws(CellFault) -> Value {
        let key = Verbatim(text)
        if let known = values[key] { return known }
        let value = try read(text)
        if values.count < most { values[key] = value }
        return value
    }
}
