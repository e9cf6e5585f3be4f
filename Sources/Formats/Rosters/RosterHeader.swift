import Foundation

/// What the columns of a roster CSV mean: found by their names in French or English, or said by `--map`.
struct RosterHeader {
    enum Meaning: Equatable {
        case field(RosterField)
        case attribute(String)
        /// The address, which is the key as well.
        case keyAndEmail
        /// Hours of a day of the week, 0 = Monday, that are not free.
        case unavailable(Int)
        /// "Family, Given" in one cell.
        case fullName
        case ignored
    }

    /// How sure it is that a column is a field: said by `--map`, by a clear name, by a name that may mean something else.
    private enum Claim: Int, Comparable {
        case mapped, strong, weak

        static func < (left: Claim, right: Claim) -> Bool { left.rawValue < right.rawValue }
    }

    let names: [String]
    private(set) var meanings: [Meaning]
    private let file: String
    private let line: Int
    private var claims: [Claim?]
    private(set) var problems = ProblemList()

    /// - Parameter map: column name → `field`, `attribute:NAME` or `ignore`; `#3` is the third column, where names do not tell them apart.
    init(_ names: [String], map: [String: String], file: String, line: Int) {
        self.names = names
        self.file = file
        self.line = line
        meanings = names.map { _ in .ignored }
        claims = names.map { _ in nil }
        let numbered = map.filter { Self.column($0.key, in: names) != nil }
        let called = map.filter { numbered[$0.key] == nil }
        let targets = Dictionary(called.map { (HeaderName.folded($0.key), $0.value) }, uniquingKeysWith: { $1 })
        for column in names.indices { name(column, target: numbered["#\(column + 1)"] ?? targets[HeaderName.folded(names[column])]) }
        for field in RosterField.allCases { settle(field) }
        settleFullName()
        settleSurvey()
        for named in called.keys.sorted() where !names.contains(where: { HeaderName.folded($0) == HeaderName.folded(named) }) {
            let nearest = HeaderName.nearest(to: named, in: names)
            let columns = names.prefix(30).map { $0.excerpt }.joined(separator: ", ") + (names.count > 30 ? ", …" : "")
            refuse(
                nil, named, "unmatched-map",
                "--map names a column that the file does not have. "
                    + (nearest.map { "Do you mean “\($0.excerpt)”?" } ?? "Its columns: \(columns)."),
                "--map nomme une colonne absente du fichier. "
                    + (nearest.map { "Vouliez-vous dire « \($0.excerpt) » ?" } ?? "Ses colonnes : \(columns)."))
        }
        requireFields()
    }

    /// The column that `#3` names, unless a column is called so.
    private static func column(_ key: String, in names: [String]) -> Int? {
        guard key.hasPrefix("#"), !names.contains(key), let number = Int(key.dropFirst()), number >= 1, number <= names.count,
            key == "#\(number)"
        else { return nil }
        return number - 1
    }

    var fields: Set<RosterField> {
        var fields = Set<RosterField>()
        for case .field(let field) in meanings { fields.insert(field) }
        if meanings.contains(.keyAndEmail) { fields.formUnion([.key, .email]) }
        if !surveyedDays.isEmpty { fields.insert(.availability) }
        if meanings.contains(.fullName) { fields.formUnion([.givenName, .familyName]) }
        return fields
    }

    /// Days of which a column says when somebody is not free.
    var surveyedDays: Set<Int> {
        Set(meanings.compactMap { if case .unavailable(let day) = $0 { day } else { nil } })
    }

    /// Column → field, `attribute:NAME`, `family_name, given_name` or nothing where it is ignored.
    var mapping: [RosterReading.Column] {
        zip(names, meanings).map { name, meaning in
            switch meaning {
            case .field(let field): RosterReading.Column(name: name, meaning: field.rawValue)
            case .attribute(let attribute): RosterReading.Column(name: name, meaning: "attribute:\(attribute)")
            case .keyAndEmail: RosterReading.Column(name: name, meaning: ColumnMapping.keyAndEmail)
            case .unavailable(let day): RosterReading.Column(name: name, meaning: "unavailable:\(WeekGridText.days[day])")
            case .fullName: RosterReading.Column(name: name, meaning: "family_name, given_name")
            case .ignored: RosterReading.Column(name: name, meaning: nil)
            }
        }
    }

