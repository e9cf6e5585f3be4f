import API
import Formats
import Foundation
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The file of a student as the school has it: to read, to put right, to hand over and to erase.
    func addStudentPages() {
        get("/desk/schools/{school}/ledger", for: .readLedger) { try await LedgerPage.show($0) }
        get("/desk/schools/{school}/ledger.csv", for: .readLedger) { try await LedgerPage.file($0) }
        get("/desk/students/{student}", for: .readStudents) { desk in try await StudentPage.load(desk).response() }
        get("/desk/students/{student}/edit", for: .importRosters) { desk in
            try await StudentCorrectionPage.load(desk).response()
        }
        post("/desk/students/{student}", for: .importRosters) { desk, form in
            let id: Student.ID = try desk.id("student")
            let stored = try await desk.perform(ShowStudent(student: id))
            return try await desk.submit(
                form,
                {
                    CorrectStudent(
                        student: id, correction: try StudentCorrectionPage.correction(form, of: stored),
                        replacing: try form.integer("version") ?? 0)
                }, again: { try await StudentCorrectionPage.load(desk, $0).response() },
                then: { ("/desk/students/\($0.id)", .saved) })
        }
        get("/desk/students/{student}/export", for: .exportPerson) { desk in
            desk.file(try await desk.perform(ExportPerson(student: try desk.id("student"))), "person.json", mediaType: "application/json")
        }
        get("/desk/students/{student}/erase", for: .eraseStudents) { desk in try await StudentErasurePage.load(desk).response() }
        post("/desk/students/{student}/erase", for: .eraseStudents) { desk, form in
            let student = try await desk.perform(ShowStudent(student: try desk.id("student")))
            return try await desk.submit(
                form,
                {
                    guard form["key"] == student.key else {
                        throw GeneralRefusal.field(
                            "/key", "unlike", en: "This is not the key. Nothing was erased.",
                            fr: "Ce n’est pas la clé. Rien n’a été effacé.")
                    }
                    return EraseStudent(student: student.id)
                }, again: { try await StudentErasurePage.load(desk, $0).response() }, then: { ("/desk/cohorts", .erased) })
        }
        post("/desk/students/{student}/consents", for: .decideConsents) { desk, form in
            let id: Student.ID = try desk.id("student")
            return try await desk.submit(
                form,
                {
                    GiveConsent(
                        student: id,
                        draft: ConsentDraft(
                            purpose: Consent.Purpose(rawValue: form["purpose"]) ?? .talentPool, company: try form.value("company"),
                            fields: form.all("fields").compactMap(Consent.Field.init), textVersion: form["text_version"]))
                }, again: { try await StudentPage.load(desk, $0).response() }, then: { _ in ("/desk/students/\(id)", .saved) })
        }
        post("/desk/students/{student}/consents/withdraw", for: .decideConsents) { desk, form in
            let id: Student.ID = try desk.id("student")
            guard let consent: Consent.ID = try form.value("consent") else { throw Failure.noSuchPage }
            return try await desk.submit(
                form, { WithdrawConsent(consent: consent) }, again: { try await StudentPage.load(desk, $0).response() },
                then: { _ in ("/desk/students/\(id)", .withdrawn) })
        }
    }
}
