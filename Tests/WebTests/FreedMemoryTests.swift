import Foundation
import Testing

@testable import Web

struct FreedMemoryTests {
    private static let size = 16 << 10

    /// How many whole pages of a block are in memory.
    private func pagesInMemory(_ block: UnsafeMutableRawPointer) -> Int {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let first = block.alignedUp(toMultipleOf: page)
        let count = max(0, (block + Self.size - first) / page)
        var states = [UInt8](repeating: 0, count: count)
        return mincore(first, count * page, &states) == 0 ? states.count { $0 & 1 == 1 } : 0
    }

    @Test func `what a flood of requests left behind goes back to the system`() {
        // Small ones lie beside each other; one in sixteen stays, so that the allocator itself gives nothing back.
        let blocks = (0..<8_192).map { _ in
            let block = UnsafeMutableRawPointer.allocate(byteCount: Self.size, alignment: 16)
            block.initializeMemory(as: UInt8.self, repeating: 1, count: Self.size)
            return block
        }
        let (kept, freed) = (0..<blocks.count).reduce(into: ([UnsafeMutableRawPointer](), [UnsafeMutableRawPointer]())) { halves, place in
            if place.isMultiple(of: 16) { halves.0.append(blocks[place]) } else { halves.1.append(blocks[place]) }
        }
        for block in freed { block.deallocate() }
        #expect(FreedMemory.kept > 100 << 20)
        let before = freed.reduce(0) { $0 + pagesInMemory($1) }
        #expect(before > 15_000)
        // At once: other tests take what is free for longer.
        FreedMemory.trim()
        let after = freed.reduce(0) { $0 + pagesInMemory($1) }
        #expect(after < before / 2, "\(before) pages, then \(after)")
        for block in kept { block.deallocate() }
    }
}
