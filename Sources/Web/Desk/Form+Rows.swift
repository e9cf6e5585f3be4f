/// Rows of a form that has several alike: `skills/0/skill`, `skills/0/level`, `skills/1/skill` …
extension Form {
    /// The rows whose first part was filled in, counted anew from 0, so that a refusal by its pointer finds the row that was sent.
    func compacted(_ list: String, _ parts: [String]) -> Form {
        guard let first = parts.first else { return self }
        var form = self
        form.items = items.filter { !$0.name.hasPrefix("\(list)/") }
        let numbers = items.compactMap { item -> Int? in
            let pieces = item.name.split(separator: "/")
            guard pieces.count == 3, pieces[0] == list, pieces[2] == first else { return nil }
            return Int(pieces[1])
        }
        for (index, number) in Set(numbers).sorted().filter({ !self["\(list)/\($0)/\(first)"].isEmpty }).enumerated() {
            for part in parts {
                if let value = given("\(list)/\(number)/\(part)") { form.items.append(("\(list)/\(index)/\(part)", value)) }
            }
        }
        return form
    }

    /// How many rows a compacted list has.
    func count(of list: String) -> Int {
        var seen: Set<Substring> = []
        for item in items where item.name.hasPrefix("\(list)/") { seen.insert(item.name.split(separator: "/")[1]) }
        return seen.count
    }
}
