import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

extension Visit {
    /// On whose behalf a public page reads: nobody's.
    var visitor: Caller { .visitor(requestID: requestID, language: language) }
}

extension PageRoutes {
    /// What anyone may read: the public cases and their companies.
    func addPublicPages(_ application: Vivier.Application) {
        get("/cases") { request, visit in
            let (words, cursor) = (request.typed("q"), request.typed("cursor"))
            let page = try await application.perform(
                ListPublicCases(query: PublicCaseQuery(q: words, limit: PublicCaseList.rows, cursor: cursor)), by: visit.visitor)
            return PublicCaseList(
                page: page, words: words, isFirst: cursor == nil, say: Words(language: visit.language), origin: application.publicURL
            ).response(to: request)
        }
        get("/cases/{case}") { request, visit in try await Self.publicCase(application, request, visit) }
        get("/cases/{case}/{title}") { request, visit in try await Self.publicCase(application, request, visit) }
        get("/companies/{company}") { request, visit in
            guard let id = visit.parameters.get("company").flatMap({ Organisation.ID($0) }) else { throw Failure.noSuchPage }
            let company = try await application.perform(ShowPublicCompany(company: id), by: visit.visitor)
            let cursor = request.typed("cursor")
            let cases = try await application.perform(
                ListPublicCases(query: PublicCaseQuery(company: id, limit: PublicCaseList.rows, cursor: cursor)), by: visit.visitor)
            return PublicCompanyPage(
                id: id, company: company, cases: cases, isFirst: cursor == nil, say: Words(language: visit.language),
                origin: application.publicURL
            ).response(to: request)
        }
    }

    /// The id decides; the title in the address is for people, and an address that bears another leads to the right one.
    private static func publicCase(_ application: Vivier.Application, _ request: Request, _ visit: Visit) async throws -> Response {
        guard let id = visit.parameters.get("case").flatMap({ BusinessCase.ID($0) }) else { throw Failure.noSuchPage }
        let found = try await application.perform(ShowPublicCase(case: id), by: visit.visitor)
        let path = found.publicPath
        guard request.uri.path == path else {
            let query = request.uri.query.map { "?\($0)" } ?? ""
            return Response(status: .movedPermanently, headers: [.location: path + query, .cacheControl: "no-cache"])
        }
        return PublicCasePage(found: found, say: Words(language: visit.language), origin: application.publicURL).response(to: request)
    }
}

extension BusinessCase {
    /// `/cases/ID/sell-honey-to-hotels`.
    var publicPath: String { AddressWords.path(of: id, content.title) }
}

/// The words of a title as they stand in an address: for people, who see where a link leads.
enum AddressWords {
    static func path(of id: BusinessCase.ID, _ title: String) -> String { "/cases/\(id)/\(of(title))" }

    /// `Étude de marché : miel` becomes `etude-de-marche-miel`; at most 60 characters, cut between words.
    static func of(_ title: String) -> String {
        let plain = title.replacing("œ", with: "oe").replacing("Œ", with: "oe").replacing("æ", with: "ae").replacing("Æ", with: "ae")
            .folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased()
        let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var text = ""
        for word in words {
            guard text.utf8.count + word.utf8.count < 60 else { break }
            text += (text.isEmpty ? "" : "-") + word
        }
        return text.isEmpty ? "case" : text
    }
}
