// The steps of the search: each is judged first, and made if the teams that it touches lose no more than they may.
extension FormationSearch {
    // MARK: Judging

    @inline(__always)
    func outlook(_ blend: TeamBlend) -> TeamOutlook {
        TeamOutlook(points: scale.points(blend), lonely: hasTraits ? blend.lonely.count : 0)
    }

    @inline(__always)
    private func fits(_ size: Int32) -> Bool { size >= least && size <= most }

    /// Whether no adversary of the unit is in the team, but for one who leaves it.
    @inline(__always)
    private func mayJoin(_ unit: Int32, _ team: Int32, leaving: Int32) -> Bool {
        for index in adversaryStart[unit]..<adversaryStart[unit + 1] {
            let other = adversaries[index]
            if teamOf[other] == team && other != leaving { return false }
        }
        return true
    }

    @inline(__always)
    private func gain(_ team: Int32, _ after: TeamOutlook, _ penalty: Int64) -> Int64 {
        Int64(after.points &- points[team]) &- Int64(after.lonely &- lonely[team]) &* penalty
    }

    @inline(__always)
    mutating func exchange(_ one: Int32, _ other: Int32, _ loss: Int64, _ penalty: Int64) {
        let (from, to) = (teamOf[one], teamOf[other])
        guard fits(rest[one].size &+ own[other].size), fits(rest[other].size &+ own[one].size),
            mayJoin(one, to, leaving: other), mayJoin(other, from, leaving: one)
        else { return }
        if hasTraits {
            // Mostly who would be alone decides, and costs more than all points that the two teams lack.
            let alone = TeamBlend.lonely(rest[one], own[other]) &+ TeamBlend.lonely(rest[other], own[one])
            let lack = Int64(2 &* FormationRules.most &- points[from] &- points[to])
            if lack &- Int64(alone &- lonely[from] &- lonely[to]) &* penalty < 0 &- loss { return }
        }
        let (left, right) = (outlook(rest[one] + own[other]), outlook(rest[other] + own[one]))
        guard gain(from, left, penalty) &+ gain(to, right, penalty) >= 0 &- loss else { return }
        trade(one, other)
        settle(from, left)
        settle(to, right)
    }

    mutating func move(_ unit: Int32, to team: Int32, _ loss: Int64, _ penalty: Int64) {
        let from = teamOf[unit]
        let joined = whole(team) + own[unit]
        guard fits(rest[unit].size), fits(joined.size), mayJoin(unit, team, leaving: -1) else { return }
        let (left, right) = (outlook(rest[unit]), outlook(joined))
        guard gain(from, left, penalty) &+ gain(team, right, penalty) >= 0 &- loss else { return }
        let last = members[Int(from) * stride + Int(memberCount[from]) - 1]
        members[Int(from) * stride + Int(seat[unit])] = last
        seat[last] = seat[unit]
        memberCount[from] -= 1
        members[Int(team) * stride + Int(memberCount[team])] = unit
        seat[unit] = memberCount[team]
        memberCount[team] += 1
        teamOf[unit] = team
        settle(from, left)
        settle(team, right)
    }

    /// `one` takes the place of `other`, who takes that of a third one, who takes that of `one`.
    mutating func chain(_ one: Int32, _ other: Int32, from first: Int, _ loss: Int64, _ penalty: Int64) {
        let third = order[first + Int(lottery.below(UInt64(window)))]
        let (start, second, last) = (teamOf[one], teamOf[other], teamOf[third])
        guard last != start, last != second, fits(rest[one].size &+ own[third].size), fits(rest[other].size &+ own[one].size),
            fits(rest[third].size &+ own[other].size), mayJoin(one, second, leaving: other), mayJoin(other, last, leaving: third),
            mayJoin(third, start, leaving: one)
        else { return }
        let outlooks = (outlook(rest[one] + own[third]), outlook(rest[other] + own[one]), outlook(rest[third] + own[other]))
        let sum = gain(start, outlooks.0, penalty) &+ gain(second, outlooks.1, penalty) &+ gain(last, outlooks.2, penalty)
        guard sum >= 0 &- loss else { return }
        // The first exchange brings `other` to the first team, the second one brings the third there.
        trade(one, other)
        trade(other, third)
        settle(start, outlooks.0)
        settle(second, outlooks.1)
        settle(last, outlooks.2)
    }

    /// Two of one team for two of another, each pair with a trait in common: where one alone would leave the other alone. Units with
    /// adversaries move in the other ways only.
    mutating func exchangePairs(_ one: Int32, _ other: Int32, _ loss: Int64, _ penalty: Int64) {
        let (from, to) = (teamOf[one], teamOf[other])
        guard let friend = companion(of: one), let match = companion(of: other), adversaryStart[one] == adversaryStart[one + 1],
            adversaryStart[other] == adversaryStart[other + 1], adversaryStart[friend] == adversaryStart[friend + 1],
            adversaryStart[match] == adversaryStart[match + 1]
        else { return }
        let left = remainder(from, one, friend) + own[other] + own[match]
        let right = remainder(to, other, match) + own[one] + own[friend]
        guard fits(left.size), fits(right.size) else { return }
        let outlooks = (outlook(left), outlook(right))
        guard gain(from, outlooks.0, penalty) &+ gain(to, outlooks.1, penalty) >= 0 &- loss else { return }
        trade(one, other)
        trade(friend, match)
        settle(from, outlooks.0)
        settle(to, outlooks.1)
    }

    /// The next unit of its team that shares a trait with it.
    private func companion(of unit: Int32) -> Int32? {
        let (first, count) = (Int(teamOf[unit]) * stride, Int(memberCount[teamOf[unit]]))
        var place = Int(seat[unit])
        for _ in 1..<max(1, count) {
            place = place + 1 == count ? 0 : place + 1
            let mate = members[first + place]
            if !(own[unit].once & own[mate].once).isEmpty { return mate }
        }
        return nil
    }

    private func remainder(_ team: Int32, _ one: Int32, _ other: Int32) -> TeamBlend {
        var blend = TeamBlend.empty
        for place in 0..<Int(memberCount[team]) {
            let unit = members[Int(team) * stride + place]
            if unit != one && unit != other { blend = blend + own[unit] }
        }
        return blend
    }

    private func trade(_ one: Int32, _ other: Int32) {
        swap(&teamOf[one], &teamOf[other])
        swap(&seat[one], &seat[other])
        members[Int(teamOf[one]) * stride + Int(seat[one])] = one
        members[Int(teamOf[other]) * stride + Int(seat[other])] = other
    }

    func whole(_ team: Int32) -> TeamBlend {
        guard memberCount[team] > 0 else { return .empty }
        let first = members[Int(team) * stride]
        return rest[first] + own[first]
    }

    // MARK: Keeping

    mutating func settle(_ team: Int32, _ after: TeamOutlook) {
        score.points += Int(after.points - points[team])
        score.isolated += Int(after.lonely - lonely[team])
        points[team] = after.points
        lonely[team] = after.lonely
        mix(team)
    }

    /// Works out what the team is without each of its units: from the left, then from the right.
    func mix(_ team: Int32) {
        let (first, count) = (Int(team) * stride, Int(memberCount[team]))
        var before = TeamBlend.empty
        for place in 0..<count {
            let unit = members[first + place]
            rest[unit] = before
            before = before + own[unit]
        }
        var after = TeamBlend.empty
        for place in Swift.stride(from: count - 1, through: 0, by: -1) {
            let unit = members[first + place]
            rest[unit] = rest[unit] + after
            after = after + own[unit]
        }
    }
}
