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
    func addPublicPages(_ application: Vivier.Application, _ door: DeskDoor) {
        get("/cases") { request, visit in
            var query = PublicCaseQuery(of: request)
            (query.limit, query.cursor) = (PublicCaseList.rows, request.typed("cursor"))
            return PublicCaseList(
                page: try await application.perform(ListPublicCases(query: query), by: visit.visitor), query: query,
                say: Words(language: visit.language), origin: application.publicURL, guest: try await door.guest(request)
            ).response(to: request)
        }
        get(PublicCaseList.file) { request, visit in
            let export = ExportPublicCases(query: PublicCaseQuery(of: request), form: .people(visit.language))
            return Self.file(try await application.perform(export, by: visit.visitor), named: "cases.csv")
        }
        get("/cases/{case}") { request, visit in try await Self.publicCase(application, door, request, visit) }
        get("/cases/{case}/{title}") { request, visit in try await Self.publicCase(application, door, request, visit) }
        get("/companies") { request, visit in
            var list = ListPublicCompanies(of: request)
            (list.limit, list.cursor) = (PublicCompanyList.rows, request.typed("cursor"))
            return PublicCompanyList(
                page: try await application.perform(list, by: visit.visitor), list: list, say: Words(language: visit.language),
                origin: application.publicURL, guest: try await door.guest(request)
            ).response(to: request)
        }
        get(PublicCompanyList.file) { request, visit in
            let export = ExportPublicCompanies(list: ListPublicCompanies(of: request), form: .people(visit.language))
            return Self.file(try await application.perform(export, by: visit.visitor), named: "companies.csv")
        }
        get("/companies/{company}") { request, visit in try await Self.company(application, door, request, visit) }
        get("/companies/{company}/{title}") { request, visit in try await Self.company(application, door, request, visit) }
    }

    /// A public list as a file to take away.
    static func file(_ bytes: [UInt8], named name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func company(
        _ application: Vivier.Application, _ door: DeskDoor, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        guard let id = visit.parameters.get("company").flatMap({ Organisation.ID($0) }) else { throw Failure.noSuchPage }
        let company = try await application.perform(ShowPublicCompany(company: id), by: visit.visitor)
        let path = AddressWords.path(ofCompany: id, company.name)
        guard request.uri.path == path else { return moved(to: path, request) }
        let cursor = request.typed("cursor")
        let cases = try await application.perform(
            ListPublicCases(query: PublicCaseQuery(company: id, limit: PublicCaseList.rows, cursor: cursor)), by: visit.visitor)
        return PublicCompanyPage(
            id: id, company: company, cases: cases, isFirst: cursor == nil, say: Words(language: visit.language),
            origin: application.publicURL, guest: try await door.guest(request)
        ).response(to: request)
    }

    /// To the address that lasts, with what its page knows of what else was asked: a stranger's words go nowhere.
    private static func moved(to path: String, _ request: Request) -> Response {
        let target = Desk.address(path, ["cursor": request.typed("cursor"), "lang": request.typed("lang")])
        return Response(status: .movedPermanently, headers: [.location: target, .cacheControl: "no-cache"])
    }

    /// The id decides; the title in the address is for people, and an address that bears another leads to the right one.
    private static func publicCase(
        _ application: Vivier.Application, _ door: DeskDoor, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        guard let id = visit.parameters.get("case").flatMap({ BusinessCase.ID($0) }) else { throw Failure.noSuchPage }
        let found: BusinessCase
        do {
            found = try await application.perform(ShowPublicCase(case: id), by: visit.visitor)
        } catch GeneralRefusal.missing {
            // A visitor has no identifier to check.
            throw Failure.noSuchPage
        }
        let path = found.publicPath
        guard request.uri.path == path else { return moved(to: path, request) }
        return PublicCasePage(
            found: found, say: Words(language: visit.language), origin: application.publicURL, guest: try await door.guest(request)
        ).response(to: request)
    }
}

extension PublicCaseQuery {
    /// What the address of the public list asks for.
    fileprivate init(of request: Request) {
        self.init(
            q: request.typed("q"), isOpen: request.typed("open") == "yes",
            sort: request.typed("sort").flatMap(Sort.init) ?? .newest)
    }
}

extension ListPublicCompanies {
    /// What the address of the public list asks for.
    fileprivate init(of request: Request) {
        self.init(q: request.typed("q"), sort: request.typed("sort").flatMap(Sort.init) ?? .name)
    }
}

extension BusinessCase {
    /// `/cases/ID/sell-honey-to-hotels`.
    var publicPath: String { AddressWords.path(of: id, content.title) }
}

/// The words of a title or a name as they stand in an address: for people, who see where a link leads.
enum AddressWords {
    static func path(of id: BusinessCase.ID, _ title: String) -> String { "/cases/\(id)/\(of(title))" }

    static func path(ofCompany id: Organisation.ID, _ name: String) -> String { "/companies/\(id)/\(of(name, else: "company"))" }

    /// `Étude de marché : miel` becomes `etude-de-marche-miel`; at most 60 characters, cut between words.
    static func of(_ title: String, else other: String = "case") -> String {
        let plain = title.replacing("œ", with: "oe").replacing("Œ", with: "oe").replacing("æ", with: "ae").replacing("Æ", with: "ae")
            .folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased()
        let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var text = ""
        for word in words {
            guard text.utf8.count + word.utf8.count < 60 else { break }
            text += (text.isEmpty ? "" : "-") + word
        }
        return text.isEmpty ? other : text
    }
}
