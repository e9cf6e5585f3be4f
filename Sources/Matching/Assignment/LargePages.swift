#if canImport(Glibc)
import func Glibc.madvise
import var Glibc.MADV_HUGEPAGE
#endif

/// Memory in large pages: what is read all over a large slab is found without a walk through tables of small pages, and the first touch costs
/// one fault where it cost five hundred.
enum LargePages {
    /// The size of a large page, in bytes.
    static let size = 1 << 21

    /// Room for `count` values that `deallocate` gives back, beginning with a large page; nil where they do not fill one.
    static func room<Element: BitwiseCopyable>(for count: Int) -> UnsafeMutablePointer<Element>? {
        let bytes = count * MemoryLayout<Element>.stride
        guard bytes >= size else { return nil }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: size)
        #if canImport(Glibc)
        // Only pages that are used whole, so that no memory is held beyond what is asked for. Where the system does not know how, nothing
        // is lost.
        _ = madvise(memory, bytes / size * size, MADV_HUGEPAGE)
        #endif
        return memory.bindMemory(to: Element.self, capacity: count)
    }
}
