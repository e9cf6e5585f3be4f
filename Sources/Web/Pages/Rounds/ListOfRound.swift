import API
import Vivier

extension WholeList {
    /// Of a round, whose own page shows the beginning of the list.
    ///
    /// - Parameter name: in the address, and with `.csv` of its file.
    init(_ desk: Desk, of round: Round, name: String, title: String) {
        let say = desk.say
        let home = "/desk/rounds/\(round.id)"
        self.init(
            desk: desk, path: "\(home)/\(name)", title: title, whose: round.name,
            above: [(say("Rounds", "Sessions"), "/desk/rounds"), (round.name, home)],
            onward: (say("To the round", "Vers la session"), home))
    }

    static func link(_ say: Words, _ round: Round.ID, _ name: String, _ label: String) -> HTML {
        link(say, label, to: "/desk/rounds/\(round)/\(name)")
    }
}
