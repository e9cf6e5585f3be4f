/// An array of plain values for the hot loops: fixed length, owned, freed with its scope; indices are checked in debug builds only.
///
/// Whoever indexes it derives the index from a problem whose `defect()` is nil.
struct Slab<Element: BitwiseCopyable>: ~Copyable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        base = .allocate(capacity: max(1, count))
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    /// The caller writes each value before it is read.
    init(uninitialized count: Int) {
        base = .allocate(capacity: max(1, count))
        self.count = count
    }

    /// A copy of the values.
    init(_ values: [Element]) {
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, values.count))
        values.withUnsafeBufferPointer { if let start = $0.baseAddress { copy.initialize(from: start, count: $0.count) } }
        base = copy
        count = values.count
    }

    deinit { base.deallocate() }

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
