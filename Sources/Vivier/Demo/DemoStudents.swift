import Formats
import Foundation

/// The students of a demonstration school as the file that such a school would have: a hundred of them in twenty teams, invented.
///
/// Each school's file is of another kind, so that the demonstration tries the reader: UTF-8 with commas and English headers, Windows-1252
/// with semicolons and French headers, UTF-8 with a byte order mark and tabs.
package struct DemoStudents {
    package enum Dialect: CaseIterable, Sendable {
        case english, french, tabbed
    }

    let school: Int
    let cities: [String]
    let dialect: Dialect
    private var random: SplitMix

    package init(school: Int, cities: [String], dialect: Dialect) {
        self.school = school
        self.cities = cities
        self.dialect = dialect
        random = SplitMix(state: UInt64(school) &* 0x9E37_79B9)
    }

    package static let perSchool = 100
    package static let perTeam = 5

    /// - Returns: the file's name and bytes.
    package mutating func file() -> (name: String, bytes: [UInt8]) {
        var rows: [[String]] = [header]
        for number in 0..<Self.perSchool { rows.append(student(number)) }
        let separator = [Dialect.english: ",", .french: ";", .tabbed: "\t"][dialect] ?? ","
        let text = rows.map { row in row.map { cell($0, separator) }.joined(separator: separator) }.joined(separator: "\r\n") + "\r\n"
        switch dialect {
        case .english: return ("students.csv", Array(text.utf8))
        case .french: return ("étudiants.csv", Array(text.data(using: .windowsCP1252) ?? Data(text.utf8)))
        case .tabbed: return ("etudiants.tsv", [0xEF, 0xBB, 0xBF] + Array(text.utf8))
        }
    }

    private var header: [String] {
        switch dialect {
        case .english:
            [
                "key", "given_name", "family_name", "email", "programme", "graduation", "languages", "skills", "availability",
                "hours_per_week",
                "city", "team",
            ]
        case .french, .tabbed:
            [
                "Matricule", "Prénom", "Nom", "Courriel", "Formation", "Diplomation", "Langues", "Compétences", "Disponibilités",
                "Heures par semaine", "Ville", "Équipe",
            ]
        }
    }

    private func cell(_ text: String, _ separator: String) -> String {
        text.contains(separator) || text.utf8.contains(0x22) ? "\"" + text.replacing(scalars: "\"", with: "\"\"") + "\"" : text
    }

    private mutating func student(_ number: Int) -> [String] {
        let given = pick(Self.givenNames)
        let family = pick(Self.familyNames)
        let team = number / Self.perTeam
        // A team shares an interest, as people who chose each other do.
        let field = Self.fields[(team + school) % Self.fields.count]
        var skills: [String: Int] = [:]
        for _ in 0..<3 { skills[pick(field)] = 2 + random.below(3) }
        while skills.count < 6 { skills[pick(Self.fields[random.below(Self.fields.count)])] = 1 + random.below(3) }
        let english = ["B1", "B2", "C1", "C1"][random.below(4)]
        var languages = "fr:\(random.below(12) == 0 ? "C1" : "C2");en:\(english)"
        if random.below(5) == 0 { languages += ";\(pick(["es", "de", "it"])):\(pick(["A2", "B1", "B2"]))" }
        return [
            "S\(school + 1)-\(1000 + number)", given, family, "\(ascii(given)).\(ascii(family)).\(number)@etu\(school + 1).example",
            pick(["Master Grande École", "Bachelor Management", "Master Marketing"]), pick(["2027-06", "2027-09", "2028-06"]), languages,
            skills.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: "|"), week(team), "\(4 + random.below(5))",
            pick(cities), "Équipe \(team + 1)",
        ]
    }

    /// A team's own two half-days, and one or two more of each member.
    private mutating func week(_ team: Int) -> String {
        let halfDays = [
            "lun 09:00-12:00", "lun 14:00-18:00", "mar 09:00-12:00", "mar 14:00-18:00", "mer 09:00-12:00", "mer 14:00-18:00",
            "jeu 09:00-12:00",
            "jeu 14:00-18:00", "ven 09:00-12:00", "ven 14:00-17:00",
        ]
        var chosen: Set<Int> = [team % 10, (team * 3 + 4) % 10]
        for _ in 0..<(1 + random.below(2)) { chosen.insert(random.below(10)) }
        return chosen.sorted().map { halfDays[$0] }.joined(separator: ";")
    }

    private mutating func pick(_ list: [String]) -> String { list[random.below(list.count)] }

    private func ascii(_ name: String) -> String {
        name.foldedLabel.replacing(" ", with: "-")
    }

    private static let givenNames = [
        "Ève", "Chloé", "Zoé", "Noémie", "Inès", "Aïcha", "Léna", "Manon", "Jeanne", "Clémence", "Salomé", "Yasmine", "Lucie", "Agathe",
        "Maëlys",
        "Théo", "Noé", "Raphaël", "Gaël", "Loïc", "Mehdi", "Bastien", "Hugo", "Timéo", "Élie", "Joël", "Karim", "Maxence", "Côme", "Rémi",
    ]
    private static let familyNames = [
        "Aubépin", "Bellefeuille", "Castelroy", "Dumontel", "Étangblanc", "Forgeval", "Grandpré", "Hautbois", "Islemar", "Jolibois",
        "Kerlouan", "Lavandier", "Montrouvel", "Neigeval", "Orsonnet", "Pierrelune", "Quatrevaux", "Rivauclair", "Sainterive",
        "Tournebelle",
        "Uzelmont", "Valombreuse", "Windeck-Roy", "Yvernault", "Zélandrin",
    ]
    private static let fields = [
        [
            "Étude de marché", "Marketing digital", "Politique de prix", "Positionnement", "Community management", "SEO", "E-mailing",
            "Création de contenu",
        ],
        ["Négociation", "Négociation commerciale", "Prospection", "Vente B2B", "Relation client", "CRM", "Satisfaction client", "Export"],
        [
            "Comptabilité", "Analyse financière", "Contrôle de gestion", "Plan de financement", "Tableaux de bord", "Tableur", "Fiscalité",
            "Calcul de marge",
        ],
        [
            "Supply chain", "Logistique", "Achats", "Gestion des stocks", "Recherche de fournisseurs", "Prévision de la demande", "Qualité",
            "Tableur",
        ],
        [
            "Analyse de données", "Statistiques", "Visualisation de données", "Python", "IA générative", "SQL", "Tableur",
            "Résolution de problèmes",
        ],
        [
            "Économie circulaire", "Bilan carbone", "RSE", "Business plan", "Analyse de modèle économique", "Gestion de projet",
            "Conduite d'entretiens", "Enquêtes",
        ],
        [
            "Storytelling", "Événementiel", "Rédaction", "Recrutement", "Communication", "Tourisme local", "Expérience client",
            "Étude qualitative",
        ],
        [
            "RGPD", "Droit des contrats", "Propriété intellectuelle", "Droit des marques", "Appels d'offres", "Rédaction",
            "Veille réglementaire", "Négociation",
        ],
    ]
}

/// SplitMix64: a small generator whose numbers are the same on every machine.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 ..< bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
