import ArgumentParser
import Foundation

/// Where results go. What cannot be written is said, and the command fails: half a result must not look like a whole one.
enum StandardOutput {
    static func write(_ data: Data) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            fail(error.localizedDescription)
        }
    }

    /// To be called when a command has printed all: what `print` keeps back is written now or never.
    static func finish() {
        // All streams: the errors of standard error have nowhere to go.
        if fflush(nil) != 0 { fail(String(cString: strerror(errno))) }
    }

    private static func fail(_ why: String) -> Never {
        complain("standard output: cannot be written: \(why)")
        exit(1)
    }
}
