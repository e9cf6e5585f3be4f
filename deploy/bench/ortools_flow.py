#!/usr/bin/env python3
"""Solves a vivier-instance/1 file with OR-Tools SimpleMinCostFlow and prints its objective, CPU time and memory as JSON.

Usage: ortools_flow.py INSTANCE.json [RUNS]. Needs `ortools` and `numpy` from PyPI. Rankings, pins and bans are not supported:
the peer is measured on fits, capacities, companies and placement alone.
"""
import ctypes
import gc
import json
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow


def memory_kib(field):
    """VmRSS, what is resident now, or VmHWM, the most there was."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(field + ":"))


def forget_peak():
    """Gives freed memory back, so that what the solver takes is seen, and starts VmHWM anew."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


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


def main():
    n, sink, tail, head, capacity, cost, extra = load(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    forget_peak()
    before = memory_kib("VmRSS")
    build, solve = [], []
    weight = 0
    for _ in range(runs):
        start = time.process_time()
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
        flow.set_nodes_supplies(np.array([sink], np.int32), np.array([-n], np.int64))
        flow.set_nodes_supplies(np.arange(n, dtype=np.int32), np.ones(n, np.int64))
        built = time.process_time()
        if flow.solve() != flow.OPTIMAL:
            sys.exit("not solved to optimality")
        solve.append(time.process_time() - built)
        build.append(built - start)
        weight = -flow.optimal_cost()
        del flow
    report = {"weight": weight, "cpu_seconds": solve, "build_cpu_seconds": build, "peak_kib": memory_kib("VmHWM") - before}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
