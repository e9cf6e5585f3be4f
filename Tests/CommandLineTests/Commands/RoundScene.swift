import API
import Foundation
import Testing

/// A daemon with a school of six teams and a company of two cases with three places, and who speaks for them.
struct RoundScene {
    let dean: Bilingual
    let maker: Bilingual
    let school: String
    let cohort: String
    /// By name.
    let teams: [String]
    /// Asks for negotiation without fail, and has one place.
    let honey: String
    /// Asks for negotiation and selling, and has two places.
    let jam: String

    private static let roster = """
        clé;prénom;nom;courriel;langues;compétences;disponibilités;heures par semaine;équipe
        1;Éloïse;Durand;eloise@ecole.example;fr:C2;négociation:4;lun 9h-12h,mar 14h-18h;10;Équipe 1
        2;Zoé;Martin;zoe@ecole.example;fr:C2;négociation:3;lun 9h-12h,mar 14h-18h;10;Équipe 2
        3;Léa;Petit;lea@ecole.example;fr:C1;"négociation:3;vente:3";lun 9h-12h,mar 14h-18h;8;Équipe 3
        4;Noé;Blanc;noe@ecole.example;fr:C1;"négociation:2;vente:2";lun 9h-12h,mar 14h-18h;8;Équipe 4
        5;Ève;Lys;eve@ecole.example;fr:C1;vente:3;lun 9h-12h,mar 14h-18h;8;Équipe 5
        6;Ana;Ñandú;ana@ecole.example;fr:C1;Excel:2;lun 9h-12h,mar 14h-18h;8;Équipe 6

        """

    private static func brief(_ title: String, _ skills: String, capacity: Int) -> String {
        """
        ---
        title: \(title)
        skills: [\(skills)]
        team_size: {min: 1, max: 3}
        window: {from: 2097-02-01, until: 2097-04-30}
        hours_per_week: 4
        capacity: \(capacity)
        ---
        À quel prix ?
        """
    }

    static func lend(_ body: (RoundScene) async throws -> Void) async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let secret = try await daemon.operatorToken()
                let root = Bilingual(url: url, token: secret)
                let school = try await root.done("school", "create", "École de Dijon")
                let company = try await root.done("company", "create", "Miel du Morvan")
                let dean = Bilingual(
                    url: url, token: try await root.done("token", "create", "--role", "school-admin", "--organisation", school))
                let maker = Bilingual(
                    url: url, token: try await root.done("token", "create", "--role", "company", "--organisation", company))
                let cohort = try await dean.done("cohort", "create", "M1", "Master 1")
                _ = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: roster)
                let teams = try await dean.decoded(Page<Team>.self, "team", "list", "--cohort", cohort).items.map(\.id.description)
                #expect(teams.count == 6)
                let must = "{skill: négociation, level: 3, importance: must}"
                let should = must.replacing("must", with: "should")
                let honey = try await maker.done("case", "post", "-", input: brief("Vendre le miel", must, capacity: 1))
                let jam = try await maker.done(
                    "case", "post", "-",
                    input: brief("Vendre la confiture", "\(should), \(should.replacing("négociation", with: "vente"))", capacity: 2))
                try await body(
                    RoundScene(dean: dean, maker: maker, school: school, cohort: cohort, teams: teams, honey: honey, jam: jam))
            }
        }
    }
}
