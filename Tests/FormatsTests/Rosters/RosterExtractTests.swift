import Formats
import Testing

/// What of a roster may wait in the house.
struct RosterExtractTests {
    private func extract(_ text: String) throws -> String {
        String(decoding: try RosterCSV.extract(of: Array(text.utf8), file: "m1.csv"), as: UTF8.self)
    }

    @Test func `columns that are never taken hold a dash in every row, whether there was anything or not`() throws {
        let text = "sep=;\r\n;;\r\nkey;Sexe;note\r\n1;F;\"a;b\"\r\n2;;\"say \"\"x\"\"\"\r\n;;\r\n3;\"x\r\ny\";c;;\r\n"
        #expect(try extract(text) == "sep=;\r\n;;\nkey;Sexe;note\n1;-;\"a;b\"\n2;-;\"say \"\"x\"\"\"\n;;\n3;\"-\n\";c;;\n")
    }

    @Test(arguments: [
        "Nationalité", "Tiers temps", "Casier judiciaire", "Diagnostic", "Confession", "IBAN", "Autisme", "Régime alimentaire", "Vote",
        "Orientation", "Code PIN", "Dys", "Photo", "Date de naissance", "Salud", "Pathologie", "Handi", "Croyance", "Glaubensbekenntnis",
        "Besoins spécifiques", "Special needs", "Or1gine", "rel1gion", "reIigion", "D4te de naissance", "maIadie", "Sexe1",
        "Photo2",
    ])
    func `what is kept under no name is not kept in a file in hand either`(name: String) throws {
        #expect(try extract("key;\(name);Campus\n1;Zwrafax;Lyon\n") == "key;\(name);Campus\n1;-;Lyon\n")
        let sketch = RosterSketch(Array("key;\(name);Campus\n1;Zwrafax;Lyon\n".utf8), name: "m1.csv")
        #expect(sketch.columns.map(\.isForbidden) == [false, true, false])
        #expect(sketch.columns.map(\.samples) == [["1"], [], ["Lyon"]])
    }

    @Test func `names that stand once more further down withhold what stands below them`() throws {
        let twice = "key;given_name;family_name;city\n1;Zoë;Ng;Lyon\nkey;given_name;family_name;Religion\n2;Ève;Ÿ;Zwrafax\n"
        let kept = "key;given_name;family_name;city\n1;Zoë;Ng;Lyon\nkey;given_name;family_name;-\n2;Ève;Ÿ;-\n"
        #expect(try extract(twice) == kept)
        let moved = "key;Sexe;city\n1;F;Lyon\nkey;city;Sexe\n2;Lyon;F\n"
        #expect(try extract(moved) == "key;Sexe;city\n1;-;Lyon\nkey;-;-\n2;-;-\n")
        // One known word is no header: a person may be called Nom, and study health.
        let bytes = Array("key;nom;programme\n1;Nom;Santé\n2;Ng;Religion\n".utf8)
        #expect(try RosterCSV.extract(of: bytes, file: "m1.csv") == bytes)
    }

    @Test func `names below other lines refuse a file with columns that are never kept`() throws {
        let text = "Promotion 2026;;;Zwrafax is ill\nkey;given_name;family_name;Sexe\n1;Zoë;Ng;F\n"
        let refused = #expect(throws: Problem.self) { try RosterCSV.extract(of: Array(text.utf8), file: "m1.csv") }
        #expect(refused?.code == "header-not-first" && refused?.line == 2)
    }

    @Test func `a row whose cells nobody can tell apart keeps none of them`() throws {
        #expect(try extract("key;Sexe\n1;Zoë;F\n2\n3;F\n") == "key;Sexe\n-;-;-\n-\n3;-\n")
        #expect(try extract("key;Sexe\n1;F\"M\n\"Zoë \"\"é\"\"\";F\"\n3;F\n") == "key;Sexe\n-;-\"-\n\"-\"\"-\"\"\";-\"\n3;-\n")
        // Behind a quote that is never closed nothing is read.
        #expect(try extract("key;Sexe\n1;\"F\nSecret, and so on;\u{0}\n") == "key;Sexe\n-;\"-\n-;\u{0}\n")
    }

