import API
import Foundation
import TestSupport
import Testing
import Vivier

/// Names of organisations that pass for those of others.
struct LookAlikeTests {
    private static let table = ReferenceData.folder.appending(path: "bad-input/unicode/confusables-14.0.0.txt")

    @Test(arguments: [
        ("Miel du Morvan", "Мiel du Morvan"), ("Miel du Morvan", "Miel  du\u{A0}Morvan"), ("Miel du Morvan", "miel du morvan"),
        ("Miel du Morvan", "Mie1 du Morvan"), ("Miel du Morvan", "Miel\u{AD} du Morvan"), ("Miel du Morvan", "𝐌iel du Morvan"),
        ("IBM", "lBM"), ("Modern", "Modem"), ("Café Zoë", "Cafe\u{301} Zoe\u{308}"), ("École O’Neil", "École O'Neil"),
        ("PATE", "РАТЕ"), ("corp.", "соrр."), ("A-B", "A‐B"),
        ("Miel du Morvan", "ＭＩＥＬ du Morvan"), ("Miel du Morvan", "Miel ｄｕ Morvan"), ("Miel du Morvan", "Ⓜiel du Morvan"),
        ("Miel du Morvan", "ᴍɪᴇʟ ᴅᴜ ᴍᴏʀᴠᴀɴ"), ("Miel du Morvan", "🄼iel du Morvan"), ("Miel du Morvan", "ᵐiel du Morvan"),
        ("Office", "Oﬃce"), ("IJsselbank", "Ĳsselbank"), ("L’Œuvre", "L’ɶuvre"), ("ＭＩＥＬ", "ᴍɪᴇʟ"),
        ("Miel du Morvan", "Miel du M0rvan"), ("Miel du Morvan", "MIEL DU M0RVAN"), ("Miel du Morvan", "Mie1 du M0rvan"),
        ("Miel du Morvan", "Miel du M⁰rvan"), ("Miel du Morvan", "MieI du M⁰rvan"), ("Miel du Morvan", "M1EL DU M0RVAN"),
        ("Attack School", "Attack Sch00l"),
    ])
    func `what looks alike is alike`(one: String, other: String) {
        #expect(Appearance(one) == Appearance(other) && Appearance(other) == Appearance(one))
    }

