import Matching

extension InstanceReader {
    /// A pin must be possible: one a team, not banned, eligible, and within the capacities.
    mutating func checkPins(at offsets: [Int]) throws(JSONFault) {
        if instance.pins.isEmpty { return }
        let bans = Set(instance.bans)
        let eligible = EligiblePairs(instance)
        var pinned = Set<Int32>()
        var (places, companyPlaces) = (instance.capacities, instance.companyCapacities)
        for (pin, offset) in zip(instance.pins, offsets) {
            let (team, target) = (instance.teams[Int(pin.team)].excerpt, instance.cases[Int(pin.target)].excerpt)
            let company = Int(instance.companyOfCase[Int(pin.target)])
            if !pinned.insert(pin.team).inserted {
                try faults.note(
                    JSONFault(
                        .duplicateID, at: offset, "the team \"\(team)\" is pinned twice", "l’équipe « \(team) » est fixée deux fois"))
            } else if bans.contains(pin) {
                try faults.note(
                    JSONFault(
                        .pinnedAndBanned, at: offset, "the pair \"\(team)\", \"\(target)\" is pinned and banned",
                        "la paire « \(team) », « \(target) » est à la fois fixée et exclue"))
            } else if !eligible.contains(pin) {
                try faults.note(
                    JSONFault(
                        .pinNotEligible, at: offset, "the pinned pair \"\(team)\", \"\(target)\" is not eligible",
                        "la paire fixée « \(team) », « \(target) » n’est pas une paire possible"))
            } else if places[Int(pin.target)] == 0 {
                try faults.note(
                    JSONFault(
                        .pinOverCapacity, at: offset, "more teams are pinned to the case \"\(target)\" than it has places",
                        "plus d’équipes sont fixées sur le cas « \(target) » qu’il n’a de places"))
            } else if company >= 0, companyPlaces[company] == 0 {
                let name = instance.companies[company].excerpt
                try faults.note(
                    JSONFault(
                        .pinOverCapacity, at: offset, "more teams are pinned to the company \"\(name)\" than it takes",
                        "plus d’équipes sont fixées sur l’entreprise « \(name) » qu’elle n’en prend"))
            } else {
                places[Int(pin.target)] -= 1
                if company >= 0 { companyPlaces[company] -= 1 }
            }
        }
    }
}