    @Test func `a reading that nobody waits for is given up at once`() throws {
        let rows = (0..<100).map { "\($0);F\n" }.joined()
        let users = "sourcedId,role,givenName,familyName,password\n" + (0..<100).map { "\($0),student,Zoë,Ng,x\n" }.joined()
        let zip = try #require(Archive.zip([(name: "users.csv", bytes: Array(users.utf8))]))
        for (bytes, name, turns) in [(Array("key;Sexe\n\(rows)".utf8), "m1.csv", [0, 5, 130]), (zip, "b.zip", [0, 5])] {
            for turn in turns {
                var asked = 0
                let problem = #expect(throws: Problem.self) {
                    try RosterFile.extract(of: bytes, name: name) {
                        asked += 1
                        return asked > turn
                    }
                }
                #expect(problem?.code == "given-up" && asked == turn + 1, "\(name), \(turn): \(asked)")
            }
        }
    }

    @Test func `a file without such a column stays as it is, byte for byte`() throws {
        let bytes: [UInt8] = Array("key;note\r1;".utf8) + [0xE9] + Array("\"x\r\r2;y".utf8)
        #expect(try RosterCSV.extract(of: bytes, file: "m1.csv") == bytes)
    }

    @Test(arguments: [
        "key;given_name;family_name;email;Sexe\n1;Zoë;Ng;z@b.example;F\n\n2;a\"b;c;d;F\n3;x;y\n4;É;Ÿ;e@b.example;\n;;;;\n;;;;M\n",
        "key,given_name,family_name,email,Handicap\n1,Zoë,Ng,z@b.example,\"a\nb\"\n2,É,\"Ÿ\nŸ\",e@b.example,\"x\"y\n3,a,b,c@d.example,z\n",
        "key;given_name;family_name;email;Sexe\r1;Zoë;Ng;z@b.example;\"a\rb\nc\"\r2;a\"b;c;d;F\r\r3;x\r4;É;Ÿ;e@b.example;F\r",
        "\n\nkey\tgiven_name\tfamily_name\temail\tMot de passe\n1\tZoë\tNg\tz@b.example\tx\n2\tÉ\tŸ\te@b.example\t\"never closed\n3\tx\n",
    ])
    func `a roster reads the same from its extract`(text: String) throws {
        var options = RosterCSV.Options()
        options.map = ["Sexe": "ignore"]
        for name in ["Handicap", "Mot de passe"] where text.contains(name) { options.map = [name: "ignore"] }
        func read(_ bytes: [UInt8]) -> RosterReading { RosterCSV.read(bytes, file: "m1.csv", options: options) }
        let (whole, part) = (read(Array(text.utf8)), read(try RosterCSV.extract(of: Array(text.utf8), file: "m1.csv")))
        #expect(whole.roster.students == part.roster.students && !whole.roster.students.isEmpty)
        #expect(whole.problems.problems == part.problems.problems && whole.problems.refusals > 0)
        #expect(whole.detected == part.detected)
    }

    @Test func `a file that would be read otherwise without those cells is refused`() throws {
        // Its commas agree as soon as the cell that breaks their number is gone.
        let bytes = Array("a,b;Sexe,c\n1,2,3;F,F\n".utf8)
        #expect(RosterSketch(bytes, name: "m1.csv").columns.map(\.name) == ["a,b", "Sexe,c"])
        let refused = #expect(throws: Problem.self) { try RosterCSV.extract(of: bytes, file: "m1.csv") }
        #expect(refused?.code == "unclear-separator")
    }

    @Test func `of a bundle the files that are read stay, and of closed ones the name`() throws {
        let files = [
            ("x/users.csv", "sourcedId,email,password\n1,a@b.example,s3cret\n"), ("x/demographics.csv", "sourcedId,sex\n1,s3cret\n"),
            ("x/userProfiles.csv", "s3cret"), ("x/results.csv", "s3cret"), ("x/photos/s3cret.jpg", "s3cret"),
            ("__MACOSX/x/users.csv", "s3cret"),
        ].map { (name: $0.0, bytes: Array($0.1.utf8)) }
        let zip = try ZipArchive.packed(files, file: "b.zip")
        let kept = try ZipArchive.files(in: try RosterFile.extract(of: zip, name: "b.zip"), file: "b.zip")
        #expect(kept.map(\.name) == ["x/users.csv", "x/demographics.csv", "x/userProfiles.csv"])
        #expect(kept.map { String(decoding: $0.bytes, as: UTF8.self) } == ["sourcedId,email,password\n1,a@b.example,-\n", "", ""])
    }

    @Test func `dashes that pack too well to be taken for a roster lie in the zip as they are`() throws {
        let rows = (0..<20_000).map { ",,\($0 &* 2_654_435_761 % 1_000_003),\($0 &* 40_503 % 65_521),x\n" }
        let users = "sourcedId,email,a,b,c\n" + rows.joined()
        let zip = try ZipArchive.packed([(name: "users.csv", bytes: Array(users.utf8))], file: "b.zip")
        let extract = try OneRosterBundle.extract(of: Array(users.utf8), name: "users.csv")
        #expect(throws: Problem.self) {
            try ZipArchive.files(in: try ZipArchive.packed([(name: "users.csv", bytes: extract)], file: "b.zip"), file: "b.zip")
        }
        let kept = try ZipArchive.files(in: try RosterFile.extract(of: zip, name: "b.zip"), file: "b.zip")
        #expect(kept.map(\.bytes) == [extract])
    }
}
