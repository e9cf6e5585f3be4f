#!/usr/bin/env python3
"""Solves a vivier-instance/1 file with LEMON (network simplex, cost scaling) and prints the better one's figures as ortools_flow.py does.

Usage: lemon_flow.py INSTANCE.json [RUNS]. Needs g++, LEMON's headers (Debian: liblemon-dev) and `numpy` from PyPI. The program is
compiled once into the folder for temporary files.
"""
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

from arcs import load


def compiled():
    source = pathlib.Path(__file__).with_suffix(".cpp")
    program = pathlib.Path(tempfile.gettempdir(), f"vivier-lemon-flow-{source.stat().st_mtime_ns}")
    if not program.exists():
        subprocess.run(["g++", "-std=c++17", "-O3", "-march=native", "-DNDEBUG", "-o", program, source], check=True)
    return program


def main():
    n, sink, tail, head, capacity, cost, _ = load(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    sizes = np.array([n, sink + 1, len(tail), runs], np.int32)
    with subprocess.Popen([compiled()], stdin=subprocess.PIPE) as solver:
        for values in (sizes, tail, head, capacity, cost):
            solver.stdin.write(values.tobytes())
        solver.stdin.close()
        sys.exit(solver.wait())


if __name__ == "__main__":
    main()
