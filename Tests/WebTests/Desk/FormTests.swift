import API
import Foundation
import Testing
import Vivier

@testable import Web

/// Forms as browsers send them.
@Suite struct FormTests {
    private func multipart(_ body: String, boundary: String = "x") throws -> Form {
        try Multipart.form(in: Array(body.replacing("\n", with: "\r\n").utf8), contentType: "multipart/form-data; boundary=\"\(boundary)\"")
    }

    @Test func `a form with files is read as it was sent`() throws {
        let form = try multipart(
            """
            --x
            Content-Disposition: form-data; name="title"

             Épicerie
            à deux lignes
            --x
            content-disposition: form-data; name="file"; filename="a %22b%22.csv"
            Content-Type: text/csv

            key;--x--y
            --x
            Content-Disposition: form-data; name="none"; filename=""


            --x--

            """)
        #expect(form["title"] == "Épicerie\nà deux lignes")
        #expect(form.given("title") == " Épicerie\nà deux lignes")
        #expect(form.files.keys.sorted() == ["file"])
        #expect(form.files["file"]?.name == "a \"b\".csv")
        #expect(form.files["file"].map { String(decoding: $0.bytes, as: UTF8.self) } == "key;--x--y")
    }

    @Test(arguments: [
        "", "--x", "--x\n", "--x\nContent-Disposition: form-data; name=\"a\"\n\nb", "--x\nContent-Disposition: form-data\n\nb\n--x--",
        "--x\nContent-Disposition: form-data; name=\"a\"\n--x--", "--y\nContent-Disposition: form-data; name=\"a\"\n\nb\n--y--",
    ])
    func `what breaks off or is no form is refused`(body: String) {
        #expect(throws: Failure.self) { try multipart(body) }
    }

    @Test func `every cut and every changed byte of a form is read or refused`() throws {
        let bytes = Array("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\nbody\r\n--x--\r\n".utf8)
        var read = 0
        for index in bytes.indices {
            for variant in [Array(bytes[..<index]), bytes[..<index] + [0xFF] + bytes[(index + 1)...]] {
                do {
                    read += try Multipart.form(in: variant, contentType: "multipart/form-data; boundary=x").files.count
                } catch { #expect(error is Failure) }
            }
        }
        #expect(read > 0 && read < bytes.count * 2)
    }

    @Test func `a refusal finds its field, and what is wrong inside it`() {
        let reason = GeneralRefusal.invalid([
            .init(pointer: "/skills/0/level", code: "range", sentence: Sentence(en: "1 to 4.", fr: "De 1 à 4.")),
            .init(pointer: "/title", code: "missing", sentence: Sentence(en: "Give a title.", fr: "Donnez un titre.")),
        ])
        let state = FormState(Form(items: [("title", ""), ("hours", "4")]), refused: reason)
        #expect(state.faults(of: "title").map(\.en) == ["Give a title."])
        #expect(state.faults(of: "skills").map(\.en) == ["1 to 4."] && state.faults(of: "skills", alone: true).isEmpty)
        #expect(state.faults(of: "skill").isEmpty)
        let inputs = Inputs(Words(language: .french), state)
        let field = inputs.text("title", "Titre", stored: "Ancien").text
        #expect(field.contains("value=\"\"") && field.contains("aria-invalid=\"true\" aria-describedby=\"title-fault\""))
        #expect(field.contains("Donnez un titre."))
        #expect(inputs.text("hours", "Heures").text.contains("value=\"4\""))
    }

    @Test func `numbers, days and nouns read as each language has them`() {
        let (french, english) = (Words(language: .french), Words(language: .english))
        #expect(french.count(0, ("team", "teams"), ("équipe", "équipes")) == "0\u{A0}équipe")
        #expect(english.count(0, ("team", "teams"), ("équipe", "équipes")) == "0\u{A0}teams")
        #expect(english.count(1_234, ("team", "teams"), ("équipe", "équipes")) == "1,234\u{A0}teams")
        #expect(
            [9_769, 8_765, 8_764, 9_999, 10_000, 0, 4].map(english.fit) == ["97.7%", "87.7%", "87.6%", "99.9%", "100%", "0.0%", "0.0%"])
        #expect(french.fit(9_550) == "95,5\u{A0}%" && english.fit(9_550) == "95.5%")
        #expect(english.pair("Level", "3") == "Level: 3" && french.pair("Niveau", "3") == "Niveau\u{A0}: 3")
    }
}
