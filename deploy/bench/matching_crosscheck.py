#!/usr/bin/env python3
"""Solves many random stable matchings with `vivier solve` and with the `matching` package: without ties, and with the teams proposing, there
is one answer, so the matchings must be the same, and every result must verify.

Usage: matching_crosscheck.py VIVIER [COUNT] [SEED]. Needs `matching` from PyPI.
"""
import json
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from matching.games import HospitalResident, StudentAllocation


def random_market(dice):
    """Strict rankings in which a pair that one side names the other names too, so that both programs read the same instance."""
    teams, cases = [f"t{i}" for i in range(dice.randint(1, 30))], [f"c{i}" for i in range(dice.randint(1, 8))]
    likes = {team: dice.sample(cases, dice.randint(1, len(cases))) for team in teams}
    cases = [case for case in cases if any(case in named for named in likes.values())]
    liked_by = {case: dice.sample(those, len(those)) for case in cases for those in [[team for team in teams if case in likes[team]]]}
    return likes, liked_by, {case: dice.randint(1, 4) for case in cases}


def solve(vivier, folder, instance):
    path, result = Path(folder, "instance.json"), Path(folder, "result.json")
    path.write_text(json.dumps(instance), encoding="utf-8")
    subprocess.run([vivier, "solve", path, "-o", result], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([vivier, "verify", path, result], check=True, stdout=subprocess.DEVNULL)
    return {tuple(match) for match in json.loads(result.read_text(encoding="utf-8"))["matches"]}


def pairs(solution):
    return {(team.name, case.name) for case, teams in solution.items() for team in teams}


def residents(vivier, folder, dice):
    """Each case ranks for itself: hospitals and residents."""
    likes, liked_by, capacity = random_market(dice)
    instance = {
        "format": "vivier-instance/1",
        "policy": "stable",
        "teams": [{"id": team, "prefers": named} for team, named in likes.items()],
        "cases": [{"id": case, "capacity": capacity[case], "prefers": liked_by[case]} for case in liked_by],
    }
    game = HospitalResident.create_from_dictionaries(likes, liked_by, capacity)
    return solve(vivier, folder, instance), pairs(game.solve(optimal="resident"))


def allocation(vivier, folder, dice):
    """A company with a capacity ranks for all its cases: students, projects and supervisors."""
    likes, liked_by, capacity = random_market(dice)
    owner = {case: f"k{dice.randint(0, 2)}" for case in liked_by}
    companies = sorted(set(owner.values()))
    ranking, places = {}, {}
    for company in companies:
        own = [case for case in owner if owner[case] == company]
        those = sorted({team for case in own for team in liked_by[case]})
        ranking[company] = dice.sample(those, len(those))
        # The package wants a supervisor to have room for the largest project, and no more than for all.
        places[company] = dice.randint(max(capacity[case] for case in own), sum(capacity[case] for case in own))
    instance = {
        "format": "vivier-instance/1",
        "policy": "stable",
        "teams": [{"id": team, "prefers": named} for team, named in likes.items()],
        "cases": [{"id": case, "capacity": capacity[case], "company": owner[case]} for case in liked_by],
        "companies": [{"id": company, "capacity": places[company], "prefers": ranking[company]} for company in companies],
    }
    game = StudentAllocation.create_from_dictionaries(likes, ranking, owner, capacity, places)
    return solve(vivier, folder, instance), pairs(game.solve(optimal="student"))


def main():
    vivier = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    dice = random.Random(seed)
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            kind = [residents, allocation][number % 2]
            ours, theirs = kind(vivier, folder, dice)
            if ours != theirs:
                sys.exit(f"seed {seed}, instance {number}, {kind.__name__}: only here {ours - theirs}, only there {theirs - ours}")
    print(f"{count} instances agree")


if __name__ == "__main__":
    main()
