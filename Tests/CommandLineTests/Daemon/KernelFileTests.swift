import Testing

@testable import VivierDaemon

struct KernelFileTests {
    @Test func `a file that the kernel makes up is read to its end`() throws {
        // Where this process has its memory: far more than one piece, the stack among the last.
        let pieces = try #require(KernelFile.text("/proc/self/smaps"))
        #expect(pieces.utf8.count > 8_192 && pieces.contains("[stack]"))
        let parts = pieces.split(separator: "\n")
        #expect(parts.count { $0.hasPrefix("Size:") } == parts.count { $0.hasPrefix("VmFlags:") })
    }

    @Test func `one that is not there is told from an empty one`() {
        #expect(KernelFile.text("/proc/no-such-file") == nil)
    }
}
