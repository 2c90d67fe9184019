"""Recall against false alarms at every threshold of the score, class by class.

    python benchmarks/detection/curve.py [--data DIR] [--plot FILE]

The labelled hosts with a directory of their official domains, as in hosts.py. Each row is a
threshold: what is flagged from that score on, in %.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import hosts

from ringtrue import Checker, Directory

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
HONEST = ("company", "epd-whitelist")


def scores(data: dict) -> dict[str, list[float]]:
    """Scores by class of look-alike, "lexical" for all of them, and by kind of honest host."""
    checker = Checker(Directory.from_rows(hosts.rows(data)))
    found: dict[str, list[float]] = defaultdict(list)
    for row in data["pos"]:
        if row["class"] != hosts.NOT_LEXICAL:
            score = checker.check(row["host"]).score
            found["lexical"].append(score)
            found[row["class"]].append(score)
    for row in data["neg"]:
        found[row["src"]].append(checker.check(row["host"]).score)
    return found


def share(found: list[float], threshold: float) -> float:
    return 100 * sum(score >= threshold for score in found) / len(found)


def plot(found: dict[str, list[float]], classes: list[str], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7.5, 5.5))
    points = sorted({score for found_scores in found.values() for score in found_scores} | {1.01})
    for name in ["lexical", *classes]:
        axes.plot(
            [share(found["epd-whitelist"], at) for at in points],
            [share(found[name], at) for at in points],
            label=f"{name} ({len(found[name])})",
            linewidth=2.5 if name == "lexical" else 1,
            color="black" if name == "lexical" else None,
        )
    axes.set(xlabel="honest neighbours of a name flagged, %", ylabel="look-alikes flagged, %")
    axes.set(xlim=(0, 12), ylim=(40, 101))
    axes.legend(loc="lower right", fontsize=8)
    figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="save the curve as a picture")
    options = parser.parse_args()
    data = hosts.load(options.data)
    found = scores(data)
    classes = sorted({row["class"] for row in data["pos"]} - {hosts.NOT_LEXICAL})
    columns = ["lexical", *classes, *HONEST]
    print("share in % flagged from a score on; honest kinds last")
    print(f"{'from':>6}" + "".join(f"{name[:12]:>14}" for name in columns))
    for threshold in THRESHOLDS:
        cells = "".join(f"{share(found[name], threshold):>14.2f}" for name in columns)
        print(f"{threshold:>6.2f}{cells}")
    if options.plot:
        plot(found, classes, options.plot)


if __name__ == "__main__":
    main()
