import Foundation
import Testing

/// What `tokens.css` promises of its colours, computed as WCAG 2.2 defines it (relative luminance, contrast ratio), in light and in dark.
@Suite struct ContrastTests {
    enum Shade: String, CaseIterable, Sendable { case light, dark }

    private static func css(_ name: String) throws -> String {
        try String(contentsOf: House.root.appending(path: "Sources/Assets/css/\(name).css"), encoding: .utf8)
    }

    /// The tokens by name; those of the dark stand over those of the light.
    private func tokens(_ shade: Shade) throws -> [Substring: Substring] {
        let parts = try Self.css("tokens").split(separator: "@media")
        #expect(parts.count == 2 && parts[1].contains("prefers-color-scheme: dark"))
        var tokens: [Substring: Substring] = [:]
        for part in shade == .light ? parts.prefix(1) : parts.prefix(2) {
            for token in part.matches(of: /--([a-z0-9-]+): #([0-9a-f]{6}|[0-9a-f]{3})[; ]/) { tokens[token.output.1] = token.output.2 }
        }
        return tokens
    }

    private func luminance(_ colour: Substring) throws -> Double {
        let digits = colour.count == 3 ? colour.map { "\($0)\($0)" }.joined() : String(colour)
        let number = try #require(Int(digits, radix: 16))
        let channels = [number >> 16, number >> 8 & 255, number & 255].map { byte -> Double in
            let value = Double(byte) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    private func contrast(_ one: Substring, _ other: Substring) throws -> Double {
        let (a, b) = (try luminance(one), try luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private func expect(_ pairs: [(String, String)], atLeast least: Double, _ shade: Shade) throws {
        let tokens = try tokens(shade)
        for (over, under) in pairs {
            let (one, other) = (try #require(tokens[Substring(over)]), try #require(tokens[Substring(under)]))
            let ratio = try contrast(one, other)
            #expect(ratio >= least, "\(over) on \(under) in \(shade): \(ratio)")
        }
    }

    @Test func `black on white is 21, and the same on itself 1`() throws {
        #expect(abs(try contrast("000", "ffffff") - 21) < 0.001)
        #expect(try contrast("277863", "277863") == 1)
        // As WebAIM and others compute it.
        #expect(abs(try contrast("767676", "fff") - 4.54) < 0.01)
    }

    @Test(arguments: Shade.allCases) func `text is read on each ground it stands on`(_ shade: Shade) throws {
        let grounds = ["paper", "raised", "deep"]
        var pairs = ["ink", "soft", "water"].flatMap { text in grounds.map { (text, $0) } }
        pairs += [
            ("on-water", "water"), ("fault", "paper"), ("fault", "raised"), ("fault", "fault-ground"), ("ink", "fault-ground"),
            ("warn", "paper"), ("warn", "raised"), ("warn", "warn-ground"), ("ink", "warn-ground"),
            // The number in the cell of a heat map: dark on the lower steps, light on the two highest (in the dark the other way round).
            ("ink", "step-1"), ("ink", "step-2"), ("ink", "step-3"), ("paper", "step-4"), ("paper", "step-5"),
        ]
        try expect(pairs, atLeast: 4.5, shade)
    }

    @Test(arguments: Shade.allCases) func `shapes are told from what they lie on`(_ shade: Shade) throws {
        try expect(
            [
                ("edge", "paper"), ("edge", "raised"), ("water", "paper"), ("water", "raised"), ("other", "paper"), ("other", "raised"),
                // A bar on its ground; the thin one on the bar by what fills it, on the ground by its outline; the tick on the ground.
                ("step-4", "line"), ("step-4", "paper"), ("step-4", "raised"), ("step-2", "step-4"), ("step-5", "line"), ("ink", "line"),
            ], atLeast: 3, shade)
    }

    @Test func `the classes of the pictures take those colours`() throws {
        let css = try Self.css("pictures")
        for rule in [
            ".picture .bar { fill: var(--step-4); }", ".picture .ground { fill: var(--line); }",
            ".picture .second { fill: var(--step-2); stroke: var(--step-5); }",
            ".picture :is(.heat-4, .heat-5) + text { fill: var(--paper); }",
        ] {
            #expect(css.contains(rule), "\(rule)")
        }
    }
}
