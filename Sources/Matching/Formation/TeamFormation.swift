/// Forms teams: exactly where there are few students, else by annealing, with what no other formation can exceed beside the result.
package enum TeamFormation {
    package enum Outcome: Equatable, Sendable {
        case formed(FormationSolution)
        case refused(FormationDefect)
        /// Every division was tried: none keeps all rules.
        case impossible
        /// None was found that keeps all rules; whether there is one is not known.
        case noneFound
        case cancelled
    }

    /// - Parameters:
    ///   - steps: how many changes are judged, or fewer where nothing can be better; no clock decides when it ends, so that the result is the
    ///     same on every machine.
    ///   - exactUpTo: with no more students, each group held together counted once, every division is tried instead; 10 at most.
    package static func solve(
        _ problem: FormationProblem, steps: Int, exactUpTo: Int = FormationExhaustion.mostUnits, control: FormationControl = .uninterrupted
    ) -> Outcome {
        var watch = CancelWatch(control.isCancelled)
        let defect = problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        let units = FormationUnits(problem, watch: &watch)
        let isSmall = units.count <= min(exactUpTo, FormationExhaustion.mostUnits)
        let fewest = problem.fewestTeams(&watch)
        if watch.isOver { return .cancelled }
        for teams in problem.sizes.teamCounts(students: units.students) where teams >= fewest {
            let sizes = problem.sizes.range(students: units.students, teams: teams)
            let scale = TeamScale(problem, free: units.students, teams: teams)
            if isSmall {
                let tried = FormationExhaustion(units, teams: teams, sizes: sizes, scale: scale, watch: watch)
                if tried.watch.isOver { return .cancelled }
                guard let best = tried.best else { continue }
                return .formed(
                    FormationSolution(
                        problem, units, best.teamOf, teams: teams, scale: scale, bound: best.score, ceiling: best.score.points,
                        isExact: true))
            }
            var start = FormationStart(units, teams: teams, sizes: sizes, seed: problem.seed, watch: watch)
            guard let first = start.find() else {
                if watch.look() { return .cancelled }
                continue
            }
            guard
                let bound = FormationBound(units, teams: teams, sizes: sizes, problem: problem, scale: scale, watch: &watch)
            else { return .cancelled }
            var ceiling = FormationCeiling(bound, units, teams: teams, sizes: sizes, problem: problem, scale: scale, watch: &watch)
            guard ceiling.tune(isolating: bound.isolated, &watch) else { return .cancelled }
            return anneal(
                problem, units, first, teams: teams, sizes: sizes, scale: scale, bound: bound.score, ceiling: ceiling, steps: steps, control
            )
        }
        return isSmall ? .impossible : .noneFound
    }

    private static func anneal(
        _ problem: FormationProblem, _ units: FormationUnits, _ start: [Int32], teams: Int, sizes: ClosedRange<Int>,
        scale: consuming TeamScale, bound: FormationScore, ceiling: consuming FormationCeiling, steps: Int, _ control: FormationControl
    ) -> Outcome {
        let reported = TeamScale(problem, free: units.students, teams: teams)
        var search = FormationSearch(units, teams: teams, sizes: sizes, start: start, scale: scale, seed: problem.seed)
        let most = FormationScore(isolated: bound.isolated, points: ceiling.points(isolating: bound.isolated))
        let ended = search.run(steps: steps, isUnbeatable: { $0 >= most }) { standing in
            if let standing, let progress = control.progress {
                let limit = FormationScore(isolated: bound.isolated, points: ceiling.points(isolating: standing.best.isolated))
                progress(FormationProgress(done: standing.steps, total: steps, best: standing.best, bound: limit))
            }
            return !control.isCancelled()
        }
        let isolated = search.best.isolated
        var watch = CancelWatch(control.isCancelled)
        // Where more are isolated than was hoped for, other multipliers give the least ceiling.
        guard ended, isolated == bound.isolated || ceiling.tune(isolating: isolated, &watch) else {
            return .cancelled
        }
        return .formed(
            FormationSolution(
                problem, units, search.result, teams: teams, scale: reported, bound: bound, ceiling: ceiling.points(isolating: isolated),
                isExact: false))
    }
}

/// How a caller follows and stops a formation.
package struct FormationControl: Sendable {
    /// Asked at least every few milliseconds; where it answers true the formation ends with `cancelled`.
    package var isCancelled: @Sendable () -> Bool
    /// Told a few hundred times in all, from the formation's own thread.
    package var progress: (@Sendable (FormationProgress) -> Void)?

    package init(isCancelled: @escaping @Sendable () -> Bool = { false }, progress: (@Sendable (FormationProgress) -> Void)? = nil) {
        self.isCancelled = isCancelled
        self.progress = progress
    }

    /// Runs to the end, in silence.
    package static let uninterrupted = FormationControl()
}

/// Where a formation stands.
package struct FormationProgress: Equatable, Sendable {
    /// Changes judged, of all.
    package var done: Int
    package var total: Int
    package var best: FormationScore
    /// No formation isolates fewer; of those that isolate no more than the best so far, none has more points.
    package var bound: FormationScore
}
