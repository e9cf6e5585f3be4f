import Foundation
import Testing

@testable import Matching

struct SlabTests {
    @Test func `a large slab begins with a large page, is asked for as such, and holds what it was given`() throws {
        let values = (0..<Int32(1_500_000)).map { $0 }
        let slab = Slab(values)
        let address = UInt(bitPattern: slab.base)
        #expect(address % UInt(LargePages.size) == 0)
        let flags = try flags(ofMemoryAt: address)
        #expect(flags?.contains("hg") ?? true, "\(flags ?? [])")
        let held = slab.array()
        #expect(held == values)
    }

    @Test func `a small slab, and one of nothing, holds what it was given`() {
        let (small, nothing) = (Slab<Int32>(repeating: 7, count: 1_000).array(), Slab<Int32>([]).array())
        #expect(small == Array(repeating: 7, count: 1_000) && nothing.isEmpty)
    }

    /// What Linux says of a piece of memory; nil where it has no large pages.
    private func flags(ofMemoryAt address: UInt) throws -> [Substring]? {
        guard FileManager.default.fileExists(atPath: "/sys/kernel/mm/transparent_hugepage/enabled") else { return nil }
        var isOurs = false
        // Of each piece its addresses, then what is known of it, the flags last.
        // A file of the kernel's has no size to go by: it is read until there is no more.
        let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps"))
        for line in String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n") {
            let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            if bounds.count == 2 { isOurs = (bounds[0]..<bounds[1]).contains(address) }
            if isOurs, line.hasPrefix("VmFlags:") { return line.split(separator: " ") }
        }
        return []
    }
}
