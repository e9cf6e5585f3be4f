import API
import Formats
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// Lists that a recruiter takes away by the address of the page, as spreadsheets open them: no cell of them is a formula.
@Suite struct TakenAwayTests {
    private func parts(_ answer: TestSite.Answer, _ name: String) throws -> (sheet: String, strings: String) {
        #expect(answer.status == 200, "\(answer.text.prefix(300))")
        #expect(answer[header: "Content-Type"] == Endpoints.workbook)
        #expect(answer[header: "Content-Disposition"] == "attachment; filename=\"\(name).xlsx\"")
        #expect(answer[header: "Cache-Control"] == "no-store" && answer.body.starts(with: [0x50, 0x4B]))
        let files = try ZipArchive.files(in: Array(answer.body), file: "\(name).xlsx")
        func text(_ part: String) throws -> String {
            String(decoding: try #require(files.first { $0.name == part }).bytes, as: UTF8.self)
        }
        return (try text("xl/worksheets/sheet1.xml"), try text("xl/sharedStrings.xml"))
    }

    @Test(arguments: ["en", "fr"]) func `prospects and those who were found come as workbooks and as text, and nothing of them computes`(
        language: String
    ) async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (school, company) = (try await given.school("+École"), try await given.company("Ça & Cie"))
            let student = try await given.student("=HYPERLINK(1) @O’Neil", of: school)
            try await given.consent(of: student, school)
            let prospect = try await given.prospect(student, school, of: company)
            let browser = try await Browser.signedIn(site, as: .recruiter, of: company)
            let path = "/desk/prospects/\(prospect)"
            let edit = ["version": "1", "note": "", "next_action": "-2+3 appeler", "next_on": "2027-03-01"]
            let edited = try await browser.submit("\(path)/edit", edit, from: path)
            #expect(edited.status == 303, "\(edited.text.prefix(600))")
            for (page, name) in [("/desk/prospects/export?", "prospects"), ("/desk/talent/export?q=language%3Afr&", "talent")] {
                let book = try parts(try await browser.get("\(page)format=xlsx&lang=\(language)"), name)
                #expect(!book.sheet.contains("<f>") && !book.sheet.contains("<f "), "\(name)")
                // The cells are there, as text.
                #expect(
                    book.sheet.contains("t=\"s\"") && book.strings.contains("=HYPERLINK(1)") && book.strings.contains("@O’Neil"), "\(name)")
                let text = try await browser.get("\(page)lang=\(language)").text
                let mark = language == "fr" ? ";" : ","
                #expect(text.contains("'=HYPERLINK(1)") && !text.contains("\(mark)=HYPERLINK(1)"), "\(text)")
                #expect(text.contains("'@O’Neil") && !text.contains("\(mark)@O’Neil"), "\(text)")
            }
            let prospects = try await browser.get("/desk/prospects/export?lang=\(language)").text
            #expect(prospects.contains("'-2+3 appeler"), "\(prospects)")
            let book = try parts(try await browser.get("/desk/prospects/export?format=xlsx&lang=\(language)"), "prospects")
            #expect(book.strings.contains(">-2+3 appeler<"))
            // Nobody else takes them.
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await dean.get("/desk/prospects/export?format=xlsx").status == 403)
            #expect(try await dean.get("/desk/talent/export?q=language%3Afr&format=xlsx").status == 403)
        }
    }
}
