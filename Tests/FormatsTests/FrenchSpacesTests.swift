import Formats
import Testing

@Suite struct FrenchSpacesTests {
    @Test(arguments: [
        ("« Bon » : quoi ? Oui ; non !", "«\u{A0}Bon\u{A0}»\u{A0}: quoi\u{A0}? Oui\u{A0}; non\u{A0}!"),
        ("l’équipe «\u{A0}A\u{A0}» attend", "l’équipe «\u{A0}A\u{A0}» attend"), ("lun 09:00-12:00;mar 14:00", "lun 09:00-12:00;mar 14:00"),
        ("Rien à dire", "Rien à dire"), ("", ""), (" ", " "), ("«", "«"), ("fin »", "fin\u{A0}»"), ("« é", "«\u{A0}é"),
    ])
    func `no line breaks before high signs and within guillemets`(_ text: String, _ kept: String) {
        #expect(FrenchSpaces.kept(text) == kept)
        #expect(FrenchSpaces.kept(kept) == kept)
    }
}
