"""Writes this program's golden vectors, or checks them.

Usage: generate.py            writes the files into ../golden
       generate.py --check    writes nothing; exit status 1 if a check fails
Needs torch==2.7.1.
"""

import sys

import check
import loss_cases
import optimizer_cases
import torch
import trajectories
import vectors

FILES = {
    **{f"trajectories/{name}.json": make for name, make in trajectories.ALL.items()},
    "optimizers.json": optimizer_cases.cases,
    "losses-more.json": loss_cases.cases,
}
LARGEST_FILE = 700_000


def write():
    for name, make in FILES.items():
        content = vectors.text(make())
        if len(content) > LARGEST_FILE:
            raise ValueError(f"{name} has {len(content)} bytes, over {LARGEST_FILE}")
        (vectors.GOLDEN / name).write_text(content)
        print(f"{name}: {len(content)} bytes")


def main(arguments):
    # One thread and one order of sums, so that the same processor writes the same bytes.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    if arguments == ["--check"]:
        return 0 if check.all_hold(FILES) else 1
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
