import Foundation
import Testing

@testable import Web

struct FreedMemoryTests {
    @Test func `what a flood of requests left behind goes back to the system`() async throws {
        // Small ones lie beside each other; one in sixteen stays, so that the allocator itself gives nothing back.
        let size = 16 << 10
        let blocks = (0..<8_192).map { _ in
            let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
            block.initializeMemory(as: UInt8.self, repeating: 1, count: size)
            return block
        }
        for (place, block) in blocks.enumerated() where !place.isMultiple(of: 16) { block.deallocate() }
        #expect(FreedMemory.kept > 100 << 20)
        let before = try #require(ProcessMemory.resident)
        await FreedMemory.giveBack()
        // Other tests take some meanwhile.
        let after = try #require(ProcessMemory.resident)
        #expect(before - after > 64 << 20, "\(before >> 20) MiB, then \(after >> 20)")
        for (place, block) in blocks.enumerated() where place.isMultiple(of: 16) { block.deallocate() }
    }
}
