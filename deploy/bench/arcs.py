"""A vivier-instance/1 file as the arcs of a min-cost flow, for the peers that are measured."""
import json
import sys

import numpy as np


def load(path):
    """The arcs team → case → company → sink, and team → sink for staying without a case."""
    with open(path, encoding="utf-8") as file:
        instance = json.load(file)
    if instance.get("pins") or instance.get("bans") or any("prefers" in t for t in instance["teams"]):
        sys.exit("only fits, capacities, companies and placement are supported")
    teams = {team["id"]: i for i, team in enumerate(instance["teams"])}
    cases = {case["id"]: i for i, case in enumerate(instance["cases"])}
    companies = {company["id"]: i for i, company in enumerate(instance.get("companies", []))}
    n, m, k = len(teams), len(cases), len(companies)
    places = sum(case["capacity"] for case in instance["cases"])
    extra = 10_000 * min(n, places) + 1 if instance.get("placement") == "everyone-first" else 0
    sink = n + m + k
    fits = instance.pop("fits")
    count = len(fits)
    tail = np.empty(count + n + m + k, np.int32)
    head = np.empty_like(tail)
    capacity = np.ones(len(tail), np.int64)
    cost = np.zeros(len(tail), np.int64)
    for i, (team, case, fit) in enumerate(fits):
        tail[i], head[i], cost[i] = teams[team], n + cases[case], -(fit + extra)
    tail[count : count + n], head[count : count + n] = np.arange(n), sink
    for i, case in enumerate(instance["cases"]):
        arc = count + n + i
        company = case.get("company")
        tail[arc], head[arc], capacity[arc] = n + i, sink if company is None else n + m + companies[company], min(n, case["capacity"])
    for i, company in enumerate(instance.get("companies", [])):
        arc = count + n + m + i
        tail[arc], head[arc], capacity[arc] = n + m + i, sink, min(n, company.get("capacity", n))
    return n, sink, tail, head, capacity, cost, extra
