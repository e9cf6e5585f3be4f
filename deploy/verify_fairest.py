"""The chain of levels of a result of policy fairest; deploy/verify.py calls this, and the same rule holds: nothing is shared with Vivier.

Each step proves one level among the optima of the steps before it. Those are the matchings that use only pairs which are tight at the prices so
far, and that saturate every team, case and company with a profit or price, so that prices of the saturated may be negative.
"""
import sys


def holds(condition, sentence):
    if not condition:
        sys.exit(f"not valid: {sentence}")


def check_fairest(instance, certificate, case_of, left, company_left):
    def level(team, case):
        return instance.fit[team, case] if instance.fairness == "fit" else (instance.team_ranks[team] or {}).get(case, 0)

    def is_worse(one, other):
        return one < other if instance.fairness == "fit" else one > other

    holds(certificate["on"] == instance.fairness, "the levels are of something else than the instance has")
    company_of, full = instance.company_of, set()
    placed = {team: case for team, case in case_of.items() if team not in instance.pins}
    at = [level(*pair) for pair in placed.items()]
    row = {
        team: [case for case in cases if left[case] > 0 and company_left.get(company_of[case], 1) > 0]
        for team, cases in instance.cases_of.items() if team not in instance.pins
    }
    listed, seen = [], set()
    for number, step in enumerate(certificate["levels"]):
        mine = step.get("level")
        holds((mine is None) == (number == 0), "the first step counts placed teams, each other one a level")
        holds(number > 0 or step["placing"] > 0, "the first step counts a placed team as nothing")
        holds(number < 2 or is_worse(listed[-1], mine), f"the level {mine} stands behind one that is no worse")
        count = len(placed) if number == 0 else at.count(mine)
        holds(step["teams"] == count and count + (number == 0) > 0, f"there are {count} teams at the level {mine}, not {step['teams']}")
        prices = {("case", case): price for case, price in step["cases"].items()}
        prices |= {("company", company): price for company, price in step["companies"].items()}
        holds(all(type(price) is int for price in [step["placing"], *prices.values()]), "a price is no integer")
        holds(all(price >= 0 or place in full for place, price in prices.items()), f"a place that may be free has a negative price at {mine}")
        holds(all(name in company_left for kind, name in prices if kind == "company"), "a company without capacity has a price")
        bound = sum(price * (left if kind == "case" else company_left)[name] for (kind, name), price in prices.items())

        def gain(team, case):
            price = prices.get(("case", case), 0) + prices.get(("company", company_of[case]), 0)
            return step["placing"] - (mine is not None and level(team, case) == mine) - price

        for team, cases in row.items():
            # Nobody is at a level that is worse and not listed.
            cases = [c for c in cases if mine is None or level(team, c) in seen or not is_worse(level(team, c), mine)]
            profits = [gain(team, case) for case in cases] + [0] * (("team", team) not in full)
            holds(profits, f"{team} must have a case, and is left with none at {mine}")
            profit = max(profits)
            row[team] = [case for case in cases if gain(team, case) == profit]
            full |= {("team", team)} if profit > 0 else set()
            bound += profit
        total = step["placing"] * len(placed) - (count if number else 0)
        holds(bound == total, f"the prices of the level {mine} add up to {bound}, not to {total}: not proven")
        full |= {place for place, price in prices.items() if price > 0}
        listed += [mine] * (number > 0)
        seen = set(listed)
    holds(bool(certificate["levels"]) and set(at) == set(listed), "the chain does not list the levels that teams are at")
