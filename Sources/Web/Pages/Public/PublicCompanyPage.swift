import API
import Hummingbird
import Vivier

/// A company and its public cases.
struct PublicCompanyPage {
    var id: Organisation.ID
    var company: ShowPublicCompany.Answer
    var cases: Page<PublicCaseLine>
    var isFirst: Bool
    var say: Words
    var origin: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    func response(to request: Request) -> Response {
        let path = AddressWords.path(ofCompany: id, company.name)
        let about = [company.sector, company.city].compactMap(\.self).joined(separator: " · ")
        return Layout(
            title: company.name, say: say, path: request.uri.string, isNarrow: false, canonical: origin + path,
            summary: say(
                "Cases that \(company.name) proposes to student teams.", "Les cas que \(company.name) propose à des équipes étudiantes.")
        ).seen(by: guest).response(
            to: request,
            """
            \(Pieces.crumbs(say, [(say("Companies", "Entreprises"), "/companies")]))<h1>\(company.name)</h1>
            \(about.isEmpty ? nil : "<p class=\"lead\">\(about)</p>\n" as HTML?)<h2>\(say("Its cases", "Ses cas"))</h2>
            \(list)\(Pieces.pager(say, next: cases.next.map { "\(path)?cursor=\($0)" }, first: isFirst ? nil : path))
            """)
    }

    private var list: HTML {
        cases.items.isEmpty
            ? Pieces.empty(
                say("This company has no public case now.", "Cette entreprise n’a pas de cas public en ce moment."),
                Pieces.button(say("See all cases", "Voir tous les cas"), to: "/cases", isQuiet: true))
            : "<ul class=\"grid\">\n\(cases.items.map { PublicCaseCard(line: $0, say: say, level: 3, showsCompany: false).html })</ul>\n"
    }
}
