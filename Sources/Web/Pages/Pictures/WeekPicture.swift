import Formats

/// One person's week, as it was and as it would be: free as before, newly free, no longer free; by a sign in the shape, not by colour alone.
struct WeekPicture {
    var id: String
    var title: String
    /// Nil where nothing was said so far.
    var old: WeekGrid?
    var new: WeekGrid

    enum Change: Equatable {
        case stays, gains, loses

        var style: HTML {
            switch self {
            case .stays: "heat-3"
            case .gains: "gains"
            case .loses: "loses"
            }
        }
    }

    /// Half-hours of one day behind each other to which the same happens.
    struct Run: Equatable {
        var day: Int
        var slots: Range<Int>
        var change: Change
    }

    private static let (left, top, cell, line) = (44, 24, 52, 13)

    /// From 7 to 22, and more where anything is free outside.
    var slots: Range<Int> {
        let either = (old ?? WeekGrid()) | new
        let used = (0..<336).filter { either[$0] }.map { $0 % 48 }
        return min(14, (used.min() ?? 14) / 2 * 2)..<max(44, ((used.max() ?? 43) + 2) / 2 * 2)
    }

    var runs: [Run] {
        let before = old ?? new
        var runs: [Run] = []
        for day in 0..<7 {
            for slot in slots {
                let change: Change
                switch (before[day * 48 + slot], new[day * 48 + slot]) {
                case (true, true): change = .stays
                case (false, true): change = .gains
                case (true, false): change = .loses
                case (false, false): continue
                }
                if let last = runs.last, last.day == day, last.change == change, last.slots.upperBound == slot {
                    runs[runs.count - 1].slots = last.slots.lowerBound..<(slot + 1)
                } else {
                    runs.append(Run(day: day, slots: slot..<(slot + 1), change: change))
                }
            }
        }
        return runs
    }

    func html(_ say: Words) -> HTML {
        let (runs, height) = (runs, Self.top + slots.count * Self.line + 4)
        let heads = (0..<7).map { day -> HTML in
            let x = Self.left + day * Self.cell
            return """
                <text class="soft" x="\(x + Self.cell / 2)" y="\(Self.top - 8)" text-anchor="middle">\(say.weekday(day))</text>\
                <rect class="heat-0" x="\(x + 2)" y="\(Self.top)" width="\(Self.cell - 4)" height="\(slots.count * Self.line)" rx="4"/>
                """
        }
        let hours = slots.filter { $0 % 4 == 0 }.map { slot -> HTML in
            "<text class=\"soft\" x=\"\(Self.left - 6)\" y=\"\(Self.top + (slot - slots.lowerBound) * Self.line + 5)\" text-anchor=\"end\">\(say.time(slot))</text>"
        }
        return Picture(
            id: id, title: title, description: words(say, runs), width: Self.left + 7 * Self.cell + 4, height: height,
            caption: caption(say),
            columns: [say("When", "Quand"), say("Change", "Changement")], rows: runs.map { [when($0, say), name($0.change, say)] },
            kind: "heat"
        ).html(say, "\(heads)\(hours)\(parts(.stays, ""))\(parts(.gains, "+"))\(parts(.loses, "−"))")
    }

    /// A path and a text for each change, not for each span: there may be hundreds.
    private func parts(_ change: Change, _ sign: String) -> HTML? {
        let runs = runs.filter { $0.change == change }
        guard !runs.isEmpty else { return nil }
        let (width, first) = (Self.cell - 4, slots.lowerBound)
        func place(_ run: Run) -> (x: Int, y: Int, height: Int) {
            (Self.left + run.day * Self.cell + 2, Self.top + (run.slots.lowerBound - first) * Self.line, run.slots.count * Self.line)
        }
        let frames = runs.map(place).map { "M\($0.x) \($0.y + 1)h\(width)v\($0.height - 2)h-\(width)z" }.joined()
        let marks = runs.map(place).map { "<tspan x=\"\($0.x + width / 2)\" y=\"\($0.y + $0.height / 2 + 4)\">\(sign)</tspan>" as HTML }
        let signs: HTML? = sign.isEmpty ? nil : "<text text-anchor=\"middle\">\(marks)</text>"
        return "<path class=\"\(change.style)\" d=\"\(frames)\"/>\(signs)\n"
    }

    private func caption(_ say: Words) -> String {
        old == nil
            ? say("Coloured: free. Empty: taken.", "Coloré : libre. Vide : pris.")
            : say(
                "Coloured: free as before. +: newly free, if you take all that is left. −: no longer free.",
                "Coloré : libre comme avant. + : libre désormais, si vous prenez tout ce qui reste. − : plus libre.")
    }

    private func name(_ change: Change, _ say: Words) -> String {
        switch change {
        case .stays: say("free", "libre")
        case .gains: say("newly free", "libre désormais")
        case .loses: say("no longer free", "plus libre")
        }
    }

    private func when(_ run: Run, _ say: Words) -> String {
        "\(say.weekday(run.day)) \(say.time(run.slots.lowerBound))–\(say.time(run.slots.upperBound))"
    }

    private func words(_ say: Words, _ runs: [Run]) -> String {
        let free = runs.filter { $0.change != .loses }.map { when($0, say) }
        return free.isEmpty
            ? say("There is no free half-hour.", "Il n’y a aucune demi-heure libre.")
            : say.pair(say("Free", "Libre"), free.joined(separator: ", "))
    }
}
