import API
import Vivier

extension APIRoutes {
    func addConsentRoutes() {
        on(Endpoints.giveConsent) { GiveConsent(student: try $0.id("student"), draft: $0.body) }
        on(Endpoints.listConsents) { ListConsents(student: try $0.id("student")) }
        on(Endpoints.withdrawConsent) { WithdrawConsent(consent: try $0.id("consent")) }
        on(Endpoints.reviseConsent) { ReviseConsent(consent: try $0.id("consent"), revision: $0.body) }
        on(Endpoints.exportPerson, fileName: "person.json") { ExportPerson(student: try $0.id("student")) }
        on(Endpoints.correctStudent) {
            CorrectStudent(student: try $0.id("student"), correction: $0.body, replacing: try $0.version())
        }
        on(Endpoints.eraseStudent) { EraseStudent(student: try $0.id("student")) }
        on(Endpoints.listRetention) { _ in ListRetention() }
        on(Endpoints.setRetention) { SetRetention(draft: $0.body, replacing: try $0.version()) }
        on(Endpoints.listLedger) { ListLedger(school: try $0.id("school"), query: $0.query) }
        on(Endpoints.exportLedger, fileName: "ledger.csv") { ExportLedger(school: try $0.id("school"), query: $0.query) }
        on(Endpoints.verifyLedger) { VerifyLedger(school: try $0.id("school"), mark: $0.query) }
        on(Endpoints.declineConsents) { DeclineConsents(student: try $0.id("student")) }
        on(Endpoints.listLooks) { ListLooks(student: try $0.id("student"), query: $0.query) }
        on(Endpoints.exportReceipts, fileName: "receipts.csv") { ExportReceipts(student: try $0.id("student")) }
        on(Endpoints.listReceipts) { ListReceipts(student: try $0.id("student"), query: $0.query) }
    }
}
