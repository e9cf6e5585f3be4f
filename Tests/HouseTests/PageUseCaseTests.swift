import Foundation
import Testing

/// What people can do on a page, programs can ask the API for.
@Suite struct PageUseCaseTests {
    /// Performed by pages alone, each with where a program finds the same.
    private static let ofPagesAlone: [String: String] = [
        // One file in one request with `dry_run` does what the pages do in steps: importRoster.
        "BringRoster": "importRoster takes the file", "DropRoster": "importRoster keeps no file",
        "FindRosterInHand": "importRoster keeps no file", "FindRosterPeople": "importRoster answers with its report",
        "FindRosterProblems": "importRoster answers with its problems", "PreviewRoster": "importRoster with dry_run",
        "ShowRosterInHand": "importRoster keeps no file", "ShowRosterPage": "importRoster answers with its report",
        "StoreRoster": "importRoster",
        // Open to whoever has no token, which the API asks for; with one there is more to read.
        "DownloadProof": "downloadSnapshot and downloadResult; without a token the file of the page", "ExportProofs": "exportRuns",
        "ListProofs": "listRuns", "ShowProof": "showRun", "VerifyProof": "verifyRun", "ExportPublicCases": "exportCases",
        "ListPublicCases": "listCases", "ShowPublicCase": "showCase", "ExportPublicCompanies": "exportOrganisations",
        "ListPublicCompanies": "listCompanies", "ShowPublicCompany": "showCompany", "ShowPublicFigures": "the lists, counted",
        // Parts of other answers, as a page needs them.
        "CheckFormation": "formTeams with dry_run forms anew",
        "FindInRound": "a field to choose from; listTeams and listCases are searched", "FindTeams": "listTeams is searched",
        "ListAlternatives": "explain says it of each pair", "ListCaseTeams": "listCompanyMatches", "ListCasesOfRun": "downloadSnapshot",
        "ListCohortsOfRound": "showRound names them", "NameOrganisations": "listSchools and listCompanies",
        "ReadPoolCondition": "searchPool takes the text", "ShowAccount": "whoami", "StopRun": "who began it ends the request",
        "ShowCardAnswers": "counts beside the button that shares the cards",
    ]

    private func code(in folder: String) throws -> String {
        try House.swift(in: folder).flatMap(\.lines).filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    }

    /// The names of types that a text makes values of.
    private func made(in text: String) -> Set<String> {
        Set(text.matches(of: /\b([A-Z][A-Za-z0-9]*)(?=\()/).map { String($0.output.1) })
    }

    @Test func `every use case of a page is one of the API, or says where a program finds the same`() throws {
        let declared = try code(in: "Sources/Vivier").matches(of: /struct ([A-Z][A-Za-z0-9]*)(?:<[^>]*>)?: (?:UseCase|Recalled)/)
        let useCases = Set(declared.map { String($0.output.1) })
        let pages = useCases.intersection(made(in: try code(in: "Sources/Web/Pages") + "\n" + code(in: "Sources/Web/Desk")))
        let routes = useCases.intersection(made(in: try code(in: "Sources/Web/Routes")))
        #expect(useCases.count > 150 && pages.count > 100 && routes.count > 100)
        let alone = pages.subtracting(routes)
        #expect(
            alone.subtracting(Self.ofPagesAlone.keys).isEmpty,
            "no route performs \(alone.subtracting(Self.ofPagesAlone.keys).sorted())")
        #expect(
            Set(Self.ofPagesAlone.keys).subtracting(alone).isEmpty,
            "named for nothing: \(Set(Self.ofPagesAlone.keys).subtracting(alone).sorted())")
    }
}
