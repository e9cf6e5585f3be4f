import Formats
import Foundation
import Testing

struct RosterCSVTests {
    private func read(_ text: String, map: [String: String] = [:]) -> RosterReading {
        var options = RosterCSV.Options()
        options.map = map
        return RosterCSV.read(Array(text.utf8), file: "cohort.csv", options: options)
    }

    /// A roster whose header is whole; the cell stands behind key, names and address.
    private func row(_ column: String, _ cell: String) -> RosterReading {
        read("key;given_name;family_name;email;\(column)\n1;Zoë;Ng;z@ecole.example;\"\(cell)\"\n")
    }

    private func codes(_ reading: RosterReading) -> [String] { reading.problems.problems.map(\.code) }

    @Test func `a row says all that the format knows`() throws {
        let reading = read(
            """
            N° étudiant;Prénom;NOM;Courriel;Formation;Diplomation;Langues;Compétences;Disponibilités;Heures par semaine;Pas avant;Pas après;Ville;Équipe
            007;Éloïse;d’Aubigné-Nguyễn;e@ecole.example;Marketing;2027-06;"fr:c2;en:B2";"négociation:3;http://data.europa.eu/esco/skill/x:4;Excel";lun 9h-12h;12;01/02/2027;2027-04-30;Saint-Étienne;Équipe 1
            """)
        #expect(reading.problems.total == 0, "\(reading.problems.problems)")
        let student = try #require(reading.roster.students.first)
        #expect(student.key == "007" && student.givenName == "Éloïse" && student.familyName == "d’Aubigné-Nguyễn")
        #expect(student.programme == "Marketing")
        #expect(student.graduation == Day("2027-06-30"))
        #expect(student.languages == ["fr:C2", "en:B2"])
        #expect(
            student.skills == [
                RosterSkill(label: "négociation", level: 3), RosterSkill(label: "http://data.europa.eu/esco/skill/x", level: 4),
                RosterSkill(label: "Excel", level: 2),
            ])
        #expect(student.availability?.description == "mon 09:00-12:00")
        #expect(student.hoursPerWeek == 12)
        #expect(student.notBefore == Day("2027-02-01") && student.notAfter == Day("2027-04-30"))
        #expect(student.city == "Saint-Étienne" && student.team == "Équipe 1")
        #expect(reading.roster.columns == Set(RosterField.allCases))
        #expect(reading.detected == "csv, utf-8, ;")
    }

    @Test(arguments: [
        ("graduation", "30 juin 2027", "bad-date"), ("graduation", "12/31/2027", "bad-date"), ("graduation", "01/02/27", "bad-date"),
        ("graduation", "2027-13", "bad-date"), ("languages", "fr:C3", "bad-language"), ("skills", "Excel:5", "bad-level"),
        ("skills", "Excel:0", "bad-level"), ("skills", "Excel:-1", "bad-level"), ("skills", "Excel:2,5", "bad-level"),
        ("skills", ":3", "bad-skill"), ("availability", "mon 9-12;mon", "bad-availability"), ("hours_per_week", "'-1", "bad-hours"),
        ("hours_per_week", "81", "bad-hours"), ("hours_per_week", "12,5", "bad-hours"), ("hours_per_week", "12.5", "bad-hours"),
        ("hours_per_week", "nan", "bad-hours"), ("hours_per_week", "1e1", "bad-hours"),
        ("hours_per_week", "0x10", "bad-hours"), ("city", "Lyon\nParis", "control-character"),
        ("team", String(repeating: "x", count: 101), "too-long"), ("city", "Ly\u{202E}on", "hidden-character"),
        ("team", "A\u{200B}B", "hidden-character"), ("programme", "\u{2066}M1", "hidden-character"),
        ("skills", "Ex\u{FFFE}cel:2", "hidden-character"), ("city", "a\u{10FFFF}", "hidden-character"),
        ("city", "so\u{AD}ft", "hidden-character"), ("city", "a\u{2028}b", "hidden-character"), ("city", "a\u{85}b", "control-character"),
    ])
    func `a cell that is none refuses its row, with line, column and a way to mend it`(column: String, cell: String, code: String) throws {
        let reading = row(column, cell)
        let problem = try #require(reading.problems.problems.first)
        #expect(codes(reading) == [code])
        #expect(problem.line == 2 && problem.record == 2 && problem.column == column && problem.columnNumber == 5)
        #expect(!problem.en.isEmpty && !problem.fr.isEmpty && problem.en != problem.fr)
        #expect(reading.roster.students.isEmpty && reading.rejected == 1)
    }

    @Test(arguments: [
        "a@b", "a b@c.fr", "@c.fr", "a@c..fr", "a@@c.fr", "Zoë <z@c.fr>", "a@-c.fr", "a@c.fr,b@c.fr", "a@c.fr\u{7F}", "a@c.fr.",
    ])
    func `what is no address is refused`(email: String) {
        #expect(codes(read("key,given_name,family_name,email\n1,A,B,\"\(email)\"\n")) == ["bad-email"])
    }

    @Test(arguments: ["zoë@école.example", "o'neil+vivier@a-b.example", "a@b.c"])
    func `addresses of all kinds are taken`(email: String) {
        #expect(read("key,given_name,family_name,email\n1,A,B,\(email)\n").roster.students.first?.email == email)
    }

    @Test func `keys that come twice are refused, addresses that come twice are said`() {
        let reading = read("key,given_name,family_name,email\nk1,A,B,a@x.example\nk1,C,D,c@x.example\nk2,E,F,A@X.example\n")
        #expect(reading.problems.problems.map { "\($0.code) \($0.line ?? 0)" } == ["duplicate-key 3", "duplicate-email 4"])
        #expect(reading.roster.students.map(\.key) == ["k1", "k2"])
        #expect(reading.rejected == 1)
    }

    @Test func `an identifier that a spreadsheet has rounded is refused, lost zeros are said`() {
        let header = "key,given_name,family_name,email\n"
        #expect(codes(read(header + "\"1,23E+11\",A,B,a@x.example\n")) == ["number-ruined"])
        let rows = (0..<12).map { "\($0 == 5 ? 1_234_567 : 21_234_560 + $0),A,B,a\($0)@x.example\n" }.joined()
        let reading = read(header + rows)
        #expect(codes(reading) == ["lost-zeros"])
        #expect(reading.problems.problems.first?.line == 7)
        #expect(reading.roster.students.count == 12)
    }

    @Test(arguments: ["gender", "Sexe", "religion"]) func `nor is it taken under the name of an attribute`(attribute: String) {
        let reading = read("key,given_name,family_name,email,Q7\n1,A,B,a@x.example,F\n", map: ["Q7": "attribute:\(attribute)"])
        #expect(codes(reading) == ["special-category", "rows-not-read"] && reading.roster.students.isEmpty)
    }

    @Test(arguments: [
        "Gender", "sexe", "Civilité", "With which gender do you identify?", "Race/Ethnicity", "religion", "Situation de handicap",
        "Handicapé·e", "Religions", "Allergies", "opinions politiques", "Groupe sanguin", "Pronoun", "Title (Mr/Ms)", "Mme ou M.",
        "Salutation", "gen\u{AD}der",
        "maladie", "Geschlecht", "Sexe1", "Religion2", "SEXE01", "genre10", "Sexe¹", "SANTÉ3", "re1igion2", "Handicap2Eleve",
        "génétique", "Génétiques", "genetics", "données génétiques", "donneesgenetiques", "Biométrie", "biométrique", "BIOMETRIQUES",
        "biometrics", "ADN", "dna2", "fingerprint", "Fingerprints", "Empreinte digitale", "empreintesdigitales", "genderidentity",
        "IdentiteDeGenre", "identitedegenre", "mygender", "religiousbelief", "religiousbeliefs", "ethnicorigin", "civility", "b1ometrie",
        "religionofstudent", "studenthandicap",
    ])
    func `a column of gender or special categories refuses the file, mapped or not`(column: String) {
        let text = "key,given_name,family_name,email,\(column)\n1,A,B,a@x.example,F\n"
        for map in [[:], [column: "attribute:g"], [column: "city"]] {
            let reading = read(text, map: map)
            #expect(codes(reading) == ["special-category", "rows-not-read"])
            #expect(reading.roster.students.isEmpty && reading.rejected == 1)
        }
        let dropped = read(text, map: [column: "ignore"])
        #expect(dropped.problems.total == 0)
        #expect(dropped.roster.students.first?.attributes.isEmpty == true)
    }

    @Test(arguments: [
        "political", "Parti", "orientation", "origine", "Nationalité", "dyslexie", "confession", "foi", "caste", "criminal",
        "casier judiciaire", "gen.der", "male_female", "s e x e", "g\u{435}nder", "\u{262}ender", "ＳＥＸＥ", "Herkunft", "género", "M/F",
        "Régime alimentaire",
        "halal", "PAI", "Aménagement d’examen", "tiers-temps", "couleur de peau", "médecin traitant", "syndiqué", "temps majoré", "MDPH",
        "veteran status", "musulman", "mobilité réduite", "PMR", "ressortissant hors UE", "malvoyant(e)", "demande d’asile",
        "Nationalité1", "Régime2 alimentaire1", "Kirche", "IEP", "has_iep", "special educational needs", "SpecialEducationalNeeds",
        "Besoins éducatifs particuliers", "besoinseducatifsparticuliers", "besoin éducatif particulier", "studentnationality",
    ])
    func `what is sensitive is kept under no name, however it is spelt`(word: String) {
        let rows = "\n1,A,B,a@x.example,F\n"
        let hidden = read("key,given_name,family_name,email,\(word)\(rows)", map: [word: "attribute:x"])
        #expect(codes(hidden) == ["special-category", "rows-not-read"] && hidden.roster.students.isEmpty)
        let renamed = read("key,given_name,family_name,email,Q7\(rows)", map: ["Q7": "attribute:\(word)"])
        #expect(codes(renamed) == ["special-category", "rows-not-read"] && renamed.roster.students.isEmpty)
    }

    @Test(arguments: [
        ("Diagnostic", "city", "special-category"), ("Confession", "programme", "special-category"), ("Vote", "team", "special-category"),
        ("Pathologie", "skills", "special-category"), ("Nationalité", "langues", "special-category"),
        ("Dys", "key+email", "special-category"),
        ("Besoins spécifiques", "unavailable:mon", "special-category"), ("IBAN", "key", "national-identifier"),
        ("Code PIN", "city", "password-column"), ("Lieu de naissance", "city", "needless"), ("Or1gine", "city", "special-category"),
        ("re\u{49}igion", "programme", "special-category"), ("Autisme", "Ville", "special-category"),
    ])
    func `what is kept under no name becomes no field either`(column: String, target: String, code: String) throws {
        let reading = read("key,given_name,family_name,email,\(column)\n1,A,B,a@x.example,x\n", map: [column: target])
        let problem = try #require(reading.problems.problems.first { $0.severity == .refusal })
        #expect(problem.code == code && problem.column == column && reading.roster.students.isEmpty)
        #expect(problem.en.contains("--map \"\(column)=ignore\"") && !problem.en.contains("something else"))
        #expect(problem.fr.contains("--map \"\(column)=ignore\"") && !problem.fr.contains("autre chose"))
        let dropped = read("key,given_name,family_name,email,\(column)\n1,A,B,a@x.example,x\n", map: [column: "ignore"])
        #expect(dropped.problems.problems.allSatisfy { $0.severity == .warning } && dropped.roster.students.count == 1)
    }

    @Test(arguments: RosterField.allCases) func `the field's own name is nothing sensitive`(field: RosterField) {
        let reading = read("\(field.rawValue)\n", map: [field.rawValue: field.rawValue])
        #expect(Set(codes(reading)).isDisjoint(with: ["special-category", "needless", "password-column", "national-identifier"]))
        #expect(reading.mapping.map(\.meaning) == [field.rawValue])
    }

    @Test func `where no column of that kind is kept, nobody is told how to keep it`() {
        let problem = read("key,given_name,family_name,email,Nationalité\n1,A,B,a@x.example,F\n").problems.problems.first
        #expect(problem?.code == "unknown-column" && problem?.en.contains("attribute:NAME") == false)
    }

    @Test(arguments: [
        "Photo", "photo_url", "Portrait", "Trombinoscope", "ProfilePicture", "poids", "Poids (kg)", "Weight", "Taille", "Taille (cm)",
        "height",
        "Titre de séjour", "N° titre séjour", "Residence permit", "Visa", "Boursier", "Boursier(e)", "Échelon bourse", "Bourse",
        "scholarship holder", "Date de naissance", "date_naissance", "Né(e) le", "Lieu de naissance", "Birthdate", "birthDate", "DOB",
        "Place of birth", "city_of_birth", "Birth", "Birth year", "Birth name and date of birth", "Geburtsdatum", "Lugar de nacimiento",
        "ext_tao_userMotherName", "Profession des parents",
    ])
    func `what a match has no use for is ignored, and kept under no name`(word: String) {
        let file = "key,given_name,family_name,email,\(word)\n1,A,B,a@x.example,F\n"
        let plain = read(file)
        #expect(codes(plain) == ["unknown-column"] && plain.roster.students.first?.attributes == [:])
        let renamed = "key,given_name,family_name,email,Q7\n1,A,B,a@x.example,F\n"
        for (file, map) in [(file, [word: "attribute:x"]), (renamed, ["Q7": "attribute:\(word)"])] {
            let kept = read(file, map: map)
            #expect(codes(kept) == ["needless", "rows-not-read"] && kept.roster.students.isEmpty)
        }
    }

    @Test(arguments: [
        "option", "Groupe1", "FE1", "Majeure 3A", "UE5info", "Niveau IA", "parcours", "Passerelle", "code", "groupe TD", "majeure", "site",
        "LV2", "Track", "taille d’équipe",
        "Taille de l’équipe souhaitée",
        "Bourse et marchés", "Séjour à l’étranger", "Nom de naissance", "Birth name", "birthName", "BIRTH_NAME", "Birth family name",
        "Last name at birth", "Geburtsname", "Apellidos de nacimiento", "Pondération", "Candidature", "Technosecurité",
        "Année née du projet",
        "Personnel e-mail", "Team weight",
        "title", "Titre", "accommodation", "union", "traitement", "Pronounced name", "Biomedical engineering", "Syndication",
        "Réorientation", "Autodiagnostic", "Médecine", "Churchill", "Template", "Generosity", "Originality", "Empreinte carbone",
        "metadata.classification",
    ])
    func `what has nothing sensitive is kept`(word: String) {
        let reading = read("key,given_name,family_name,email,\(word)\n1,A,B,a@x.example,F\n", map: [word: "attribute:\(word)"])
        #expect(reading.problems.total == 0 && reading.roster.students.first?.attributes.isEmpty == false)
    }

    @Test(arguments: [
        ("password", "password-column"), ("Mot de passe", "password-column"), ("INE", "national-identifier"),
        ("N° sécurité sociale", "national-identifier"), ("passphrase", "password-column"), ("pass", "password-column"),
        ("PIN", "password-column"), ("code d’accès", "password-column"), ("credentials", "password-column"),
        ("INS", "national-identifier"), ("N° INSEE", "national-identifier"), ("passport", "national-identifier"),
        ("N° sécu", "national-identifier"), ("Numéro de sécu", "national-identifier"), ("NIR", "national-identifier"),
        ("Identifiant national étudiant", "national-identifier"), ("National Insurance No", "national-identifier"),
        ("CNI", "national-identifier"), ("Carte d’identité", "national-identifier"), ("IBAN", "national-identifier"),
    ])
    func `passwords and national identifiers are never taken`(column: String, code: String) {
        let reading = read("key,given_name,family_name,email,\(column)\n1,A,B,a@x.example,x\n", map: [column: "attribute:p"])
        #expect(codes(reading) == [code, "rows-not-read"])
    }

    @Test func `columns are mapped, kept as attributes, ignored and said so`() throws {
        let reading = read(
            "Ref,Prénom,Nom,Mail,Campus,Nationalité,Note\n1,A,B,a@x.example,Lyon,FR,12\n",
            map: ["ref": "key", "CAMPUS": "attribute:campus", "note": "ignore"])
        #expect(codes(reading) == ["unknown-column"])
        #expect(reading.problems.problems.first?.column == "Nationalité")
        #expect(reading.roster.students.first?.attributes == ["campus": "Lyon"])
        #expect(reading.mapping.map(\.meaning) == ["key", "given_name", "family_name", "email", "attribute:campus", nil, nil])
    }

    @Test func `a column mapped that the file does not have is refused with the nearest that it has`() throws {
        let text = "Matricule,Prénom,Nom,Courriel,Campus\n1,A,B,a@x.example,Lyon\n"
        let reading = read(text, map: ["Capmus": "attribute:campus"])
        let problem = try #require(reading.problems.problems.first { $0.code == "unmatched-map" })
        #expect(problem.column == "Capmus" && problem.line == 1)
        #expect(problem.en == "--map names a column that the file does not have. Do you mean “Campus”?")
        #expect(problem.fr == "--map nomme une colonne absente du fichier. Vouliez-vous dire « Campus » ?")
        #expect(reading.roster.students.isEmpty && reading.rejected == 1)

        let far = try #require(read(text, map: ["Budget": "ignore"]).problems.problems.first { $0.code == "unmatched-map" })
        #expect(far.en == "--map names a column that the file does not have. Its columns: Matricule, Prénom, Nom, Courriel, Campus.")
        #expect(far.fr == "--map nomme une colonne absente du fichier. Ses colonnes : Matricule, Prénom, Nom, Courriel, Campus.")
    }

    @Test func `two columns for one field refuse the file, a weak name gives way`() {
        #expect(codes(read("key,matricule,given_name,family_name,email\n1,2,A,B,a@x.example\n")) == ["repeated-column", "rows-not-read"])
        let canvas = read("ID,SIS ID,given_name,family_name,email\n1,2,A,B,a@x.example\n")
        #expect(codes(canvas) == ["unused-column"])
        #expect(canvas.roster.students.first?.key == "2")
        #expect(read("ID,given_name,family_name,email\n1,A,B,a@x.example\n").roster.students.first?.key == "1")
    }

    @Test func `a whole name is split where a comma says how`() {
        let reading = read(
            "key,name,email\n1,\"de la Tour, Anne Marie\",a@x.example\n2,Jean Dupont,b@x.example\n3,\"A, B, C\",c@x.example\n")
        #expect(reading.roster.students.map { [$0.familyName, $0.givenName] } == [["de la Tour", "Anne Marie"]])
        #expect(codes(reading) == ["ambiguous-name", "ambiguous-name"])
    }

    @Test func `an empty file, one without rows and one without header are told apart`() {
        #expect(codes(read("")) == ["empty-file"])
        #expect(codes(read("\n \n")) == ["empty-file"])
        // A vertical tab is no name.
        #expect(codes(read("\n\n\u{0B}\n")) == ["empty-file"])
        #expect(codes(read("key,given_name,family_name,email\n")) == ["no-rows"])
        #expect(Set(codes(read("1;2;3\n4;5;6\n"))) == ["unknown-column", "missing-column", "rows-not-read"])
    }

    @Test func `the problems of a bad file read as a list to mend it by`() throws {
        let reading = read(
            """
            key;prénom;nom;mail;langues;dispo;heures
            1;Ana;;a@x.example;fr:C2;;
            1;Bo;Li;b@x;fr:Z9;;90
            "3
            3";Cy;Do;c@x.example;;;
            4;Di;Eu;a@x.example;en;lun 9h-8h;
            5;Ed;Fa;e@x.example;;;;x
            6;Fy;Go;f@x.example;;;1,5
            7;Gü;Ha
            """, map: ["dispo": "availability"])
        let list = reading.problems.problems.map { problem in
            let place = [problem.line, problem.record, problem.columnNumber].map { $0.map(String.init) ?? "-" }.joined(separator: ":")
            return "\(place) \(problem.column ?? "-") \(problem.severity.rawValue) [\(problem.code)]\n  \(problem.en)\n  \(problem.fr)\n"
        }
        try Golden.expect(
            list.joined() + "taken: \(reading.roster.students.map(\.key)), rejected: \(reading.rejected)\n", "roster-problems.txt")
    }

    @Test func `a row says all that keeps it out at once, and of a cell that is refused not that it is missing`() {
        let header = "key,given_name,family_name,email,hours_per_week\n"
        let problems = read(header + "1,,,a@x,90\n").problems.problems
        #expect(
            problems.map { "\($0.code) \($0.column ?? "")" } == [
                "bad-email email", "bad-hours hours_per_week", "missing-value given_name", "missing-value family_name",
            ])
        #expect(codes(read("key,name,email\n,Jean Dupont,a@x.example\n")) == ["ambiguous-name", "missing-value"])
    }

    @Test func `a column without a name is ignored, with the ways to keep it`() throws {
        let text = "key,given_name,,family_name,email\n1,A,Lyon,B,a@x.example\n"
        let reading = read(text)
        #expect(codes(reading) == ["unknown-column"])
        #expect(reading.problems.problems.first?.en.contains("Name it in the header, or say --map \"#3=FIELD\"") == true)
        #expect(read(text, map: ["#3": "city"]).roster.students.first?.city == "Lyon")
    }

    @Test func `progress grows to the whole file`() {
        let rows = (0..<2_000).map { "k\($0),A,B,a\($0)@x.example\n" }.joined()
        var seen: [Int] = []
        let bytes = Array(("key,given_name,family_name,email\n" + rows).utf8)
        let reading = RosterCSV.read(bytes, file: "t.csv") { done, total in
            seen.append(done)
            #expect(total == bytes.count)
        }
        #expect(reading.roster.students.count == 2_000)
        #expect(seen.count == 4 && seen == seen.sorted() && seen.last == bytes.count)
    }
}
