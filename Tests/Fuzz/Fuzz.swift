import Foundation

// Compiled by `deploy/fuzz` into one module with the readers, so that the fuzzer sees which ways through them an input takes. A target is
// chosen by the variable VIVIER_FUZZ. Besides that nothing breaks, each holds what is true of every input.

private struct Broken: Error {}

/// What must hold of every input.
private func hold(_ truth: Bool, _ what: String) {
    guard !truth else { return }
    FileHandle.standardError.write(Data("does not hold: \(what)\n".utf8))
    abort()
}

private func hold(_ problems: ProblemList) {
    hold(problems.total >= problems.refusals, "refusals are problems")
    for problem in problems.problems {
        hold(!problem.en.isEmpty && !problem.fr.isEmpty && !problem.code.isEmpty, "a problem has its words")
    }
}

private func hold(_ reading: RosterReading) {
    hold(reading.problems)
    for student in reading.roster.students {
        hold(!student.key.isEmpty && !student.familyName.isEmpty && student.email.contains("@"), "a student has key, name and address")
    }
}

private func hold(_ refusal: JSONRefusal) {
    hold(!refusal.problems.isEmpty && refusal.problems.allSatisfy { !$0.message.isEmpty }, "a refusal says why")
}

/// What is read is written, and read as the same again.
private func csv(_ bytes: [UInt8]) {
    guard var reader = try? CSVReader(bytes, file: "f.csv") else { return }
    var record = CSVRecord()
    for _ in 0..<100_000 { guard (try? reader.read(into: &record)) == true else { return } }
}

private func roster(_ bytes: [UInt8]) { hold(RosterFile.read(bytes, name: "fuzz.csv")) }

/// Files of a bundle, each behind a line `=== NAME`.
private func bundle(_ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "=== ").dropFirst().prefix(12)
    let files = parts.map { part -> (name: String, bytes: [UInt8]) in
        let cut = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (cut.first.map(String.init) ?? "", Array((cut.count > 1 ? cut[1] : "").utf8))
    }
    hold(OneRosterBundle.read(files, bundle: "fuzz.zip"))
}

private func cases(_ bytes: [UInt8]) {
    let (found, problems) = CaseFileReader.read(bytes, file: "fuzz.md")
    hold(problems)
    hold((found == nil) == (problems.refusals > 0), "a case is read or refused")
    hold(CaseListFile.read(bytes, name: "fuzz.csv").problems)
}

private func skills(_ bytes: [UInt8]) { hold(ESCOFile.read(bytes, name: "fuzz_en.csv", language: nil).problems) }

private func instance(_ bytes: [UInt8]) {
    do throws(JSONRefusal) { _ = try InstanceFile.read(bytes) } catch { hold(error) }
}

private func snapshot(_ bytes: [UInt8]) {
    do throws(JSONRefusal) { _ = try Snapshot.read(bytes) } catch { hold(error) }
}

/// That of the seeds, which results are read against.
private let known: Instance = {
    let path = ProcessInfo.processInfo.environment["VIVIER_FUZZ_INSTANCE"] ?? ""
    guard let bytes = FileManager.default.contents(atPath: path), let read = try? InstanceFile.read(Array(bytes)) else { return Instance() }
    return read.instance
}()

private func result(_ bytes: [UInt8]) {
    do throws(JSONRefusal) { _ = try ResultFile.read(bytes, for: known) } catch { hold(error) }
}

private func query(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(PoolQueryFault) {
        let printed = try PoolQueryParser.parse(text).description
        guard let again = try? PoolQueryParser.parse(printed) else {
            return hold(false, "what a query is printed as can be read: \(printed)")
        }
        hold(again.description == printed, "a query reads as the same again: \(printed)")
    } catch {
        hold(error.column >= 1 && error.column <= text.count + 1, "a fault has its column")
    }
}

private let target: ([UInt8]) -> Void = {
    switch ProcessInfo.processInfo.environment["VIVIER_FUZZ"] {
    case "csv": csv
    case "roster": roster
    case "bundle": bundle
    case "cases": cases
    case "skills": skills
    case "instance": instance
    case "snapshot": snapshot
    case "result": result
    case "query": query
    default: { _ in hold(false, "VIVIER_FUZZ names a target") }
    }
}()

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    target(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
