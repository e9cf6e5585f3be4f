import Formats

/// The half-hours of a week by how many of some people are free in them: a column a day, five steps of one hue with the number in the cell,
/// and by name who is missing, on hover, on focus and in the table.
struct HeatPicture {
    /// Somebody and when they are free.
    struct Person {
        var name: String
        var free: WeekGrid
    }

    var id: String
    var title: String
    var caption: String?
    var people: [Person]

    /// Of one day, half-hours behind each other in which the same people are free.
    struct Run: Equatable {
        var day: Int
        /// Half-hours of the day.
        var slots: Range<Int>
        /// Positions of the people who are not free.
        var missing: [Int]
    }

    static let (left, top, cell, line) = (44, 40, 52, 17)

    /// The hours of the day that are drawn: 8 to 20, and more where anybody is free outside.
    var slots: Range<Int> {
        let anybody = people.reduce(WeekGrid()) { $0 | $1.free }
        let used = (0..<336).filter { anybody[$0] }.map { $0 % 48 }
        return min(16, (used.min() ?? 16) / 2 * 2)..<max(40, ((used.max() ?? 39) + 2) / 2 * 2)
    }

    /// The week cut where who is free changes.
    func runs() -> [Run] {
        var runs: [Run] = []
        let slots = slots
        for day in 0..<7 {
            for slot in slots {
                let missing = people.indices.filter { !people[$0].free[day * 48 + slot] }
                if let last = runs.last, last.day == day, last.missing == missing {
                    runs[runs.count - 1].slots = last.slots.lowerBound..<(slot + 1)
                } else {
                    runs.append(Run(day: day, slots: slot..<(slot + 1), missing: missing))
                }
            }
        }
        return runs
    }

    func html(_ say: Words) -> HTML {
        let (runs, slots) = (runs(), slots)
        let height = Self.top + slots.count * Self.line + 4
        let heads = (0..<7).map { day -> HTML in
            "<text class=\"soft\" x=\"\(Self.left + day * Self.cell + Self.cell / 2)\" y=\"\(Self.top - 6)\" text-anchor=\"middle\">\(say.weekday(day))</text>"
        }
        let hours = slots.filter { $0 % 4 == 0 }.map { slot -> HTML in
            "<text class=\"soft\" x=\"\(Self.left - 6)\" y=\"\(Self.top + (slot - slots.lowerBound) * Self.line + 5)\" text-anchor=\"end\">\(say.time(slot))</text>"
        }
        let gaps = slots.dropFirst().map { "M\(Self.left) \(Self.top + ($0 - slots.lowerBound) * Self.line)h\(7 * Self.cell)" }.joined()
        // Who is missing is said at its place, unless the week is cut so small that it would be said hundreds of times.
        let parts = runs.enumerated().map { index, run in part(run, index, from: slots.lowerBound, say) }
        func drawing(_ cells: HTML) -> HTML { "\(heads)\(hours)\(cells)<path class=\"gap\" d=\"\(gaps)\"/>" }
        let (named, description) = (drawing("\(parts)"), words(say, runs))
        let isNamed = named.text.utf8.count + description.utf8.count <= Picture.mostBytes
        let inTable = say("Who is missing when stands in the table.", "Qui manque, et quand, est dans le tableau.")
        return Picture(
            id: id, title: title, description: description, width: Self.left + 7 * Self.cell + 4, height: height,
            caption: isNamed ? caption : [caption, inTable].compactMap(\.self).joined(separator: " "),
            columns: [say("When", "Quand"), say("Free", "Libres"), say("Missing", "Absents")],
            rows: runs.filter { $0.missing.count < people.count }.map { run in
                [
                    "\(say.weekday(run.day)) \(say.time(run.slots.lowerBound))–\(say.time(run.slots.upperBound))",
                    "\(people.count - run.missing.count) / \(people.count)", say.list(run.missing.map { people[$0].name }),
                ]
            }, kind: "heat", hasParts: isNamed
        ).html(say, isNamed ? named : drawing(plain(runs, from: slots.lowerBound)))
    }

    /// Where all are free, in words.
    private func words(_ say: Words, _ runs: [Run]) -> String {
        let common = runs.filter(\.missing.isEmpty).map {
            "\(say.weekday($0.day)) \(say.time($0.slots.lowerBound))–\(say.time($0.slots.upperBound))"
        }
        return common.isEmpty || people.isEmpty
            ? say("There is no half-hour in which all are free.", "Il n’y a aucune demi-heure où tous sont libres.")
            : say.pair(say("All are free", "Tous sont libres"), common.joined(separator: ", "))
    }

    /// The whole week in few words, as a small picture shows it: of each day from when to when somebody is free, and how many.
    func days(_ say: Words) -> [String] {
        let byDay = Dictionary(grouping: runs(), by: \.day)
        return (0..<7).compactMap { day in
            var spans: [(slots: Range<Int>, free: Int)] = []
            for run in byDay[day] ?? [] where run.missing.count < people.count {
                let free = people.count - run.missing.count
                if let last = spans.last, last.free == free, last.slots.upperBound == run.slots.lowerBound {
                    spans[spans.count - 1].slots = last.slots.lowerBound..<run.slots.upperBound
                } else {
                    spans.append((run.slots, free))
                }
            }
            guard !spans.isEmpty else { return nil }
            let texts = spans.map { "\(Self.hour($0.slots.lowerBound))–\(Self.hour($0.slots.upperBound)) (\($0.free))" }
            return "\(say.weekday(day)) \(texts.joined(separator: ", "))"
        }
    }

