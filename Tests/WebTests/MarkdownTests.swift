import Foundation
import Testing

@testable import Web

/// Descriptions that anyone may have written.
@Suite(.timeLimit(.minutes(3))) struct MarkdownTests {
    @Test func `what Markdown has is shown below the headings of the page`() {
        let html = Markdown.html(
            """
            # Notre miel

            Nous vendons **sur *deux* marchés** et `en ligne`.\\
            Depuis 1998.

            - hôtels
            - restaurants

            3. trois
            4. quatre

            > « Bon »

            ```
            <b>
            ```
            Voir https://miel.example/a?b=1&c=2 ou [nous écrire](mailto:ruche@miel.example "x").
            """
        ).text
        for piece in [
            "<h3>Notre miel</h3>", "<strong>sur <em>deux</em> marchés</strong>", "<code>en ligne</code>", "<br>\nDepuis",
            "<ul>\n<li>hôtels</li>",
            "<ol start=\"3\">\n<li>trois</li>", "<blockquote>\n<p>« Bon »</p>", "<code>&lt;b&gt;\n</code>",
            "<a href=\"https://miel.example/a?b=1&amp;c=2\" rel=\"nofollow noopener\">https://miel.example/a?b=1&amp;c=2</a>",
            "<a href=\"mailto:ruche@miel.example\" rel=\"nofollow noopener\">nous écrire</a>",
        ] {
            #expect(html.contains(piece), "\(piece) in \(html)")
        }
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<!-- x --><b onclick='x'>y</b>", "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))",
        "[x](&#x6A;avascript:alert(1))", "[x](data:text/html,<script>)", "[x](vbscript:x)", "[x](//evil.example)", "[x](/desk)",
        "![x](https://evil.example/pixel.png)", "<javascript:alert(1)>", "[x]: javascript:alert(1)\n\n[x]",
        "[x](https://a.example/\"onmouseover=\"alert(1))", "&lt;script&gt;", "`</code><script>`", "[a](<https://a b>)",
        "~~~html\n</code></pre><script>\n~~~", "# <b>\n\n<!DOCTYPE x>", "[x](https://a.example \"\\\"><script>\")",
    ])
    func `nothing that is run or leads astray gets into a page`(hostile: String) {
        let html = Markdown.html(hostile).text
        let tags = html.matches(of: /<(\/?[a-z0-9]+)([^>]*)>/)
        let known: Set<String> = ["p", "h3", "pre", "code", "a", "em", "strong", "br"]
        for tag in tags {
            #expect(known.contains(String(tag.output.1.drop { $0 == "/" })), "\(html)")
            let attributes = tag.output.2
            let isHarmless =
                attributes.isEmpty || attributes == " tabindex=\"0\""
                || attributes.wholeMatch(of: /\shref="(?:https?:\/\/|mailto:)[^"<>\s]*" rel="nofollow noopener"/) != nil
            #expect(isHarmless, "\(html)")
        }
        #expect(html.count(where: { $0 == "<" }) == tags.count)
    }

    @Test(arguments: [
        "[", "![", "*a ", "_a*", "> ", "- ", "`", "[a]: b\n", "<", "&#", "~~a", "[a](", "\\", "1. \n", "[a][b]", "a\u{0}", "[a](b)",
        "&#x202e;",
    ])
    func `what is written of the longest text that is all one mark grows with the text alone`(mark: String) {
        func html(_ bytes: Int) -> String { Markdown.html(String(repeating: mark, count: bytes / mark.utf8.count)).text }
        let (half, whole) = (html(Markdown.mostBytes / 2), html(Markdown.mostBytes))
        // What grew with the square would be four times as much.
        #expect(whole.utf8.count <= 3 * half.utf8.count + 1_000 && whole.utf8.count <= 20 * Markdown.mostBytes)
        #expect(!whole.contains("<script"))
        // So many brackets are not read at all.
        if mark.contains("[") { #expect(whole.hasPrefix("<pre")) }
    }

    @Test func `a reference that is used for ever is not`() {
        let text = "[a]: b\n" + String(repeating: "[a]", count: 21_900)
        #expect(Markdown.html(text).text.hasPrefix("<pre"))
        let address = "https://a.example/?b&c"
        let some = Markdown.html("[a]: \(address)\n\n" + String(repeating: "[a] ", count: 1_900)).text
        #expect(some.ranges(of: "<a href=\"https://a.example/?b&amp;c\"").count == 1_900)
    }

    @Test func `a long address that is said once and borne by many links is written a few times`() {
        func html(_ address: String, _ links: Int) -> String {
            Markdown.html("[a]: https://a.example/\(address)\n\n" + String(repeating: "[a] ", count: links)).text
        }
        let long = html(String(repeating: "b", count: 1_900), 1_900)
        #expect(long.ranges(of: "<a href").count > 30 && long.utf8.count < 3 * Markdown.mostBytes, "\(long.utf8.count)")
        // Its entities are not read either.
        #expect(html(String(repeating: "&amp;", count: 11_000), 1_900).ranges(of: "<a href").isEmpty)
    }

    @Test func `an entity hides nothing and turns nothing round`() {
        let html = Markdown.html("a&#x202e;b&#8294;c&#x2800;d [x](https://a.example/&#x202e;gpj.exe) &#233;").text
        #expect(!html.unicodeScalars.contains { ["\u{202E}", "\u{2066}", "\u{2800}"].contains($0) })
        #expect(html.contains("abcd") && html.contains("href=\"https://a.example/gpj.exe\"") && html.contains("é"))
    }

    @Test func `a text is cut between characters, and its words stand alone in a list`() {
        #expect(Markdown.html(String(repeating: "é", count: Markdown.mostBytes)).text.hasSuffix("é</p>\n"))
        #expect(Markdown.words("# Vendre **du miel**\n\n- aux hôtels", most: 80) == "Vendre du miel aux hôtels")
        #expect(Markdown.words("Quels [hôtels](https://example.org/a_b) ?", most: 80) == "Quels hôtels ?")
        #expect(Markdown.words("un deux trois quatre", most: 12) == "un deux…")
    }

    /// Found by libFuzzer: the parser tells of the end of a span that it has not begun.
    @Test func `what is closed was opened, even where the parser loses count`() {
        let bytes: [UInt8] = [
            0x5B, 0x5B, 0x23, 0x20, 0xAF, 0x96, 0x5B, 0x23, 0x20, 0xAF, 0x96, 0x8B, 0x8D, 0x9A, 0x3D, 0x31, 0x26, 0x79, 0x3D, 0x22, 0x7E,
            0x22, 0x29, 0x20, 0x21, 0x5B, 0x69, 0x6D, 0x61, 0x67, 0x65, 0x5D, 0x28, 0x68, 0x74, 0x63, 0x8B, 0x8D, 0x9A, 0x3D, 0x31, 0x26,
            0x79, 0x3D, 0x22, 0x7E, 0x22, 0x29, 0x20, 0x21, 0x5B, 0x69, 0x6D, 0x61, 0x67, 0x65, 0x5D, 0x28, 0x68, 0x74, 0x63, 0x00, 0x74,
            0x70, 0x73, 0x3A,
        ]
        let html = Markdown.html(String(decoding: bytes, as: UTF8.self)).text
        for tag in ["del", "em", "a", "strong", "code"] {
            #expect(html.ranges(of: "<\(tag)").count == html.ranges(of: "</\(tag)>").count, "\(html)")
        }
        #expect(html.contains("<del>"))
    }

    /// Found by libFuzzer: the parser tells of a piece of text that ends before it begins.
    @Test func `nothing is read but the text itself`() {
        let html = Markdown.html("[[a](j\(String(repeating: "\u{FFFD}", count: 19))#").text
        #expect(html.count < 200 && html.contains("a"), "\(html.count)")
    }
}
