/// Shapes that many small pictures of one page have in common: the first picture defines each, and all of them use it.
struct SharedShapes {
    /// The ids by the shape.
    private var known: [String: String] = [:]

    /// - Parameters:
    ///   - kind: its colours, a class of `pictures.css`: they are inherited, since not every browser lets selectors into what is used.
    ///   - shape: by its id as an attribute; of no colour of its own.
    mutating func draw(_ kind: String, _ shape: (_ id: HTML) -> HTML) -> HTML {
        let plain = shape("").text
        let name: HTML = kind.isEmpty ? "" : " class=\"\(kind)\""
        if let id = known[plain] { return "<use\(name) href=\"#\(id)\"/>" }
        let id = "u\(known.count)"
        known[plain] = id
        return "<defs>\(shape(" id=\"\(id)\""))</defs><use\(name) href=\"#\(id)\"/>"
    }
}
