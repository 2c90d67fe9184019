"""Coverage-guided fuzzing (atheris) of every door: executions, coverage and faults of each.

    python benchmarks/attack/fuzz.py [--seconds N] [--only TARGET ...] [--keep] [--faults DIR]

`--seconds` is for all targets together. A watchdog of libFuzzer's ends an input that takes more
than `SLOWEST` seconds or a process that takes more than `MEMORY` MB, and calls it a fault. Each
target begins with its part of `corpus/` (one input a line, in base64); `--keep` writes the largest
of the small inputs that it found behind those that are there, `KEPT` in all. Needs atheris.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path

SLOWEST = 5
MEMORY = 2_048
LONGEST = 2_000
"""Bytes of an input."""
KEPT, SMALL = 40, 400
"""Inputs of a target that are kept, and bytes of the largest."""
CORPUS = Path(__file__).with_name("corpus")
_LINE = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+)")


def run_target(name: str, arguments: list[str]) -> None:
    """Fuzzes one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["ringtrue"]):
        import fuzz_targets

    target = fuzz_targets.TARGETS[name]
    for first in (b"", b"\0{}", b"\1"):
        target(first)  # what is made once is not slow
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def fuzz(name: str, seconds: int, keep: bool, faults: Path) -> tuple[int, int, int, list[str]]:
    """Executions, covered edges, inputs and faults of one target."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        kept = CORPUS / f"{name}.txt"
        for at, line in enumerate(kept.read_text().split() if kept.exists() else ()):
            (corpus / str(at)).write_bytes(b64decode(line))
        log = _run(name, [
            str(corpus), f"-max_total_time={seconds}", f"-timeout={SLOWEST}",
            f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}", f"-artifact_prefix={faults}/{name}-",
            "-print_final_stats=1", "-ignore_crashes=0",
        ])  # fmt: skip
        told = [tuple(map(int, found)) for found in _LINE.findall(log)]
        executions = re.search(r"stat::number_of_executed_units:\s+(\d+)", log)
        found = re.findall(r"(?m)^ ?=== Uncaught.*\n(?:.*\n){0,60}?\n", log)
        found = found or re.findall(r"ERROR: libFuzzer: .*", log)
        if not (executions or told or found):
            found = [f"ran nothing: {log[-600:]}"]  # without atheris, or killed at once
        if keep:
            old = kept.read_text().split() if kept.exists() else []
            new = [file.read_bytes() for file in corpus.iterdir()]
            small = sorted(
                {one for one in new if len(one) <= SMALL}, key=lambda one: (-len(one), one)
            )
            lines = [*old, *(b64encode(one).decode() for one in small)]
            kept.write_text("".join(f"{line}\n" for line in list(dict.fromkeys(lines))[:KEPT]))
        return (
            int(executions[1]) if executions else max((one[0] for one in told), default=0),
            max((one[1] for one in told), default=0),
            len(list(corpus.iterdir())),
            [text[:3_000] for text in found],
        )


def _run(name: str, arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, __file__, "--target", name, *arguments],
        capture_output=True, text=True, errors="replace", check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(
            [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])},
    )  # fmt: skip
    return done.stdout + done.stderr


def main() -> None:
    if sys.argv[1:2] == ["--target"]:
        run_target(sys.argv[2], sys.argv[3:])
        return
    import fuzz_targets

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=3_600)
    parser.add_argument("--only", nargs="*", default=list(fuzz_targets.TARGETS))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--faults", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    given.faults.mkdir(parents=True, exist_ok=True)
    total, failed = 0, 0
    share = max(5, given.seconds // len(given.only))
    for name in given.only:
        executions, edges, inputs, faults = fuzz(name, share, given.keep, given.faults)
        total += executions
        failed += len(faults)
        print(f"fuzz: {name:13} {executions:9,} executions in {share} s, {edges:6,} edges, "
              f"{inputs:5,} inputs, {len(faults)} faults", flush=True)  # fmt: skip
        for fault in faults:
            print("    " + fault.replace("\n", "\n    "), file=sys.stderr)
    print(f"fuzz: {total:,} executions, {failed} faults")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
