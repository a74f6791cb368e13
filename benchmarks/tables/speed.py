#!/usr/bin/env python3
"""Reading a million rows of 20 columns, texts and numbers: pandas' C reader beside TableReader.

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/tables/speed.py FOLDER [--java JAVA] [--rows 1000000] [--rounds 3]

FOLDER keeps the two files. Both sides run on one core, in a fresh process each round, which is told nothing
about the file; the shortest processor time of a whole process and its peak memory are printed. Offprint's contain
the compiling of its code by the JVM, pandas' the import of pandas. Without pandas that side is left out, and said so.
"""
import argparse
import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PANDAS = """
import sys, pandas
table = pandas.read_csv(sys.argv[2], dtype="category" if sys.argv[1] == "texts" else None)
print(len(table), table.sum().sum() if sys.argv[1] == "numbers" else sum(len(table[c].cat.categories) for c in table))
"""


def write(path, rows, cell):
    if path.exists():
        return
    with open(path, "w") as out:
        out.write(",".join(f"c{c}" for c in range(20)) + "\n")
        for _ in range(rows):
            out.write(",".join(cell(c) for c in range(20)) + "\n")


def measure(command, rounds):
    best = None
    for _ in range(rounds):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        said = process.stdout.read().split()
        _, status, used = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"failed: {command[0]}")
        seconds = used.ru_utime + used.ru_stime
        best = min(best or (seconds, used.ru_maxrss), (seconds, used.ru_maxrss))
    return best, said


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--java", default="java")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--heap", default="3g")
    args = parser.parse_args()
    listed = ROOT / "benchmarks/target/classpath.txt"
    classes = f"{ROOT / 'benchmarks/target/classes'}{os.pathsep}{listed.read_text().strip()}" if listed.exists() else os.environ["CLASSPATH"]
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    args.folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(1)
    write(args.folder / "texts.csv", args.rows, lambda c: f"value{draw.randrange(3 ** (c % 10 + 1))}")
    write(args.folder / "numbers.csv", args.rows, lambda c: f"{draw.gauss(0, 10 ** (c % 5)):.6f}")
    for kind in ("texts", "numbers"):
        path = args.folder / f"{kind}.csv"
        ours = [args.java, "-XX:+UseSerialGC", f"-Xmx{args.heap}", "-cp", classes, "offprint.benchmarks.tables.ReadTable"]
        sides = {"Offprint": ours}
        if importlib.util.find_spec("pandas"):
            sides["pandas"] = [sys.executable, "-c", PANDAS]
        else:
            print("pandas is not installed: left out")
        for name, command in sides.items():
            (seconds, kilobytes), said = measure([*command, kind, str(path)], args.rounds)
            print(f"{kind}, {path.stat().st_size / 1e6:.0f} MB: {name} {seconds:.2f} s, {kilobytes / 1024:.0f} MB; {said}")


main()
