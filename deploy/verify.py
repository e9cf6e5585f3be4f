#!/usr/bin/env python3
"""Checks a vivier-result/1 file against its vivier-instance/1 file, in plain Python, sharing nothing with Vivier.

    deploy/verify.py INSTANCE.json RESULT.json       prints "valid" (and how far from the best at most), or the first broken condition and exits 1

What is not of its form is refused with the place of it, and with status 3: ids that stand twice or that there are not, values of another kind.

A round's run is exported as a snapshot, from which every fit is computed: `vivier verify` reads it, here its status is 3. With
`vivier round export RUN --instance` the fits are listed, and this checks them.
"""
import hashlib, json, sys  # noqa: E401
from verify_fairest import check_fairest, holds  # the files beside this one
from verify_form import Refusal, check_instance, check_result, read
from verify_quotas import check_quotas, has_minimums
from verify_stable import bound, check_stable


def places(ranking):
    """The place of each id in a ranking with ties, or None where there is no ranking."""
    if ranking is None:
        return None
    return {one: place for place, tie in enumerate(ranking) for one in (tie if isinstance(tie, list) else [tie])}


class Instance:
    def __init__(self, file):
        if type(file) is dict and str(file.get("format")).startswith("vivier-snapshot/"):
            print("the first file is a snapshot of a round's run: check it with `vivier verify`, or export the run with --instance", file=sys.stderr)
            sys.exit(3)
        check_instance(file)
        self.placement, self.file = file.get("placement", "fit-first"), file
        self.team_ranks = {t["id"]: places(t.get("prefers")) for t in file["teams"]}
        self.case_ranks = {c["id"]: places(c.get("prefers")) for c in file["cases"]}
        self.company_ranks = {k["id"]: places(k.get("prefers")) for k in file.get("companies", [])}
        self.capacity = {c["id"]: c["capacity"] for c in file["cases"]}
        self.company_of = {c["id"]: c.get("company") for c in file["cases"]}
        self.company_capacity = {k["id"]: k["capacity"] for k in file.get("companies", []) if "capacity" in k}
        self.pins, self.bans = {t: c for t, c in file.get("pins", [])}, {(t, c) for t, c in file.get("bans", [])}
        self.has_fits, self.fairness = "fits" in file, file.get("fairness", "fit" if "fits" in file else "rank")
        stated = {(t, c): fit for t, c, fit in file["fits"]} if self.has_fits else {pair: 0 for pair in self.named()}
        self.fit = {pair: fit for pair, fit in stated.items() if pair not in self.bans and self.accepted(*pair)}
        self.cases_of = {team: [] for team in self.team_ranks}
        for team, case in self.fit:
            self.cases_of[team].append(case)

    def named(self):
        """The pairs that somebody ranks, where the instance states no fits."""
        yield from ((t, c) for t, ranks in self.team_ranks.items() for c in ranks or ())
        yield from ((t, c) for c, ranks in self.case_ranks.items() for t in ranks or ())
        yield from ((t, c) for c, k in self.company_of.items() if k for t in self.company_ranks[k] or ())

    def accepted(self, team, case):
        """Whoever gives a ranking accepts those on it and nobody else."""
        company = self.company_of[case]
        sides = [(self.team_ranks[team], case), (self.case_ranks[case], team)]
        sides += [(self.company_ranks[company], team)] if company else []
        return all(ranks is None or one in ranks for ranks, one in sides)

    def decider(self, case):
        """The company that decides over a case, having a capacity over all its cases, or None."""
        return self.company_of[case] if self.company_of[case] in self.company_capacity else None

    def rank_of_case(self, team, case):
        ranks = self.team_ranks[team]
        return ranks[case] if ranks is not None else -self.fit[team, case]

    def rank_of_team(self, team, case):
        company = self.company_of[case]
        own, companys = self.case_ranks[case], self.company_ranks[company] if company else None
        ranks = companys if self.decider(case) or own is None else own
        if ranks is not None:
            return ranks[team]
        like = [other for other in self.cases_of[team] if self.company_of[other] == company] if self.decider(case) else [case]
        return -max(self.fit[team, other] for other in like)


