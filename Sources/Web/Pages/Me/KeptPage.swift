import Formats
import Foundation
import Hummingbird
import Vivier

/// All that is kept of the student, to be read; the file has it for machines.
struct KeptPage {
    var say: Words
    var sections: [PersonText.Section]

    /// Of a long section the page shows so many things; the file has all.
    private static let most = 40

    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let file = Data(try await desk.perform(ExportPerson(student: try desk.me())))
        let page = KeptPage(say: say, sections: PersonText(file, isFrench: say.language == .french)?.sections ?? [])
        let erasure = try await ErasureCard.html(desk)
        let title = say("All that is kept of you", "Tout ce qui est conservé de vous")
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(say("Your profile", "Votre profil"), "/desk/me")]))
            <h1>\(title)</h1>
            <p class="lead">\(say("Yours to read and to take along. What your school holds wrongly, its administration corrects.", "À lire et à emporter. Ce que votre école détient à tort, son administration le corrige."))</p>
            <p class="actions">\(Pieces.button(say("Download it as a file (JSON)", "Le télécharger (fichier JSON)"), to: "/desk/me/export", isQuiet: true))</p>
            \(page.sections.enumerated().map { page.html(of: $1, isOpen: $0 == 0) })\(erasure)
            """)
    }

    private func html(of section: PersonText.Section, isOpen: Bool) -> HTML {
        let items = section.items.prefix(Self.most).map { item in Pieces.facts(item.map { ($0.name, "\($0.value)" as HTML) }) }
        let rest = section.items.count - items.count
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(say("and \(say.number(rest)) more in the file", "et \(say.number(rest)) de plus dans le fichier"))</p>"
            : nil
        return """
            <details class="card kept"\(isOpen ? " open" : "" as HTML)><summary>\(section.heading) <span class="soft">\(section.items.count)</span></summary>
            \(items)\(more)</details>

            """
    }
}
