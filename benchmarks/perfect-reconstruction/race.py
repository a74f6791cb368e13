#!/usr/bin/env python3
"""Perfect reconstruction: Offprint beside pandas, NumPy and SciPy.

  python3 benchmarks/perfect-reconstruction/race.py [--entries FILE.jsonl] [--graph EDGES] [--java COMMAND]

--entries   a month of Daily Papers as JSON lines (not shipped); left out where not given
--graph     an edge list, plain or gzip, such as SNAP's facebook_combined.txt.gz; left out where not given
--java      command that runs offprint.papers.perfectreconstruction.Timings (default: by the class
            path in benchmarks/target/classpath.txt)

First: mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath \\
           -Dmdep.outputFile=target/classpath.txt
All sides read the same codes; numbers of keys, entropies and readings are compared. Times are the
shortest of several rounds here, of one round for peers that take seconds.
"""
import argparse
import datetime
import gzip
import heapq
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import numpy as np
    import pandas as pd
except ImportError as missing:
    sys.exit(f"skipped: the peers need {missing.name}")

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "papers/src/main/java/offprint/papers/perfectreconstruction/data"


def codes(frame):
    return np.stack([pd.factorize(frame[c])[0] for c in frame.columns]).astype(np.int32)


def write(path, columns):
    header = np.array([columns.shape[1], columns.shape[0]])
    path.write_bytes(np.concatenate([header, columns.ravel()]).astype(">i4").tobytes())


def pair_entropies(columns):
    """Sum of H(X_i, X_j) over pairs, bits, by bincount."""
    n = columns.shape[1]
    width = columns.max(axis=1) + 1
    total = 0.0
    for i, j in itertools.combinations(range(len(columns)), 2):
        count = np.bincount(columns[i] * width[j] + columns[j])
        count = count[count > 1]
        total += np.log2(n) - (count * np.log2(count)).sum() / n
    return total


def brute_force(frame, target, most):
    """Minimal sets whose distinct tuples do not grow with the target: pandas duplicated."""
    keys = []
    sets = 0
    columns = [c for c in frame.columns if c != target]
    for size in range(1, most + 1):
        for chosen in itertools.combinations(columns, size):
            sets += 1
            names = list(chosen)
            tuples = (~frame.duplicated(names)).sum()
            whole = len(frame) if target is None else (~frame.duplicated(names + [target])).sum()
            if tuples == whole and not any(set(k) <= set(chosen) for k in keys):
                keys.append(chosen)
    return len(keys), sets


def tuple_sets(columns, target, most):
    """The same with Python sets of tuples, as a script would write it."""
    keys = []
    lists = [c.tolist() for c in columns]
    goal = None if target is None else target.tolist()
    rows = len(lists[0])
    for size in range(1, most + 1):
        for chosen in itertools.combinations(range(len(lists)), size):
            if any(set(k) <= set(chosen) for k in keys):
                continue
            tuples = list(zip(*(lists[c] for c in chosen)))
            whole = rows if goal is None else len(set(zip(tuples, goal)))
            if len(set(tuples)) == whole:
                keys.append(chosen)
    return len(keys)


def entries(path):
    """Twelve columns of a month of Daily Papers."""
    rows = []
    for line in open(path, encoding="utf-8"):
        p = json.loads(line)
        day = datetime.date.fromisoformat(p["date"])
        rows.append(
            (p["date"], p["rank"], p["upvotes"], len(p["authors"]), p["publishedAt"][:10],
             len(p["title"].split()), len(p["summary"]), day.weekday(), p["publishedAt"][11:13],
             p.get("numComments", ""), len(p["title"]), str(p.get("isAuthorParticipating", ""))))
    return pd.DataFrame(rows, columns=[f"c{i}" for i in range(12)])


