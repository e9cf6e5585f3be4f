import API
import Foundation
import Hummingbird
import Vivier

/// What all pages of a run begin with: where one is, which run it is, and the other pages of it.
struct RunFrame {
    var desk: Desk
    var run: Run
    var round: Round

    static func read(_ desk: Desk) async throws -> RunFrame {
        let run = try await desk.perform(ShowRun(run: try desk.id("run")))
        return RunFrame(desk: desk, run: run, round: try await desk.perform(ShowRound(round: run.round)))
    }

    private var say: Words { desk.say }
    var path: String { "/desk/runs/\(run.id)" }
    /// Whether the reader holds the round, and may change what comes of it.
    var mayManage: Bool { desk.may(.manageRounds) && isHeld }
    var isHeld: Bool { round.isHeld(by: desk.caller) }

    /// Said of a draft that was computed before the last pin or ban was made or lifted.
    var older: HTML? {
        guard round.isDecidedSince(run) else { return nil }
        let sentence = say(
            "This run is older than the pins and bans of the round, and knows nothing of what was settled or lifted since.",
            "Ce calcul est plus ancien que les décisions de la session, et ne sait rien de ce qui a été fixé, exclu ou levé depuis.")
        let button: HTML? =
            mayManage
            ? "<p class=\"actions\">\(Pieces.button(say("Run the round again", "Relancer la session"), to: "/desk/rounds/\(round.id)", isQuiet: true))</p>"
            : nil
        return "<div class=\"warning\"><p>\(sentence)</p>\(button)</div>\n"
    }

    private var tabs: [(path: String, name: String, needs: Permission)] {
        let tabs: [(path: String, name: String, needs: Permission)] = [
            ("", say("Matches", "Affectations"), .readMatches), ("/picture", say("Picture", "Image"), .readMatches),
            ("/exceptions", say("Exceptions", "Exceptions"), .compareRuns), ("/fairness", say("Fairness", "Équité"), .readFairness),
            ("/scarcity", say("Scarcity", "Rareté"), .readRounds), ("/comparison", say("Compare", "Comparer"), .compareRuns),
            ("/branch", say("What if", "Et si"), .manageRounds), ("/repair", say("Repair", "Réparer"), .manageRounds),
        ]
        return run.rules.policy == RepairPage.policy ? tabs : tabs.filter { $0.path != "/repair" }
    }

    func page(_ title: String? = nil, lead: String? = nil, _ body: HTML) -> Response {
        let name = say("Run \(run.number)", "Calcul \(run.number)")
        let places =
            [(say("Rounds", "Sessions"), "/desk/rounds"), (round.name, "/desk/rounds/\(round.id)")] + (title == nil ? [] : [(name, path)])
        let links = tabs.filter { $0.needs == .manageRounds ? mayManage : desk.may($0.needs) }.map { tab -> HTML in
            let mark: HTML = desk.path == path + tab.path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(path + tab.path)\"\(mark)>\(tab.name)</a></li>"
        }
        let badges: HTML =
            "\(RoundWords.runBadge(run.state, say))\(run.branch == nil ? nil : " \(Pieces.badge(say("branch", "variante")))" as HTML?)"
        return desk.page(
            "\(title ?? name) · \(round.name)",
            """
            \(Pieces.crumbs(say, places))
            <h1>\(title ?? name)\(title == nil ? " \(badges)" : "" as HTML)</h1>
            \(lead.map { "<p class=\"lead\">\($0)</p>" as HTML })
            <nav aria-label="\(say("Pages of the run", "Pages du calcul"))"><ul class="tabs">\(links)</ul></nav>
            \(body)
            """)
    }
}

extension Round {
    /// A school sees the rounds of its networks too, which are not its to run.
    func isHeld(by caller: Caller) -> Bool { caller.role == .operator || caller.organisation == organisation.id }
}

extension Desk {
    /// A round that the reader holds, so that nobody begins anything in the rounds of others.
    func heldRound(_ id: Round.ID) async throws -> Round.ID {
        guard try await perform(ShowRound(round: id)).isHeld(by: caller) else { throw RunRound.No.foreign }
        return id
    }
}
