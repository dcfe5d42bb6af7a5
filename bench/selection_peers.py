"""Public libraries for matching, in an environment of their own: `python selection_peers.py NAME < problem.json`.

They pull other versions of numpy and the like, so they never stand beside the product. Standard library only, but for
the library asked for.
"""

import json
import sys
import time
import warnings
from typing import Any


def main() -> None:
    """Choose by one library; print the seconds it took, reading the problem left aside, and who sits where."""
    given = json.load(sys.stdin)
    begin, seats = {"matching": by_matching, "fairpyx": by_fairpyx}[sys.argv[1]](given)
    print(json.dumps({"seconds": time.perf_counter() - begin, "seats": seats}))


def by_matching(given: dict[str, Any]) -> tuple[float, dict[str, str]]:
    """Deferred acceptance of residents and hospitals."""
    from matching.games import HospitalResident

    warnings.simplefilter("ignore")
    sessions = {name: [] for name in given["seats"]}
    for applicant in given["order"]:
        for wish in given["wishes"][applicant]:
            sessions[wish].append(applicant)
    wished = {name: ranked for name, ranked in sessions.items() if ranked}
    game = HospitalResident.create_from_dictionaries(
        given["wishes"], wished, {name: given["seats"][name] for name in wished}
    )
    begin = time.perf_counter()
    solved = game.solve(optimal="resident")
    return begin, {resident.name: session.name for session, residents in solved.items() for resident in residents}


def by_fairpyx(given: dict[str, Any]) -> tuple[float, dict[str, str]]:
    """Serial dictatorship; it would give people sessions they never wished, so nowhere is a session as well."""
    import fairpyx

    instance = fairpyx.Instance(
        agent_capacities=dict.fromkeys(given["order"], 1),
        item_capacities={**given["seats"], "": len(given["order"])},
        valuations={
            name: {**dict.fromkeys(given["seats"], -1), "": 0}
            | {wish: len(given["seats"]) - at for at, wish in enumerate(given["wishes"][name])}
            for name in given["order"]
        },
    )
    begin = time.perf_counter()
    found = fairpyx.divide(fairpyx.algorithms.serial_dictatorship, instance=instance)
    return begin, {name: items[0] for name, items in found.items() if items and items[0]}


if __name__ == "__main__":
    main()
