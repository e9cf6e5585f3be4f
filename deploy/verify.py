#!/usr/bin/env python3
"""Checks a vivier-result/1 file against its vivier-instance/1 file, with no code of Vivier: python3 verify.py INSTANCE.json RESULT.json
Prints "valid" (and how far from the best at most), or the first broken condition (exit status 1); what cannot be read or is not of its
form is refused (status 3). Proven are ids, pins, bans, rankings, capacities, totals, and of the policy
best-total  that nothing else has more fit (everyone-first: places more, or as many with more fit);
stable      that no team and case would both rather have each other, and that no more than size_bound can be placed;
fairest     that nothing else does better at the worst level that differs; by rank, that nothing as good has more fit."""
import hashlib, json, pathlib, sys  # noqa: E401
from collections import Counter
def needs(condition, sentence): condition or sys.exit(print(f"refused: {reading}: {sentence}", file=sys.stderr) or 3)
def holds(condition, sentence): condition or sys.exit(f"not valid: {sentence}")
def unique(pairs):
    return found if len(found := dict(pairs)) == len(pairs) else needs(False, f"twice: {Counter(one for one, _ in pairs).most_common(1)}")
def read(file):  # as strictly as Vivier does: no member twice, numbers of 64 bits, whole UTF-8, 64 levels
    try:
        data = pathlib.Path(file).read_bytes()
        value = json.loads(data.decode(), object_pairs_hook=unique, parse_constant=lambda word: needs(False, f"{word} is no JSON"),
                           parse_int=lambda digits: int(digits) if len(digits) < 21 else None)
        needs(json.dumps(value, ensure_ascii=False).encode() and depth(value) <= 64, "arrays and objects nest deeper than 64 levels")
        return data, value
    except (OSError, ValueError, RecursionError) as fault:
        needs(False, fault)
def take(one, name, form, *otherwise):  # a member, which must be of a form, or what stands for it where it may be missing
    needs(type(one) is dict and (form(one[name]) if name in one else otherwise), f"{name} is missing or not of its form")
    return one.get(name, *otherwise)
def depth(of): return type(of) in (dict, list) and 1 + max(map(depth, of.values() if type(of) is dict else of), default=0)
def within(least, most): return lambda value: type(value) is int and least <= value <= most
def word(of): return lambda value: type(value) is str and value in of
def array(of): return lambda value: type(value) is list and all(map(of, value))
def row(*of): return lambda value: type(value) is list and len(value) == len(of) and all(form(one) for form, one in zip(of, value))
def tie(of): return lambda value: word(of)(value) or value != [] and array(word(of))(value)
def prices(of): return lambda value: type(value) is dict and value.keys() <= of.keys() and all(map(whole, value.values()))

def bound(step, weigh, rows, filled, total=None, largest=2**61):
    """What prices prove: no matching of the pairs in `rows` weighs more which gives each team and place in `filled` that many at least.
    Leaves in both what all do that weigh so much (their pairs are tight, whoever has a profit or price is filled), if `total` does."""
    price = {(side, name): one for side, form in sides for name, one in take(step, side, form).items() if one}
    holds(all(at in capacity and abs(one) <= largest and (one > 0 or at in filled) for at, one in price.items()), f"no prices: {price}")
    proven = sum(one * (left[at] if one > 0 else filled[at]) for at, one in price.items())
    for team, row in rows.items():
        gains = [weigh(team, case) - sum(price.get(at, 0) for at in seats[case]) for case in row]
        most = max(gains + [0] * (team not in filled), default=float("-inf"))  # who must have a case may have none left
        rows[team], proven = [case for case, gain in zip(row, gains) if gain == most], proven + most
        if most > 0: filled[team] = 1
    filled.update((at, left[at]) for at, one in price.items() if one > 0)
    holds(total in (None, proven), f"not proven: the matches or the certificate say {total}, the prices at most {proven}")
    return proven