def hops(path):
    """All hop counts as bytes, by SciPy's breadth-first search; 255 is unreachable."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import shortest_path

    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt") as lines:
        edges = np.array([line.split()[:2] for line in lines if line[0] not in "#%"], dtype=np.int64)
    _, ends = np.unique(edges, return_inverse=True)
    ends = ends.reshape(-1, 2)
    n = ends.max() + 1
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n)).tocsr()
    start = time.perf_counter()
    d = shortest_path(graph, method="D", directed=False, unweighted=True)
    seconds = time.perf_counter() - start
    return np.where(np.isinf(d), 255, d).astype(np.uint8), seconds


def landmarks(hop, most):
    """Lazy greedy on joint entropy: heap of stale gains, counts by bincount."""
    n = len(hop)
    joined = np.zeros(n, dtype=np.int64)
    bits = 0.0

    def entropy(i):
        count = np.bincount(joined * 256 + hop[i])
        count = count[count > 1]
        return np.log2(n) - (count * np.log2(count)).sum() / n

    heap = [(-entropy(i), i, 0) for i in range(n)]
    heapq.heapify(heap)
    for k in range(1, most + 1):
        while True:
            gain, i, fresh = heapq.heappop(heap)
            if fresh == k:
                break
            heapq.heappush(heap, (bits - entropy(i), i, k))
        bits -= gain
        _, joined = np.unique(joined * 256 + hop[i], return_inverse=True)
    return joined.max() + 1


def timed(work, rounds=1):
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        value = work()
        best = min(best, time.perf_counter() - start)
    return best, value


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--entries", type=Path)
    options.add_argument("--graph", type=Path)
    options.add_argument("--java")
    given = options.parse_args()
    rng = np.random.default_rng(1)
    cardinalities = rng.integers(2, 60, 20)
    pairs = np.stack([rng.integers(0, k, 1_000_000) for k in cardinalities]).astype(np.int32)
    mushroom = pd.read_csv(DATA / "mushroom/mushroom.csv", dtype=str, keep_default_na=False)
    table = codes(mushroom)
    month = entries(given.entries) if given.entries else None
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        write(folder / "pairs", pairs)
        words = pd.DataFrame({f"column {c}": np.char.mod(f"value {c}.%d", pairs[c]) for c in range(20)})
        words.to_csv(folder / "pairs.csv", index=False)
        write(folder / "mushroom", table)
        if month is not None:
            write(folder / "entries", codes(month))
        if given.graph:
            (folder / "graph").write_bytes(given.graph.read_bytes())
        command = given.java
        if not command:
            path = (ROOT / "benchmarks/target/classpath.txt").read_text().strip()
            command = (
                f"{os.environ.get('JAVA', 'java')} -XX:+UseSerialGC -cp {ROOT / 'benchmarks/target/classes'}:{path}"
                " offprint.papers.perfectreconstruction.Timings")
        out = subprocess.run(
            command.split() + [str(folder)], check=True, capture_output=True, text=True).stdout
        csv_seconds, csv_values = timed(
            lambda: sum(len(c.cat.categories) for _, c in pd.read_csv(
                folder / "pairs.csv", dtype="category").items()), 2)
    ours = {name: (float(s), float(v)) for name, s, v in (l.split() for l in out.splitlines())}

    def show(what, name, seconds, peer, same):
        print(f"{what:58} {ours[name][0] * 1e3:10.1f} ms {seconds * 1e3:10.1f} ms"
              f" {seconds / ours[name][0]:8.1f} x  {peer:24} {'same' if same else 'DIFFERS'}", flush=True)

    print(f"{'work':58} {'Offprint':>13} {'peer':>13} {'':>10}  peer")
    show("CSV into codes, 1e6 rows x 20 columns", "csv", csv_seconds, "pandas read_csv, category",
         csv_values == ours["csv"][1])
    seconds, value = timed(lambda: pair_entropies(pairs), 2)
    show("190 pair entropies, 1e6 rows x 20 columns", "pairs", seconds, "NumPy bincount",
         abs(value - ours["pairs"][1]) < 1e-6)
    seconds, (keys, sets) = timed(lambda: brute_force(mushroom, "class", 3))
    show(f"what determines class, {sets} sets of 22 columns, 8,124 rows", "mushroom_3", seconds,
         "pandas duplicated", keys == int(ours["mushroom_3"][1]))
    seconds, keys = timed(lambda: tuple_sets(table[1:], table[0], 3))
    show("the same", "mushroom_3", seconds, "Python sets of tuples", keys == int(ours["mushroom_3"][1]))
    print(f"the same to 4 columns, 9,108 sets: {ours['mushroom_4'][0] * 1e3:.0f} ms; without the"
          f" condition and the tree {ours['mushroom_plain_4'][0] * 1e3:.0f} ms")
    if month is not None:
        seconds, (keys, sets) = timed(lambda: brute_force(month, None, 5))
        show(f"keys, {sets} sets of 12 columns, {len(month)} rows", "entries", seconds,
             "pandas duplicated", keys == int(ours["entries"][1]))
        coded = codes(month)
        seconds, keys = timed(lambda: tuple_sets(coded, None, 5), 3)
        show("the same", "entries", seconds, "Python sets of tuples", keys == int(ours["entries"][1]))
        for name in ("entries", "entries_plain"):
            counted = round((ours[name][1] % 1) * 1e6)
            print(f"{name}: {counted} sets counted, {ours[name][0] * 1e3:.1f} ms")
    if given.graph:
        hop, seconds = hops(given.graph)
        nodes = np.arange(len(hop))
        probe = hop[nodes, 7919 * nodes % len(hop)].astype(np.int8).sum(dtype=np.int64)
        show(f"hops between all of {len(hop)} nodes", "hops", seconds, "SciPy shortest_path",
             probe == ours["hops"][1])
        seconds, classes = timed(lambda: landmarks(hop, 400))
        show("400 landmarks, lazy greedy", "landmarks", seconds, "NumPy",
             abs(classes - ours["landmarks"][1]) <= 3)
        print(f"readings told apart: {int(ours['landmarks'][1])} and {classes}")


main()
