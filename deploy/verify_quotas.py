"""The part of verify.py that checks a best-total result whose cases run with a minimum of teams or not at all."""
from verify_fairest import check_prices, holds


def has_minimums(instance):
    return any(case.get("minimum") for case in instance.file["cases"])


def covers(paths, free):
    """Whether branches are all ways to decide the rest: one that decides no more, or both ways of one case, and so on below each."""
    left = [(paths, 0, free)]
    while left:
        paths, depth, free = left.pop()
        if len(paths) == 1 and len(paths[0]) == depth:
            continue
        if not paths or any(len(path) <= depth for path in paths):
            return False
        case = paths[0][depth][0]
        ways = [[path for path in paths if path[depth] == [case, way]] for way in ("open", "closed")]
        if case not in free or not all(ways) or len(ways[0]) + len(ways[1]) != len(paths):
            return False
        left += [(way, depth + 1, free - {case}) for way in ways]
    return True


def check_quotas(instance, certificate, case_of, left, company_left):
    """How far the matches are from the best at most."""
    least = {case["id"]: case.get("minimum", 0) for case in instance.file["cases"]}
    taken = list(case_of.values())
    for case, count in least.items():
        holds(not 0 < taken.count(case) < count, f"{case} runs with {taken.count(case)} of the {count} teams that it runs with at least")
    pinned = list(instance.pins.values())
    # A case to which a team is pinned runs, and needs that many fewer.
    least = {case: max(0, count - pinned.count(case)) for case, count in least.items()}
    extra, teams = certificate.get("placement_weight", 0), instance.team_ranks.keys() - instance.pins.keys()
    most = min(len(teams), sum(left.values()))
    holds(extra > 10_000 * most if instance.placement == "everyone-first" else extra == 0, "placement_weight does not fit the placement")
    weight = sum(instance.fit[team, case_of[team]] + extra for team in case_of if team in teams)
    branches = certificate.get("branches", [])
    for case in {case for branch in branches for case, _ in branch["path"]}:
        holds(case in instance.capacity, f"there is no case with the id {case}")
    free = {case for case, count in least.items() if count > 0 and case not in pinned}
    holds(covers([branch["path"] for branch in branches], free), "the branches are not all ways to decide which cases run")
    bounds = [weight] + [bound(instance, branch, least, left, company_left, extra, teams, set(pinned)) for branch in branches]
    holds(certificate.get("bound") == max(bounds), f"the branches prove {max(bounds)}, not {certificate.get('bound')}")
    return max(bounds) - weight


def bound(instance, branch, least, left, company_left, extra, teams, runs):
    """What the prices of a branch prove: nothing weighs more in which its open cases have their minimum and its closed ones nobody."""
    runs = runs | {case for case, way in branch["path"] if way == "open"}
    closed = {case for case, way in branch["path"] if way == "closed"}
    prices, companies = branch["cases"], branch["companies"]
    check_prices(instance, prices, companies)
    holds(all(price >= 0 or case in runs for case, price in prices.items()), "a case that need not run has a negative price")
    holds(not any(prices.get(case) for case in closed), "a closed case has a price")
    holds(all(price >= 0 for price in companies.values()), "a company has a negative price")
    total = sum(price * (left[case] if price > 0 else least[case]) for case, price in prices.items())
    total += sum(price * company_left[k] for k, price in companies.items() if price)
    full = {case: prices.get(case, 0) + companies.get(instance.company_of[case], 0) for case in left}
    for team in teams:
        total += max([0, *(instance.fit[team, case] + extra - full[case] for case in instance.cases_of[team] if case not in closed)])
    return total
