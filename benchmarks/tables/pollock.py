#!/usr/bin/env python3
"""The Pollock benchmark of loading polluted CSV files, by detection alone.

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/tables/pollock.py CHECKOUT [--java JAVA] [--loaded FOLDER] [--losses 40]

CHECKOUT is a working copy of HPI-Information-Systems/Pollock. Each of its polluted files is read by
TableReader, which is told nothing about it, and written as plain CSV; the benchmark's own measures compare
that with its clean files. The simple score is the sum of the ten mean measures, the weighted one uses the
benchmark's weights. --loaded scores files that another system loaded (results/SYSTEM/polluted_files/loading),
which checks this program against the published ones. Without the checkout, or the Python packages that its
measures import, nothing is measured, and said so.
"""
import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def classpath():
    listed = ROOT / "benchmarks/target/classpath.txt"
    if not listed.exists():
        sys.exit("benchmarks/target/classpath.txt is missing: see the first lines of this program")
    return f"{ROOT / 'benchmarks/target/classes'}{os.pathsep}{listed.read_text().strip()}"


def load(java, checkout, folder):
    source = checkout / "polluted_files/csv"
    main = "offprint.benchmarks.tables.CleanTables"
    subprocess.run([java, "-cp", classpath(), main, str(source), str(folder)], check=True)


def measures(checkout):
    """The benchmark's measures; equal cells are normalized once."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(checkout))
    warnings.simplefilter("ignore")
    from pollock import metrics

    metrics.normalize_cell = functools.lru_cache(maxsize=None)(metrics.normalize_cell)
    return metrics


def score(metrics, clean, loaded):
    if not metrics.successful_csv(loaded):
        return [0.0] * 10
    return [1.0, *map(float, metrics.header_record_cell_measures_csv(clean, loaded))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--java", default="java")
    parser.add_argument("--loaded", type=Path)
    parser.add_argument("--losses", type=int, default=40)
    args = parser.parse_args()
    if not (args.checkout / "polluted_files/csv").is_dir():
        sys.exit(f"Not measured: {args.checkout} has no polluted_files.")
    try:
        metrics = measures(args.checkout)
    except ImportError as e:
        sys.exit(f"Not measured: the benchmark's measures need {e.name}.")
    folder = args.loaded
    if folder is None:
        folder = Path(tempfile.mkdtemp())
        load(args.java, args.checkout, folder)
    weights = json.loads((args.checkout / "pollock_weights.json").read_text())
    clean = args.checkout / "polluted_files/clean"
    names = sorted(p.name for p in (args.checkout / "polluted_files/csv").iterdir() if p.suffix == ".csv")
    scores = {n: score(metrics, str(clean / n), str(folder / f"{n}_converted.csv")) for n in names}
    simple = sum(map(sum, scores.values())) / len(names)
    total = sum(weights[n] for n in names)
    weighted = sum(weights[n] * sum(scores[n]) for n in names) / total
    print(f"{len(names)} files: simple {simple:.3f}, weighted {weighted:.3f}")
    loss = {n: weights[n] / total * (10 - sum(scores[n])) for n in names if sum(scores[n]) < 9.9995}
    for n in sorted(loss, key=loss.get, reverse=True)[: args.losses]:
        print(f"  {n}: {sum(scores[n]):.3f}, costs {loss[n]:.4f}")
    print(f"{len(names) - len(loss)} files in full")


main()
