import Foundation
import Glibc

/// What a piece of work costs this process, where Linux tells.
enum ProcessCost {
    /// CPU-seconds of the process so far, all threads.
    static var cpuSeconds: Double {
        Double(clock()) / Double(CLOCKS_PER_SEC)
    }

    /// The most memory that the work held above what was resident before, in KiB; 0 where /proc does not tell.
    static func peakKiB(of work: () throws -> Void) rethrows -> Int {
        let before = forgetPeak()
        try work()
        return status("VmHWM") - before
    }

    /// As ``peakKiB(of:)``.
    static func peakKiB(of work: () async throws -> Void) async rethrows -> Int {
        let before = forgetPeak()
        try await work()
        return status("VmHWM") - before
    }

    /// The most memory that was resident since the peak was last forgotten, in KiB.
    static var peakKiB: Int { status("VmHWM") }

    /// - Returns: what is resident now, in KiB.
    @discardableResult
    static func forgetPeak() -> Int {
        returnFreedMemory()
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        return status("VmRSS")
    }

    /// Gives what was freed back to the system, so that it cannot hide what the work takes.
    private static func returnFreedMemory() {
        // Not in the module map of glibc, hence by name.
        guard let address = dlsym(nil, "malloc_trim") else { return }
        typealias Trim = @convention(c) (Int) -> Int32
        _ = unsafeBitCast(address, to: Trim.self)(0)
    }

    private static func status(_ field: String) -> Int {
        let text = (try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix("\(field):") {
            return line.split(separator: " ").compactMap { Int($0) }.first ?? Int(line.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
        }
        return 0
    }
}
