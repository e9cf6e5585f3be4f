/// Ids of one kind and their positions: an open-addressing hash table over bytes, so that a million look-ups make no string.
struct IDTable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// The position of an id, −1 where the slot is empty; at least half of them are.
    private var slots = [Int32](repeating: -1, count: 16)
    /// Chosen anew for each table: nobody can prepare ids that collide. It decides where ids lie, never what comes out.
    private let salt = UInt64.random(in: .min ... .max)

    var count: Int { starts.count - 1 }

    init() {}

    init(_ ids: [String]) {
        for var id in ids { id.withUTF8 { _ = insert($0) } }
    }

    /// Adds an id behind the others; false where it is there already.
    mutating func insert(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        if position(of: id) != nil { return false }
        if 2 * (count + 1) > slots.count { grow() }
        slots[freeSlot(hash(id))] = Int32(count)
        bytes += id
        starts.append(bytes.count)
        return true
    }

    /// The position of an id, nil where it is unknown.
    func position(of id: UnsafeBufferPointer<UInt8>) -> Int32? {
        slots.withUnsafeBufferPointer { slots in
            bytes.withUnsafeBufferPointer { bytes in
                var slot = Int(truncatingIfNeeded: hash(id)) & (slots.count - 1)
                while slots[slot] >= 0 {
                    let start = starts[Int(slots[slot])]
                    if starts[Int(slots[slot]) + 1] - start == id.count, equal(bytes, start, id) { return slots[slot] }
                    slot = (slot + 1) & (slots.count - 1)
                }
                return nil
            }
        }
    }

    /// The id at a position.
    subscript(position: Int32) -> String {
        String(decoding: bytes[starts[Int(position)]..<starts[Int(position) + 1]], as: UTF8.self)
    }

    var ids: [String] { (0..<Int32(count)).map { self[$0] } }

    @inline(__always)
    private func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ id: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in 0..<id.count where bytes[start + index] != id[index] { return false }
        return true
    }

    /// Multiply and fold, byte by byte: ids are short.
    @inline(__always)
    private func hash(_ id: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state = salt
        for byte in id {
            let product = (state ^ UInt64(byte)).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
            state = product.high ^ product.low
        }
        return state ^ (state >> 29)
    }

    private func freeSlot(_ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for position in 0..<count {
            let hash = bytes[starts[position]..<starts[position + 1]].withUnsafeBufferPointer { self.hash($0) }
            slots[freeSlot(hash)] = Int32(position)
        }
    }
}

extension JSONReader {
    /// The fault of an id that names nothing.
    func unknownID(_ name: JSONText, _ kind: IDKind) -> JSONFault {
        JSONFault(
            .unknownID, at: name.offset, "there is no \(kind.en) with the id \(quoted(name))",
            "\(kind.frenchNone) n’a l’id \(guillemets(name))")
    }

    /// Lends the bytes of a text, its escapes resolved.
    @inline(__always)
    func withBytes<Result>(of text: JSONText, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if text.isPlain { return body(UnsafeBufferPointer(rebasing: bytes[text.start..<text.end])) }
        var string = string(text)
        return string.withUTF8(body)
    }
}