def best_total():
    def weigh(*pair): return fit[pair] + weight
    limit, total = 10_000 * min(len(rows), sum(left["cases", case] for case in cases)), sum(weigh(*pair) for pair in chosen)
    holds(limit < weight <= 2**61 if placement == "everyone-first" else weight == 0, f"placement_weight {weight} does not fit {placement}")
    if not least: return bound(costs, weigh, rows, {}, total) - total
    taken, pinned, bounds, tree = Counter(case_of.values()), Counter(pins.values()), [total], []
    holds(all(taken[case] >= count for case, count in minimum.items() if taken[case]), "a case runs with less than its minimum")
    for branch in take(certificate, "branches", array(bool), []):
        tree.append([(case, way == "open") for case, way in take(branch, "path", array(row(word(cases), word(["open", "closed"]))))])
        ways, closed = dict(tree[-1]), [case for case, is_open in tree[-1] if not is_open]
        fine = len(ways) == len(tree[-1]) and all(minimum[case] and not pinned[case] for case in ways)
        holds(fine and not any(take(branch, "cases", prices(cases)).get(case) for case in closed), f"a branch may not be as {ways}")
        runs = {("cases", case): max(0, minimum[case] - pinned[case]) for case in [*ways, *pinned] if case not in closed}
        bounds.append(bound(branch, weigh, {team: [case for case in row if case not in closed] for team, row in rows.items()}, runs))
        while tree[-1] and tree[-2:-1] == [tree[-1][:-1] + [(tree[-1][-1][0], not tree[-1][-1][1])]]: tree[-2:] = [tree[-1][:-1]]
    holds(tree == [[]], "the branches are not all ways to decide which cases run")  # both ways of a case made the branch above them
    holds(certificate.get("bound") == max(bounds), f"the branches prove {max(bounds)}, not {certificate.get('bound')}")
    return max(bounds) - total

def stable():
    def rank(team, case):  # as whoever decides over the case likes the team; a company with a capacity by the best of its cases
        alike = [one for one in rows[team] if seats[one][1:] == seats[case][1:]] if seats[case][1:] else [case]
        return -max(fit[team, one] for one in alike) if liked[team, case] is None else liked[team, case]
    held = {at: [] for at in capacity}
    for at, pair in ((at, pair) for pair in chosen for at in seats[pair[1]]): held[at].append(rank(*pair))
    last = {at: max(held[at], default=-10**9) for at, places in left.items() if len(held[at]) >= places}  # of those that are full
    for team, own in [(team, case_of.get(team)) for team in rows]:
        for case in [case for case in rows[team] if own is None or likes[team, case] < likes[team, own]]:
            full = [at for at in seats[case] if at in last and (at[0] == "cases" or at not in seats.get(own, []))]
            holds(full and rank(team, case) >= last[full[0]], f"{team} and {case} would both rather have each other")
    bound(costs, lambda *pair: 1, rows, {}, certificate.get("size_bound", -1))

def fairest():
    def badness(team, case): return -fit[team, case] if basis == "fit" else (teams[team]["order"] or {}).get(case, 0)
    at, listed, filled, last, sign = Counter(badness(*pair) for pair in chosen), [], {}, float("inf"), -1 if basis == "fit" else 1
    row = {team: [case for case in cases if all(left[seat] for seat in seats[case])] for team, cases in rows.items()}
    for step in take(certificate, "levels", array(bool), []):  # at the first, which states no level, are all who have a case
        level = take(step, "level", whole, last * sign) * sign
        placing, here = take(step, "placing", whole), at[level] if listed else len(chosen)
        fine = level < listed[-1] and here > 0 if listed else level == last and placing > 0
        holds(fine and take(step, "teams", whole) == here and abs(placing) <= 2**50, f"of the level {level} are {here} teams")
        row = {team: [case for case in cases if (bad := badness(team, case)) <= level or bad in listed] for team, cases in row.items()}
        bound(step, lambda *pair: placing - (badness(*pair) == level), row, filled, placing * len(chosen) - at[level], 2**50)
        listed.append(level)
    holds(listed and at.keys() == set(listed[1:]) and certificate.get("on") == basis, f"these are not the levels on {basis} of the matches")
    if basis == "fit" or "fits" not in instance: return
    holds("fits" in certificate, f"made by engine {engine}: its levels prove the ranks but not the total fit of those places; run it again")
    bound(certificate["fits"], lambda *pair: fit[pair], row, filled, sum(fit[pair] for pair in chosen), 2**50)

len(sys.argv) == 3 or sys.exit(__doc__)
whole, text, policies = within(-2**63, 2**63 - 1), lambda value: type(value) is str, word(["best-total", "stable", "fairest"])
data, instance = read(reading := sys.argv[1])
needs(take(instance, "format", text) == "vivier-instance/1", "no vivier-instance/1 (of a snapshot: `vivier round export RUN --instance`)")
everyone = take(instance, "teams", array(bool)), take(instance, "cases", array(bool)), take(instance, "companies", array(bool), [])
teams, cases, companies = [unique([(take(one, "id", text), one) for one in side]) for side in everyone]
pairs, sides = array(row(word(teams), word(cases))), [("cases", prices(cases)), ("companies", prices(companies))]
forms = {"fits": (array(row(word(teams), word(cases), within(0, 10_000))), []), "pins": (pairs, []), "bans": (pairs, []),
         "fairness": (word(["fit", "rank"]), "fit" if "fits" in instance else "rank"), "policy": (policies, "best-total"),
         "placement": (word(["fit-first", "everyone-first"]), "fit-first"), "seed": (within(0, 2**63 - 1), 0)}