    private static func hour(_ slot: Int) -> String { slot % 2 == 0 ? "\(slot / 2)" : "\(slot / 2):30" }

    private func frame(_ run: Run, from first: Int) -> String {
        let height = run.slots.count * Self.line - 2
        return """
            M\(Self.left + run.day * Self.cell + 1) \(Self.top + (run.slots.lowerBound - first) * Self.line + 1)h\(Self.cell - 2)v\(height)\
            h-\(Self.cell - 2)z
            """
    }

    /// The number in each half-hour of a run.
    private func numbers(_ run: Run, from first: Int) -> [HTML] {
        let (x, free) = (Self.left + run.day * Self.cell + Self.cell / 2, people.count - run.missing.count)
        return run.slots.map { "<tspan x=\"\(x)\" y=\"\(Self.top + ($0 - first) * Self.line + 12)\">\(free)</tspan>" }
    }

    /// The cells of a run, with what they say when they are pointed at or reached by the keyboard.
    private func part(_ run: Run, _ index: Int, from first: Int, _ say: Words) -> HTML {
        let free = people.count - run.missing.count
        let frame: HTML = "<path class=\"heat-\(Self.step(free, of: people.count))\" d=\"\(frame(run, from: first))\"/>"
        if free == 0 { return frame }
        let name = "\(id)-\(index)"
        return """
            <g class="part" tabindex="0" role="img" aria-labelledby="\(name)">\(frame)<text text-anchor="middle">\(numbers(run, from: first))</text>\
            <text class="who" id="\(name)" x="\(Self.left)" y="14">\(label(run, free, say))</text></g>

            """
    }

    /// The cells alone, a path and a text for each colour.
    private func plain(_ runs: [Run], from first: Int) -> HTML {
        let byStep = Dictionary(grouping: runs) { Self.step(people.count - $0.missing.count, of: people.count) }
        let shapes = byStep.sorted { $0.key < $1.key }.map { step, runs -> HTML in
            let frames: HTML = "<path class=\"heat-\(step)\" d=\"\(runs.map { frame($0, from: first) }.joined())\"/>"
            return step == 0 ? frames : "\(frames)<text text-anchor=\"middle\">\(runs.flatMap { numbers($0, from: first) })</text>"
        }
        return "\(shapes)\n"
    }

    private func label(_ run: Run, _ free: Int, _ say: Words) -> String {
        let when = "\(say.weekday(run.day)) \(say.time(run.slots.lowerBound))–\(say.time(run.slots.upperBound))"
        let missing = run.missing.map { people[$0].name }
        return missing.isEmpty
            ? "\(when) · \(say("all are free", "tous sont libres"))"
            : "\(when) · \(say("\(free) free, without", free < 2 ? "\(free) libre, sans" : "\(free) libres, sans")) \(say.list(missing))"
    }

    /// 0 where nobody is free, 5 where all are.
    static func step(_ free: Int, of people: Int) -> Int { people == 0 || free == 0 ? 0 : max(1, free * 5 / people) }

    /// The same without numbers and names, small enough for a card; in words beside it, where all are free.
    func small(_ say: Words, _ shapes: inout SharedShapes) -> HTML {
        let (cell, line, top) = (22, 3, 12)
        let (runs, slots) = (runs(), slots)
        // A thick line for each step, not a shape for each span: many of these stand on a page.
        let days = Dictionary(grouping: runs, by: \.day)
        func lines(_ step: Int) -> String {
            (0..<7).map { day -> String in
                var spans: [Range<Int>] = []
                for run in days[day] ?? [] where Self.step(people.count - run.missing.count, of: people.count) == step {
                    if let last = spans.last, last.upperBound == run.slots.lowerBound {
                        spans[spans.count - 1] = last.lowerBound..<run.slots.upperBound
                    } else {
                        spans.append(run.slots)
                    }
                }
                return spans.map { "M\(day * cell + cell / 2 - 1) \(top + ($0.lowerBound - slots.lowerBound) * line)v\($0.count * line)" }
                    .joined()
            }.joined()
        }
        let heat = (1...5).compactMap { step -> HTML? in
            let lines = lines(step)
            return lines.isEmpty ? nil : "<path class=\"heat-\(step)\" d=\"\(lines)\"/>"
        }
        let heads = (0..<7).map { "<tspan x=\"\($0 * cell + cell / 2 - 1)\">\(say.weekday($0).prefix(1))</tspan>" as HTML }
        let grounds = (0..<7).map { "M\($0 * cell) \(top)h\(cell - 2)v\(slots.count * line)h-\(cell - 2)z" }.joined()
        return """
            <figure class="picture small"><svg viewBox="0 0 \(7 * cell) \(top + slots.count * line)" role="img">\
            <title>\(title)</title><desc>\(words(say, runs))</desc>\
            \(shapes.draw("soft") { "<text\($0) class=\"soft\" y=\"9\" text-anchor=\"middle\">\(heads)</text>" })\
            \(shapes.draw("heat-0") { "<path\($0) d=\"\(grounds)\"/>" })\(heat)</svg></figure>

            """
    }
}
