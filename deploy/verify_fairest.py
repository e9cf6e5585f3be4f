"""The chain of levels of a result of policy fairest; deploy/verify.py calls this, and the same rule holds: nothing is shared with Vivier.

Each step proves one level among the optima of the steps before it. Those are the matchings that use only pairs which are tight at the prices so
far, and that saturate every team, case and company with a profit or price, so that prices of the saturated may be negative.
"""
import json, sys  # noqa: E401


def holds(condition, sentence):
    if not condition:
        sys.exit(f"not valid: {sentence}")


def check_prices(instance, cases, companies):
    """That they are of cases and companies that there are, and of a company only where it states a capacity."""
    for prices, known, kind in ((cases, instance.capacity, "case"), (companies, instance.company_ranks, "company")):
        for name in prices:
            holds(name in known, f"there is no {kind} with the id {json.dumps(name, ensure_ascii=False)}")
    holds(all(k in instance.company_capacity or not price for k, price in companies.items()), "a company without capacity has a price")


def check_fairest(instance, certificate, case_of, left, company_left):
    def level(team, case):
        return instance.fit[team, case] if instance.fairness == "fit" else (instance.team_ranks[team] or {}).get(case, 0)

    def is_worse(one, other):
        return one < other if instance.fairness == "fit" else one > other

    holds(certificate.get("on") == instance.fairness, "the levels are of something else than the instance has")
    company_of, full = instance.company_of, set()
    placed = {team: case for team, case in case_of.items() if team not in instance.pins}
    at = [level(*pair) for pair in placed.items()]
    row = {
        team: [case for case in cases if left[case] > 0 and company_left.get(company_of[case], 1) > 0]
        for team, cases in instance.cases_of.items() if team not in instance.pins
    }
    listed, seen = [], set()

    def proven(prices, gain, what):
        """What the prices bound; leaves the pairs that are tight, and who is saturated."""
        holds(all(price >= 0 or place in full for place, price in prices.items()), f"a place that may be free has a negative price at {what}")
        total = sum(price * (left if kind == "case" else company_left)[name] for (kind, name), price in prices.items() if price)
        for team, cases in row.items():
            gains = {case: gain(team, case) - prices.get(("case", case), 0) - prices.get(("company", company_of[case]), 0) for case in cases}
            profits = [*gains.values(), *[0] * (("team", team) not in full)]
            holds(profits, f"{team} must have a case, and is left with none at {what}")
            row[team] = [case for case in cases if gains[case] == max(profits)]
            full.update({("team", team)} if max(profits) > 0 else ())
            total += max(profits)
        full.update(place for place, price in prices.items() if price > 0)
        return total

    def stated(step):
        check_prices(instance, step["cases"], step["companies"])
        return {(kind, name): price for kind, side in (("case", "cases"), ("company", "companies")) for name, price in step[side].items()}

    for number, step in enumerate(certificate.get("levels", [])):
        mine = step.get("level")
        holds((mine is None) == (number == 0), "the first step counts placed teams, each other one a level")
        holds(number > 0 or step["placing"] > 0, "the first step counts a placed team as nothing")
        holds(number < 2 or is_worse(listed[-1], mine), f"the level {mine} stands behind one that is no worse")
        count = len(placed) if number == 0 else at.count(mine)
        holds(step["teams"] == count and count + (number == 0) > 0, f"there are {count} teams at the level {mine}, not {step['teams']}")
        if number:
            # Nobody is at a level that is worse and not listed.
            row = {t: [c for c in cases if level(t, c) in seen or not is_worse(level(t, c), mine)] for t, cases in row.items()}
        bound = proven(stated(step), lambda team, case: step["placing"] - (number > 0 and level(team, case) == mine), mine)
        total = step["placing"] * len(placed) - (count if number else 0)
        holds(bound == total, f"the prices of the level {mine} add up to {bound}, not to {total}: not proven")
        listed += [mine] * (number > 0)
        seen = set(listed)
    holds(bool(certificate.get("levels")) and set(at) == set(listed), "the chain does not list the levels that teams are at")
    if instance.fairness == "rank" and instance.has_fits and (instance.engine > 3 or "fits" in certificate):
        holds("fits" in certificate, "the certificate has no prices of the fits")
        bound, total = proven(stated(certificate["fits"]), lambda team, case: instance.fit[team, case], "fits"), sum(map(instance.fit.get, placed.items()))
        holds(bound == total, f"the prices prove at most {bound}, the matches weigh {total}: not proven")
