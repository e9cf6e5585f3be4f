import API
import ArgumentParser
import Foundation

/// What every command of the daemon takes that prints a result.
struct ResultOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false

    /// The result: as JSON where that was asked for, written as `vivier` writes it, else as `text` prints it.
    func show<Answer: Encodable>(_ answer: Answer, _ text: (Answer) -> Void) throws {
        guard json else { return text(answer) }
        let encoder = Wire.encoder
        encoder.outputFormatting = [.withoutEscapingSlashes, .prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    }
}