fits, pins, bans, basis, asked, placement, _ = [take(instance, name, *form) for name, form in forms.items()]
pins, bans, stated = unique(pins), unique([(tuple(pair), 0) for pair in bans]), unique([((team, case), fit) for team, case, fit in fits])
capacity = {("cases", name): take(one, "capacity", within(0, 10**9)) for name, one in cases.items()}
capacity.update((("companies", name), take(one, "capacity", within(0, 10**9))) for name, one in companies.items() if "capacity" in one)
minimum = {name: take(one, "minimum", within(0, one["capacity"]), 0) for name, one in cases.items()}
least, fine = any(minimum.values()), "fits" in instance or basis == "rank"
needs(fine and (asked == "best-total" or not least), "minimums stand under best-total only, and fairness fit with fits only")
for one, others in [*((one, cases) for one in teams.values()), *((one, teams) for one in [*cases.values(), *companies.values()])]:
    ties = [[tied] if type(tied) is str else tied for tied in take(one, "prefers", array(tie(others)), [])]
    one["order"] = unique([(other, place) for place, tied in enumerate(ties) for other in tied]) if "prefers" in one else None
odd = teams and cases and "fits" not in instance and instance.keys() - forms.keys() - {"format", "teams", "cases", "companies"}
needs(not odd or any("prefers" in one for side in everyone for one in side), f"no fits, no rankings, and no member {odd}")
seats = {name: [("cases", name), ("companies", take(one, "company", word(companies), None))] for name, one in cases.items()}
seats = {name: [at for at in both if at in capacity] for name, both in seats.items()}
stated = stated if "fits" in instance else {(team, case): 0 for team in teams for case in teams[team]["order"] or cases}
fit, likes, liked, rows = {}, {}, {}, {team: [] for team in teams if team not in pins}
for (team, case), value in stated.items():
    deciders = (teams[team], case), (cases[case], team), (companies.get(cases[case].get("company"), {"order": None}), team)
    own, by_case, by_company = places = [one["order"].get(other, -1) if one["order"] is not None else None for one, other in deciders]
    if (team, case) not in bans and -1 not in places and ("fits" in instance or places != [None] * 3):
        fit[team, case], likes[team, case] = value, -value if own is None else own
        liked[team, case] = by_company if by_case is None or seats[case][1:] else by_case
        rows.get(team, []).append(case)
result = read(reading := sys.argv[2])[1]
_, policy, digest, matches, unmatched, placed, total_fit, certificate, engine = [take(result, name, *form) for name, *form in (
    ("format", word(["vivier-result/1"])), ("policy", policies), ("instance_sha256", text), ("matches", pairs),
    ("unmatched", array(word(teams))), ("placed", whole), ("total_fit", whole), ("certificate", bool), ("engine", within(1, 2**31 - 1), 1))]
kind, costs = take(certificate, "kind", text), {side: take(certificate, side, form, {}) for side, form in sides}
weight, *_ = [take(certificate, name, whole, 0) for name in ("placement_weight", "size_bound", "bound")]
if kind == "leximin-chain": take(certificate, "on", *forms["fairness"]), [take(take(certificate, "fits", bool, costs), *one) for one in sides]
holds(digest == hashlib.sha256(data).hexdigest(), "the result was computed from other bytes")
holds(len(case_of := dict(matches)) == len(matches) and sorted([*case_of, *unmatched]) == sorted(teams), "not all teams stand there once")
holds(pins.items() <= case_of.items() <= fit.keys(), "a pin is ignored, or a match is no eligible pair")
taken, fixed = [Counter(at for case in some.values() for at in seats[case]) for some in (case_of, pins)]
holds(all(count <= capacity[at] for at, count in taken.items()), "a case or company has more matches than places")
holds([placed, total_fit] == [len(case_of), sum(fit[pair] for pair in case_of.items())], "placed or total_fit is not the matches'")
left, chosen = {at: count - fixed[at] for at, count in capacity.items()}, [pair for pair in case_of.items() if pair[0] not in pins]
kinds = {"best-total": "lp-dual", "stable": "no-blocking-pair", "fairest": "leximin-chain"} if not least else {"best-total": "branches"}
holds(kind == kinds.get(policy), f"a certificate of kind {kind} proves nothing of the policy {policy} here")
gap = {"best-total": best_total, "stable": stable, "fairest": fairest}[policy]()
print(f"valid, at most {gap} below the best" if gap else "valid")