    private mutating func name(_ column: Int, target: String?) {
        let name = names[column].excerpt
        if let forbidden = ForbiddenColumn(names[column]) {
            guard target != "ignore" else { return }
            return refuse(
                column, name, forbidden.code,
                "\(forbidden.sentence.en) Remove the column, or say --map \"\(name)=ignore\": it is then never read.",
                "\(forbidden.sentence.fr) Supprimez la colonne, ou indiquez --map \"\(name)=ignore\" : elle ne sera jamais lue.")
        }
        let kept = ForbiddenColumn(names[column], isKept: true)
        // Nor under the name of an attribute, nor as a city or a skill: whatever it becomes is stored.
        if let target, target != "ignore", let forbidden = kept ?? Self.forbiddenAttribute(target) {
            return refuse(
                column, name, forbidden.code, "\(forbidden.sentence.en) Say --map \"\(name)=ignore\", or remove the column.",
                "\(forbidden.sentence.fr) Indiquez --map \"\(name)=ignore\", ou supprimez la colonne.")
        }
        if let target {
            (meanings[column], claims[column]) = (meaning(of: target, column), .mapped)
        } else if let (field, isWeak) = RosterColumnNames.field(names[column]) {
            (meanings[column], claims[column]) = (.field(field), isWeak ? .weak : .strong)
        } else if RosterColumnNames.fullNameRank(names[column]) != nil {
            meanings[column] = .fullName
        } else if let kept {
            warn(
                column, name, "unknown-column", "\(kept.sentence.en) The column is ignored.",
                "\(kept.sentence.fr) La colonne est ignorée.")
        } else if name.isEmpty {
            warn(
                column, "column \(column + 1)", "unknown-column",
                "The column has no name and is ignored. Name it in the header, or say --map \"#\(column + 1)=FIELD\" to keep it.",
                "La colonne n’a pas de nom et est ignorée. Nommez-la dans l’en-tête, ou indiquez --map \"#\(column + 1)=CHAMP\" pour la garder."
            )
        } else {
            warn(
                column, name, "unknown-column",
                "The column is not known and is ignored. Say --map \"\(name)=FIELD\" or attribute:NAME to keep it.",
                "La colonne est inconnue et ignorée. Indiquez --map \"\(name)=CHAMP\" ou attribute:NOM pour la garder.")
        }
    }

    /// Of `attribute:NAME`, what no attribute may be called.
    private static func forbiddenAttribute(_ target: String) -> ForbiddenColumn? {
        target.hasPrefix("attribute:") ? ForbiddenColumn(String(target.dropFirst(10)), isKept: true) : nil
    }

    private mutating func meaning(of target: String, _ column: Int) -> Meaning {
        if target == "ignore" { return .ignored }
        if target.hasPrefix("attribute:"), target.utf8.count > 10 {
            do throws(CellFault) {
                return .attribute(try RosterCells.line(String(target.dropFirst(10)), most: 100, name: "attribute:NAME"))
            } catch {
                refuse(column, names[column], error.code, error.en, error.fr)
                return .ignored
            }
        }
        if target == ColumnMapping.keyAndEmail { return .keyAndEmail }
        if let day = BusyHours.day(ofTarget: target) { return .unavailable(day) }
        if let field = ColumnMapping.field(target) { return .field(field) }
        let fields = RosterField.allCases.map(\.rawValue)
        let nearest = HeaderName.nearest(to: target, in: fields)
        refuse(
            column, names[column], "unknown-field",
            "--map names \(target.excerpt), which is no field." + (nearest.map { " Do you mean \($0)?" } ?? "")
                + " Fields: \(fields.joined(separator: ", ")), attribute:NAME, key+email, unavailable:DAY, ignore.",
            "--map nomme \(target.excerpt), qui n’est pas un champ." + (nearest.map { " Vouliez-vous dire \($0) ?" } ?? "")
                + " Champs : \(fields.joined(separator: ", ")), attribute:NOM, key+email, unavailable:JOUR, ignore.")
        return .ignored
    }