    @Test(arguments: [
        ("Miel du Morvan", "Miel du Jura"), ("Zoé", "Zoë"), ("École 1", "École 2"), ("", "A"), ("中国", "中華"), ("Art", "Arts"),
        ("Été", "Ete"), ("AIM", "ALM"), ("Ail", "All"), ("École 0", "École 1"),
    ])
    func `what does not look alike is not`(one: String, other: String) { #expect(Appearance(one) != Appearance(other)) }

    @Test func `words of several alphabets are told from names of one`() {
        for name in ["Мiel", "Αlpha", "Miеl & fils", "École Ѕaint", "Société Ꭺbc"] { #expect(Appearance.mixesAlphabets(name), "\(name)") }
        for name in [
            "Miel", "Société Générale", "Яндекс", "Αθήνα", "École Αθήνα", "中国 Design", "L’Œuvre", "ß", "42", "Łódź", "Müller-Ørsted",
        ] {
            #expect(!Appearance.mixesAlphabets(name), "\(name)")
        }
    }

    @Test func `a disguised name is refused to all, but to an operator who has looked`() async throws {
        try await Given.house { given in
            _ = try await given.company("Miel du Morvan")
            _ = try await given.school("École Zoë")
            for (name, kind) in [
                ("Мiel du Morvan", OrganisationKind.company), ("MIEL DU MORVAN", .company), ("Mie1 du Morvan", .school),
                ("MIEL DU M0RVAN", .company), ("Miel du M⁰rvan", .school),
                ("Αlpha", .network),
            ] {
                var draft = OrganisationDraft(name: name)
                func refusal() async throws -> RefusalReason? {
                    switch kind {
                    case .school: try await given.refusal(of: CreateSchool(draft: draft), as: .root)
                    case .company: try await given.refusal(of: CreateCompany(draft: draft), as: .root)
                    case .network: try await given.refusal(of: CreateNetwork(draft: draft), as: .root)
                    }
                }
                let reason = try await refusal()
                #expect(reason?.code == "looks-like-another" && reason?.kind == .conflict, "\(name)")
                #expect(reason?.fields.map(\.pointer) == ["/name"])
                draft.distinct = true
                #expect(try await refusal() == nil, "\(name)")
            }
            // The very same name is no disguise.
            #expect(try await given.refusal(of: CreateCompany(draft: OrganisationDraft(name: "Miel du Morvan")), as: .root) == nil)
            for hidden in ["Miel\u{202E} du Morvan", "Miel\u{200B} du Morvan", "\u{2066}Miel"] {
                let draft = OrganisationDraft(name: hidden, distinct: true)
                #expect(try await given.refusal(of: CreateCompany(draft: draft), as: .root)?.faults == ["/name hidden-character"])
            }
        }
    }

    @Test func `what stands for no letter is in no name, though an operator has looked`() async throws {
        try await Given.house { given in
            let own = try await given.company("Miel du Morvan")
            for unknown in ["\u{378}", "\u{E000}", "\u{F0000}", "\u{1CBB}"] {
                let draft = OrganisationDraft(name: "Miel\(unknown) du Morvan", distinct: true)
                for refused in [
                    try await given.refusal(of: CreateCompany(draft: draft), as: .root),
                    try await given.refusal(of: CreateSchool(draft: draft), as: .root),
                    try await given.refusal(
                        of: EditOrganisation(own, .company, draft: draft, replacing: try await version(own, .company, given)), as: .root),
                ] { #expect(refused?.faults == ["/name unknown-character"], "\(unknown.debugDescription)") }
            }
            for name in ["𠮷野家", "Zoé 🐝", "O\u{2BC}Neil"] {
                #expect(try await given.refusal(of: CreateCompany(draft: OrganisationDraft(name: name)), as: .root) == nil, "\(name)")
            }
        }
    }

    @Test func `nobody but an operator gives an organisation the very name of another, by a change of the own one neither`() async throws {
        try await Given.house { given in
            _ = try await given.company("Miel du Morvan")
            let own = try await given.company("Abeilles")
            let school = try await given.school("École de Dijon")
            for name in ["Miel du Morvan", "École de Dijon", "ＭＩＥＬ du Morvan"] {
                let draft = OrganisationDraft(name: name, distinct: true)
                let edit = EditOrganisation(own, .company, draft: draft, replacing: try await version(own, .company, given))
                let reason = try await given.refusal(of: edit, as: .owner(own))
                #expect(reason?.code == "looks-like-another" && reason?.fields.map(\.pointer) == ["/name"], "\(name)")
            }
            let draft = OrganisationDraft(name: "Miel du Morvan")
            let edit = EditOrganisation(school, .school, draft: draft, replacing: try await version(school, .school, given))
            #expect(try await given.refusal(of: edit, as: .school(school))?.code == "looks-like-another")
            let allowed = EditOrganisation(own, .company, draft: draft, replacing: try await version(own, .company, given))
            #expect(try await given.perform(allowed, as: .root).name == "Miel du Morvan")
        }
    }

    private func version(_ id: Organisation.ID, _ kind: OrganisationKind, _ given: Given) async throws -> Int {
        switch kind {
        case .company: try await given.perform(ShowCompany(company: id), as: .root).version
        case .school: try await given.perform(ShowSchool(school: id), as: .root).version
        case .network: try await given.perform(ShowNetwork(network: id), as: .root).version
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: table.path), "the reference data is not here"))
    func `every character of Unicode's table looks like what the table says`() throws {
        var (tried, same) = (0, 0)
        for line in try String(contentsOf: Self.table, encoding: .utf8).split(separator: "\n")
        where line.contains(";\tMA") || line.contains("; MA") {
            let fields = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces.union(["\u{FEFF}"])) }
            func text(_ field: String) -> String {
                var text = String.UnicodeScalarView()
                for code in field.split(separator: " ") {
                    if let scalar = UInt32(code, radix: 16).flatMap(Unicode.Scalar.init) { text.append(scalar) }
                }
                return String(text)
            }
            tried += 1
            let (source, target) = (text(fields[0]), text(fields[1]))
            if Appearance("a" + source + "b") == Appearance("a" + target + "b") { same += 1 }
        }
        // A few are decomposed before they are looked up, as the standard has it.
        #expect(tried > 6_000 && same > tried * 99 / 100, "\(same) of \(tried)")
        print("look-alikes: \(tried) characters of the table tried, \(same) found alike")
    }
}
