import Foundation
import Testing
import Vivier

/// The repository's root, from this file's place in it.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
let reference = repository.appending(path: "../shared/data/reference-fr").standardizedFileURL
let hasReference = FileManager.default.fileExists(atPath: reference.path)

@Suite struct RegisterNumberTests {
    @Test(arguments: [
        "732 829 320 00074", "73282932000074", "732.829.320.00074", "35600000000048", "356 000 000 49837",
    ])
    func `a SIRET is taken as people write it`(text: String) throws {
        #expect(try Siret(text).digits == text.filter { $0.isNumber })
    }

    @Test func `a SIRET of the wrong length, with letters or with a wrong digit is refused`() {
        for text in ["", "7328293200007", "732829320000744", "7328293200007A", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"] {
            #expect(throws: Siret.Fault.length) { try Siret(text) }
        }
        // A digit too many by one, two neighbours exchanged, and one that only La Poste could have.
        for text in ["73282932000075", "73282932000704", "35600000049838"] {
            #expect(throws: Siret.Fault.checksum) { try Siret(text) }
        }
    }

    @Test(.enabled(if: hasReference, "../shared/data is absent"))
    func `every SIRET of the reference list is judged as the list says`() throws {
        let lines = try String(contentsOf: reference.appending(path: "siren_siret.csv"), encoding: .utf8).split(whereSeparator: \.isNewline)
        var tried = 0
        for line in lines.dropFirst() where line.hasPrefix("siret,") {
            let fields = line.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false)
            let isLaPoste = fields[2].hasPrefix("356000000") && fields[2] != "35600000049838"
            #expect(((try? Siret(String(fields[1]))) != nil) == (fields[3] == "true" || isLaPoste), "\(line)")
            tried += 1
        }
        #expect(tried > 100)
    }

    @Test func `a UAI is taken in either case and its letter is checked`() throws {
        #expect(try UAI("0751717j").text == "0751717J")
        #expect(try UAI(" 075 1717 J ").text == "0751717J")
        for text in ["", "0751717", "751717J", "07517175", "0751717é"] { #expect((try? UAI(text)) == nil, "\(text)") }
        #expect((try? UAI("0751717K")) == nil)
    }

    @Test(.enabled(if: hasReference, "../shared/data is absent"))
    func `every UAI of the register of universities and schools is taken`() throws {
        let file = reference.appending(path: "fr-esr-principaux-etablissements-enseignement-superieur.csv")
        let found = try String(contentsOf: file, encoding: .utf8).matches(of: /\b[0-9]{7}[A-Z]\b/.wordBoundaryKind(.simple)).map {
            String($0.output)
        }
        #expect(found.count > 245)
        for text in found { #expect((try? UAI(text)) != nil, "\(text)") }
    }
}