    /// One column a field: the surest one; two that are as sure refuse the file.
    private mutating func settle(_ field: RosterField) {
        let columns = meanings.indices.filter { meanings[$0] == .field(field) }
        guard columns.count > 1, let best = columns.compactMap({ claims[$0] }).min() else { return }
        let sure = columns.filter { claims[$0] == best }
        for column in columns where column != sure[0] {
            meanings[column] = .ignored
            let (first, other) = (names[sure[0]].excerpt, names[column].excerpt)
            if claims[column] == best {
                refuse(
                    column, other, "repeated-column",
                    "Both “\(first)” and “\(other)” are \(field.rawValue). Ignore one: --map \"\(other)=ignore\".",
                    "« \(first) » et « \(other) » sont tous deux \(field.rawValue). Ignorez-en un : --map \"\(other)=ignore\"."
                )
            } else {
                unused(column, field.rawValue, instead: first)
            }
        }
    }

    /// Two columns with the parts of a name are better than one; of those with the whole name, the one that says which part is which.
    private mutating func settleFullName() {
        let columns = meanings.indices.filter { meanings[$0] == .fullName }
        let family = meanings.firstIndex(of: .field(.familyName))
        let isSplit = family != nil && meanings.contains(.field(.givenName))
        let best = columns.min { (RosterColumnNames.fullNameRank(names[$0]) ?? 2) < (RosterColumnNames.fullNameRank(names[$1]) ?? 2) }
        for column in columns where isSplit || column != best {
            meanings[column] = .ignored
            unused(column, "name", instead: names[(isSplit ? family : best) ?? column])
        }
    }

    /// What a survey's columns say is said by no other column.
    private mutating func settleSurvey() {
        var said: [(RosterField, Int)] = []
        if let column = meanings.firstIndex(of: .keyAndEmail) { said += [(.key, column), (.email, column)] }
        let isSurveyed = meanings.map { if case .unavailable = $0 { true } else { false } }
        if let column = isSurveyed.firstIndex(of: true) { said.append((.availability, column)) }
        for (field, source) in said {
            for column in meanings.indices where column != source {
                let isRival = meanings[column] == .field(field) || field == .email && meanings[column] == .keyAndEmail
                guard isRival else { continue }
                let wasMapped = claims[column] == .mapped
                meanings[column] = .ignored
                let (first, other) = (names[source].excerpt, names[column].excerpt)
                guard wasMapped else {
                    unused(column, field.rawValue, instead: first)
                    continue
                }
                refuse(
                    column, other, "repeated-column",
                    "Both “\(first)” and “\(other)” are \(field.rawValue). Ignore one: --map \"\(other)=ignore\".",
                    "« \(first) » et « \(other) » sont tous deux \(field.rawValue). Ignorez-en un : --map \"\(other)=ignore\".")
            }
        }
    }

    private mutating func requireFields() {
        let fields = fields
        for field in RosterField.needed where !fields.contains(field) {
            refuse(
                nil, field.rawValue, "missing-column",
                "The column \(field.rawValue) is required. Add it, or say which one it is: --map \"COLUMN=\(field.rawValue)\".",
                "La colonne \(field.rawValue) est obligatoire. Ajoutez-la, ou dites laquelle c’est : --map \"COLONNE=\(field.rawValue)\".")
        }
    }

    private mutating func unused(_ column: Int, _ field: String, instead: String) {
        warn(
            column, names[column], "unused-column", "The column is ignored: \(field) is taken from “\(instead.excerpt)”.",
            "La colonne est ignorée : \(field) vient de « \(instead.excerpt) ».")
    }

    private mutating func refuse(_ column: Int?, _ name: String, _ code: String, _ en: String, _ fr: String) {
        problems.add(
            Problem(file: file, line: line, record: 1, column: name, columnNumber: column.map { $0 + 1 }, code: code, en: en, fr: fr))
    }

    private mutating func warn(_ column: Int, _ name: String, _ code: String, _ en: String, _ fr: String) {
        problems.add(
            Problem(
                file: file, line: line, record: 1, column: name, columnNumber: column + 1, code: code, en: en, fr: fr, severity: .warning))
    }
}
