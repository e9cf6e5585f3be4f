import Foundation
import Schema

/// What a name looks like to a reader, whatever characters it is made of: two names whose appearances are equal are hard to tell apart. The
/// skeleton of UTS #39, 4, of the name as it is written, in small letters, in capitals, and in letters of the usual width and form:
/// full-width, circled, raised, ligated and small capital letters count as the plain ones (NFKC, UAX #15).
package struct Appearance: Sendable, Equatable {
    private let forms: [[Unicode.Scalar]]

    package init(_ name: String) {
        let usual = name.precomposedStringWithCompatibilityMapping
        forms = [
            Self.folded(name, keepingL: true), Self.folded(usual, keepingL: true), Self.folded(name.lowercased()),
            Self.folded(Self.plain(name)), Self.skeleton(usual.uppercased()),
        ]
    }

    /// Alike in any form: a capital I looks like a small l, and what differs by capitals alone is told apart by nobody.
    package static func == (one: Appearance, other: Appearance) -> Bool { zip(one.forms, other.forms).contains { $0 == $1 } }

    /// The skeleton in small letters: the table draws some signs like capitals, as `0` like `O`, which a name may have small.
    ///
    /// - Parameter keepingL: where a capital I is a small l by now, a capital L is none: `AIM` looks like `AlM`, not like `ALM`.
    private static func folded(_ text: String, keepingL: Bool = false) -> [Unicode.Scalar] {
        var small = String.UnicodeScalarView()
        for scalar in skeleton(text) {
            if keepingL, scalar == "L" {
                small.append(scalar)
            } else {
                small.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return skeleton(String(small))
    }

    /// Folded once more after the compatibility mapping, which can bring capitals about.
    private static func plain(_ name: String) -> String {
        var letters = String.UnicodeScalarView()
        for scalar in name.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            letters.append(contentsOf: smallCapital(scalar) ?? [scalar])
        }
        return String(letters).precomposedStringWithCompatibilityMapping
    }

    /// The letters whose capitals a small capital is, as its name in Unicode has them: `LATIN LETTER SMALL CAPITAL OE`.
    private static func smallCapital(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        let start = "LATIN LETTER SMALL CAPITAL "
        guard scalar.value > 0x24F, let name = scalar.properties.name, name.hasPrefix(start) else { return nil }
        let letters = name.dropFirst(start.count)
        return letters.count <= 2 && !letters.contains(" ") ? Array(letters.lowercased().unicodeScalars) : nil
    }

    private static func skeleton(_ text: String) -> [Unicode.Scalar] {
        var mapped = String.UnicodeScalarView()
        var isAfterSpace = true
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isWhitespace {
                if !isAfterSpace { mapped.append(" ") }
                isAfterSpace = true
                continue
            }
            guard !scalar.properties.isDefaultIgnorableCodePoint else { continue }
            isAfterSpace = false
            if let target = prototypes[scalar.value] { mapped.append(contentsOf: target) } else { mapped.append(scalar) }
        }
        while mapped.last == " " { mapped.removeLast() }
        return Array(String(mapped).decomposedStringWithCanonicalMapping.unicodeScalars)
    }

    /// By the character, what it is drawn like.
    private static let prototypes: [UInt32: [Unicode.Scalar]] = {
        var prototypes: [UInt32: [Unicode.Scalar]] = [:]
        for line in EmbeddedFile(vivier_confusables().pointee).text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ";")
            guard parts.count == 2, let source = UInt32(parts[0], radix: 16) else { continue }
            prototypes[source] = parts[1].split(separator: " ").compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
        }
        return prototypes
    }()

    /// Whether a word is put together from alphabets that lend each other letters, as no word of a language is: Latin with Greek, Cyrillic,
    /// Armenian or Cherokee.
    package static func mixesAlphabets(_ name: String) -> Bool {
        name.split(whereSeparator: { !$0.isLetter }).contains { word in
            Set(word.unicodeScalars.compactMap { scalar in alphabets.first { $0.contains(scalar.value) } }).count > 1
        }
    }

    private struct Alphabet: Hashable {
        let ranges: [ClosedRange<UInt32>]

        func contains(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }
    }

    /// Unicode's blocks of letters: Latin, Greek, Cyrillic, Armenian, Cherokee.
    private static let alphabets = [
        Alphabet(ranges: [0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xFF21...0xFF5A]),
        Alphabet(ranges: [0x370...0x3FF, 0x1F00...0x1FFF]),
        Alphabet(ranges: [0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F]),
        Alphabet(ranges: [0x530...0x58F]),
        Alphabet(ranges: [0x13A0...0x13FF, 0xAB70...0xABBF]),
    ]
}
