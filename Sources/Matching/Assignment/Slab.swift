/// An array of plain values for the hot loops: fixed length, owned, freed with its scope; indices are checked in debug builds only.
///
/// Whoever indexes it derives the index from a problem whose `defect()` is nil.
struct Slab<Element: BitwiseCopyable>: ~Copyable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        base = Self.room(for: count)
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    /// The caller writes each value before it is read.
    init(uninitialized count: Int) {
        base = Self.room(for: count)
        self.count = count
    }

    /// A copy of the values.
    init(_ values: [Element]) {
        let copy = Self.room(for: values.count)
        values.withUnsafeBufferPointer { if let start = $0.baseAddress { copy.initialize(from: start, count: $0.count) } }
        base = copy
        count = values.count
    }

    deinit { base.deallocate() }

    /// What is as wide as a vector begins where a line of the cache does, so that no element lies in one line more than it has to.
    private static func room(for count: Int) -> UnsafeMutablePointer<Element> {
        let count = max(1, count)
        if let memory: UnsafeMutablePointer<Element> = LargePages.room(for: count) { return memory }
        guard MemoryLayout<Element>.stride >= 32 else { return .allocate(capacity: count) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    @inline(__always)
    subscript(_ index: Int) -> Element {
        unsafeAddress {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            return UnsafePointer(base + index)
        }
        nonmutating unsafeMutableAddress {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            return base + index
        }
    }

    @inline(__always)
    subscript(_ index: Int32) -> Element {
        unsafeAddress { UnsafePointer(base + Int(index)) }
        nonmutating unsafeMutableAddress { base + Int(index) }
    }

    /// The values as an array.
    func array() -> [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension Slab where Element: Comparable {
    /// The least value, nil where there is none.
    var least: Element? { UnsafeBufferPointer(start: base, count: count).min() }
}
