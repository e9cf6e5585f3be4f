#!/usr/bin/env python3
"""Solves many random instances with `vivier solve` and with OR-Tools: the objectives must be equal, and every result must verify.

Usage: ortools_crosscheck.py VIVIER [COUNT] [SEED]. Needs `ortools` and `numpy` from PyPI.
"""
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from ortools.graph.python import min_cost_flow

import ortools_flow


def random_instance(dice):
    teams, cases, companies = dice.randint(0, 300), dice.randint(1, 60), dice.randint(0, 8)
    top = dice.choice([0, 1, 3, 100, 10_000])
    owners = [f"k{i}" for i in range(companies)]
    instance = {
        "format": "vivier-instance/1",
        "policy": "best-total",
        "placement": dice.choice(["fit-first", "everyone-first"]),
        "teams": [{"id": f"t{i}"} for i in range(teams)],
        "cases": [{"id": f"c{i}", "capacity": dice.randint(0, 9)} for i in range(cases)],
        "companies": [{"id": k} | ({"capacity": dice.randint(0, 40)} if dice.random() < 0.7 else {}) for k in owners],
        "fits": [],
    }
    for case in instance["cases"]:
        if owners and dice.random() < 0.8:
            case["company"] = dice.choice(owners)
    for i in range(teams):
        for j in dice.sample(range(cases), dice.randint(0, min(cases, 12))):
            instance["fits"].append([f"t{i}", f"c{j}", dice.randint(0, top)])
    return instance


def peer_weight(path):
    n, sink, tail, head, capacity, cost, _ = ortools_flow.load(path)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    flow.set_nodes_supplies(np.array([sink], np.int32), np.array([-n], np.int64))
    flow.set_nodes_supplies(np.arange(n, dtype=np.int32), np.ones(n, np.int64))
    if n > 0 and flow.solve() != flow.OPTIMAL:
        sys.exit(f"{path}: the peer did not solve it")
    return -flow.optimal_cost() if n > 0 else 0


def main():
    vivier = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path, result = Path(folder, "instance.json"), Path(folder, "result.json")
        for number in range(count):
            instance = random_instance(dice)
            path.write_text(json.dumps(instance), encoding="utf-8")
            subprocess.run([vivier, "solve", path, "-o", result], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([vivier, "verify", path, result], check=True, stdout=subprocess.DEVNULL)
            claim = json.loads(result.read_text(encoding="utf-8"))
            weight = claim["total_fit"] + claim["placed"] * claim["certificate"].get("placement_weight", 0)
            expected = peer_weight(path)
            if weight != expected:
                sys.exit(f"seed {seed}, instance {number}: {weight} here, {expected} there")
    print(f"{count} instances agree")


if __name__ == "__main__":
    main()
