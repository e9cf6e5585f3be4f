import ArgumentParser
import Foundation
import Logging
import Postgres
import Vivier
import Web

/// Text on a terminal, JSON lines elsewhere.
func makeLogger(level: Logger.Level) -> Logger {
    var log = Logger(label: "vivierd") { label -> any LogHandler in
        if isatty(STDERR_FILENO) == 1 { return StreamLogHandler.standardError(label: label) }
        return JSONLogHandler()
    }
    log.logLevel = level
    return log
}

/// Turns what a command throws into one sentence and an exit status; nobody at a terminal reads a stack.
func reportingFailure(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as SettingsError {
        throw failure("\(error)", status: 2)
    } catch let fault as ServerCertificate.Fault {
        throw failure("\(fault)", status: 2)
    } catch let error as AddressError {
        throw failure("\(error)", status: 1)
    } catch let error as ClusterError {
        throw failure("\(error)", status: 1)
    } catch let error as BackupError {
        throw failure("\(error)", status: error.status)
    } catch let refusal as any Refusal {
        let reason = refusal.reason
        complain(reason.sentence.en)
        for field in reason.fields { complain("  \(field.pointer ?? field.parameter ?? ""): \(field.sentence.en)") }
        throw ExitCode(reason.kind.exitStatus)
    } catch let error as PostgresError {
        throw failure("The database refused: \(error.debugDescription)", status: 1)
    }
}

/// A line on standard output. It stands in front of Swift's own, which passes over errors: a token that nobody saw must not look issued.
func print(_ line: some CustomStringConvertible) {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
    } catch {
        complain("standard output: cannot be written: \(error.localizedDescription)")
        exit(1)
    }
}

/// A sentence on standard error. Where nobody can be told the exit status still tells.
func complain(_ sentence: String) {
    try? FileHandle.standardError.write(contentsOf: Data("vivierd: \(sentence)\n".utf8))
}

private func failure(_ sentence: String, status: Int32) -> ExitCode {
    complain(sentence)
    return ExitCode(status)
}

/// Tells systemd that the service is up (sd_notify(3)): one datagram to `$NOTIFY_SOCKET`, `@` standing for an abstract name.
func notifyReady() {
    guard let path = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"], !path.isEmpty, path.utf8.count < 108 else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    if name.first == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let message = Array("READY=1".utf8)
    _ = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, message, message.count, 0, $0, length) }
    }
}