def check_matches(instance, result):
    """Ids, one match a team, pins, eligibility, capacities, sums; returns what the pins leave of the capacities."""
    matches = [tuple(match) for match in result["matches"]]
    case_of = dict(matches)
    holds(len(case_of) == len(matches), "a team has more than one match")
    holds(sorted([*case_of, *result["unmatched"]]) == sorted(instance.team_ranks), "matched and unmatched are not all teams once each")
    for team, case in matches:
        holds((team, case) in instance.fit, f"{team} is matched with {case}, which is not an eligible pair")
    holds(all(case_of.get(team) == case for team, case in instance.pins.items()), "a pinned team is not matched with its case")
    (left, company_left), (after, company_after) = [(dict(instance.capacity), dict(instance.company_capacity)) for _ in "12"]
    for team, case in matches:
        company = instance.decider(case)
        for cases, companies in [(after, company_after)] + [(left, company_left)] * (team in instance.pins):
            cases[case] -= 1
            if company:
                companies[company] -= 1
    holds(not (short := [one for one, count in [*after.items(), *company_after.items()] if count < 0]), f"{short[:1]} has more matches than places")
    holds(json.dumps([result["placed"], result["total_fit"]]) == json.dumps(counts := [len(matches), sum(map(instance.fit.get, matches))]), f"placed and total_fit are not {counts}")
    return case_of, left, company_left


def check_best_total(instance, certificate, case_of, left, company_left):
    extra = certificate.get("placement_weight", 0)
    most = min(len(instance.team_ranks) - len(instance.pins), sum(left.values()))
    holds(extra > 10_000 * most if instance.placement == "everyone-first" else extra == 0, "placement_weight does not fit the placement")
    proven = bound(instance, certificate, left, company_left, lambda team, case: instance.fit[team, case] + extra)
    total = sum(instance.fit[team, case_of[team]] + extra for team in case_of if team not in instance.pins)
    holds(proven == total, f"the prices prove at most {proven}, the matches weigh {total}: not proven optimal")


try:
    if len(sys.argv) != 3:
        sys.exit("usage: deploy/verify.py INSTANCE.json RESULT.json")
    name = sys.argv[1]
    text, file = read(name)
    instance = Instance(file)
    name = sys.argv[2]
    check_result(result := read(name)[1])
    holds(result["instance_sha256"] == hashlib.sha256(text).hexdigest(), "the result was computed from other bytes")
    kinds = {"best-total": (check_best_total, "lp-dual"), "stable": (check_stable, "no-blocking-pair"), "fairest": (check_fairest, "leximin-chain")}
    kinds = {"best-total": (check_quotas, "branches")} if has_minimums(instance) else kinds
    holds(result["policy"] in kinds, f"the policy is none of {', '.join(kinds)}, which this instance can have")
    check, kind = kinds[result["policy"]]
    instance.engine = result.get("engine", 1)
    holds(result["certificate"]["kind"] == kind, f"the certificate is not of kind {kind}")
    gap = check(instance, result["certificate"], *check_matches(instance, result))
except OSError as fault:
    sys.exit(f"{fault.filename}: {fault.strerror}")
except Refusal as refusal:
    print(f"refused: {name}: {refusal}", file=sys.stderr)
    sys.exit(3)
print(f"valid, at most {gap} below the best" if gap else "valid")
if result["policy"] == "fairest" and instance.fairness == "rank" and instance.has_fits and "fits" not in result["certificate"]:
    print("note: the result of an earlier engine proves its levels, and nothing of its total fit", file=sys.stderr)
if (asked := instance.file.get("policy", result["policy"])) != result["policy"]:
    print(f"note: the instance asks for {asked}, the result is of {result['policy']}", file=sys.stderr)
