"""What deploy/verify.py asks of a stable matching, and the bound that prices prove."""
import collections
from verify_fairest import check_prices, holds  # the file beside this one


def bound(instance, certificate, left, company_left, weight):
    """What the prices prove: no assignment of the teams that are not pinned weighs more."""
    prices, company_prices = [certificate.get(side, {}) for side in ("cases", "companies")]
    check_prices(instance, prices, company_prices)
    holds(all(price >= 0 for price in [*prices.values(), *company_prices.values()]), "a price is negative")
    full = {case: prices.get(case, 0) + company_prices.get(instance.company_of[case], 0) for case in left}
    total = sum(left[case] * price for case, price in prices.items()) + sum(company_left[k] * price for k, price in company_prices.items() if price)
    for team in instance.team_ranks.keys() - instance.pins.keys():
        total += max([0, *(weight(team, case) - full[case] for case in instance.cases_of[team])])
    return total


def check_stable(instance, certificate, case_of, left, company_left):
    held, company_held = collections.defaultdict(list), collections.defaultdict(list)
    for team, case in case_of.items() - instance.pins.items():
        held[case].append(instance.rank_of_team(team, case))
        company_held[instance.decider(case)].append(instance.rank_of_team(team, case))
    worst, company_worst = ({one: max(ranks) for one, ranks in every.items()} for every in (held, company_held))
    for team, case in instance.fit:
        own = case_of.get(team)
        if team in instance.pins or own is not None and instance.rank_of_case(team, own) <= instance.rank_of_case(team, case):
            continue
        rank, company = instance.rank_of_team(team, case), instance.decider(case)
        mine = own is not None and instance.decider(own) == company
        takes = not company or mine or len(company_held[company]) < company_left[company] or rank < company_worst.get(company, rank)
        takes = rank < worst.get(case, rank) if len(held[case]) >= left[case] else takes
        holds(not takes, f"{team} and {case} would both rather have each other: the matching is not stable")
    proven = bound(instance, certificate, left, company_left, lambda team, case: 1)
    holds(proven == certificate.get("size_bound"), f"the prices prove {proven}, not size_bound")
