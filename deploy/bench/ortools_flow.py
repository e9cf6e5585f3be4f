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

from arcs import load


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
    report = {"name": "OR-Tools", "weight": weight, "cpu_seconds": solve, "build_cpu_seconds": build, "peak_kib": memory_kib("VmHWM") - before}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
