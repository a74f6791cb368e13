#!/usr/bin/env python3
"""Minimum entropy coupling with bottleneck: Offprint beside NumPy, SciPy and ssokota/mec.

  python3 benchmarks/mec-b/race.py [--peer CHECKOUT] [--java COMMAND]

--peer      a checkout of github.com/ssokota/mec (MIT); left out where not given
--java      command that runs offprint.papers.mecb.Timings (default: by the class path in
            benchmarks/target/classpath.txt)

First: mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath \\
           -Dmdep.outputFile=target/classpath.txt
All sides read the same laws; entropies are compared where the algorithm is the same. Times are the
shortest of several rounds, on one core.
"""
import argparse
import heapq
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
import numpy as np

ROOT = Path(__file__).resolve().parents[2]


def bits(p):
    p = p[p > 0]
    return float(-(p * np.log2(p)).sum())


def ebim(p, rate):
    """Algorithm 1 by sorting and cumulative sums: block of each symbol, entropy."""
    order = np.argsort(-p, kind="stable")
    s = p[order]
    term = -s * np.log2(s)
    n = len(s)
    if term.sum() <= rate:
        return np.arange(n), float(term.sum())
    prefix = np.cumsum(s)
    tail = term.sum() - np.cumsum(term)
    h = -prefix * np.log2(prefix) + tail  # h[k]: the k + 1 largest in one block
    fits = np.flatnonzero(h <= rate * (1 + 1e-12))
    k = int(fits[0]) if len(fits) else n - 1
    label = np.empty(n, dtype=np.int64)
    if 0 < k < n - 1:
        a, b = s[-2], s[-1]
        small = h[k - 1] - (-a * np.log2(a) - b * np.log2(b) + (a + b) * np.log2(a + b))
        if small <= rate * (1 + 1e-12):
            block = np.maximum(np.arange(n) - k + 1, 0)
            block[-1] = block[-2]
            label[order] = block
            return label, float(small)
    label[order] = np.maximum(np.arange(n) - k, 0)
    return label, float(h[k])


def greedy_mec(p, q):
    """Max-seeking greedy with two heaps; cells as lists."""
    rows = [(-m, i) for i, m in enumerate(p.tolist())]
    columns = [(-m, j) for j, m in enumerate(q.tolist())]
    heapq.heapify(rows)
    heapq.heapify(columns)
    cells = []
    while rows and columns:
        a, i = rows[0]
        b, j = columns[0]
        m = min(-a, -b)
        cells.append((i, j, m))
        for heap, left, index in ((rows, -a - m, i), (columns, -b - m, j)):
            if left < 1e-15:
                heapq.heappop(heap)
            else:
                heapq.heapreplace(heap, (-left, index))
    return cells


def step(belief, law, rate, message, rng):
    """One step of the coding game: compress, couple, draw, Bayes' rule."""
    alive = np.flatnonzero(belief)
    label, _ = ebim(belief[alive], rate)
    blocks = np.bincount(label, weights=belief[alive])
    cells = greedy_mec(blocks, law)
    g = np.zeros((len(blocks), len(law)))
    for t, a, m in cells:
        g[t, a] = m
    row = g[label[np.searchsorted(alive, message)]]
    action = min(int(np.searchsorted(np.cumsum(row / row.sum()), rng.random())), len(law) - 1)
    new = np.zeros_like(belief)
    new[alive] = belief[alive] * (g[:, action] / blocks)[label]
    return new / new.sum()


def games(policy, rate, length):
    rng = np.random.default_rng(1)
    total = 0.0
    count = 2000 // length
    for game in range(count):
        belief = np.full(512, 1 / 512)
        for k in range(length):
            belief = step(belief, policy[(game + k) % 64], rate, game % 512, rng)
        total += belief.max()
    return total / count


def sla(laws):
    """Successive linear programs by scipy's HiGHS; mean joint entropy in nats."""
    from scipy.optimize import linprog

    rng = np.random.default_rng(1)
    n = 20
    constraints = np.zeros((2 * n, n * n))
    for i in range(n):
        constraints[i, i * n : (i + 1) * n] = 1
        constraints[n + i, i::n] = 1
    total = 0.0
    for p, q in laws:
        joint = np.outer(p, q) * (0.5 + rng.random((n, n)))
        before = np.inf
        for _ in range(100):
            cost = -np.log(joint.ravel() + 1e-6)
            joint = linprog(cost, A_eq=constraints[:-1], b_eq=np.r_[p, q][:-1], method="highs").x
            joint = joint.reshape(n, n)
            h = bits(joint.ravel()) * np.log(2)
            if h > before - 1e-12:
                break
            before = h
        total += h
    return total / len(laws)


def shortest(work, rounds=3):
    best, value = np.inf, None
    for _ in range(rounds):
        start = time.perf_counter()
        value = work()
        best = min(best, time.perf_counter() - start)
    return best, value


def ours(folder, command):
    if not command:
        path = ROOT / "benchmarks" / "target" / "classpath.txt"
        if not path.exists():
            sys.exit(f"{path} is missing: build the benchmarks first (see --help)")
        java = os.environ.get("JAVA", "java")
        classes = f"{ROOT}/benchmarks/target/classes:{path.read_text().strip()}"
        command = f"{java} -XX:+UseSerialGC -cp {classes} offprint.papers.mecb.Timings"
    out = subprocess.run(
        command.split() + [folder], check=True, capture_output=True, text=True
    ).stdout
    return {n: (float(s), float(v)) for n, s, v in (line.split() for line in out.splitlines())}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", help="checkout of ssokota/mec")
    parser.add_argument("--java", help="command that runs offprint.papers.mecb.Timings")
    options = parser.parse_args()
    rng = np.random.default_rng(7)

    def law(n):
        return rng.dirichlet(np.ones(n))

    laws = {"ebim": law(1_000_000), "large_p": law(100_000), "large_q": law(100_000)}
    laws["small_p"], laws["small_q"] = law(2_000), law(2_000)
    pairs = [[w / w.sum() for w in np.abs(rng.standard_normal((2, 20)))] for _ in range(10)]
    laws["sla"] = np.array(pairs).ravel()
    policy = rng.dirichlet(np.ones(4), 64)
    laws["policy"] = policy.ravel()
    with tempfile.TemporaryDirectory() as folder:
        for name, p in laws.items():
            (Path(folder) / name).write_bytes(p.astype(">f8").tobytes())
        java = ours(folder, options.java)

    rows = []

    def row(what, unit, scale, mine, peer, seconds, value=None):
        own, h = java[mine]
        same = "" if value is None else f"  values {h:.9g} and {value:.9g}"
        rows.append(
            f"{what:<44} {own * scale:10.4g} {unit}   {peer:<22} {seconds * scale:10.4g} {unit}"
            f"   x{seconds / own:.1f}{same}"
        )

    s, v = shortest(lambda: ebim(laws["ebim"], 8)[1])
    row("EBIM, 1e6 symbols, R = 8", "ms", 1e3, "ebim", "NumPy", s, v)
    for size, label in (("large", "1e5 x 1e5"), ("small", "2000 x 2000")):
        p, q = laws[size + "_p"], laws[size + "_q"]
        s, cells = shortest(lambda p=p, q=q: greedy_mec(p, q))
        h = bits(np.array([m for _, _, m in cells]))
        row(f"greedy coupling, {label}", "ms", 1e3, f"mec_{size}", "Python heapq", s, h)
    for rate in (1, 9):
        for name, length in (("first", 1), ("step", 20)):
            s, v = shortest(lambda rate=rate, length=length: games(policy, rate, length), 1)
            what = "first step" if name == "first" else "mean of 20 steps"
            row(f"game, 512 messages, R = {rate}, {what}", "us", 1e6, f"{name}_r{rate}", "NumPy",
                s / 2000)
    try:
        import scipy

        s, v = shortest(lambda: sla(pairs), 1)
        row("SLA, 10 pairs of 20 symbols (nats)", "ms", 1e3, "sla", f"scipy {scipy.__version__}", s,
            v)
    except ImportError:
        print("scipy is not installed: its row is left out")
    if options.peer:
        sys.path.insert(0, options.peer)
        from mec import greedy_mec as peer_mec

        p, q = laws["small_p"], laws["small_q"]
        s, cells = shortest(lambda: peer_mec(p, q, sparse=True), 1)
        h = bits(np.array(list(cells.values())))
        row("greedy coupling, 2000 x 2000", "ms", 1e3, "mec_small", "ssokota/mec sparse", s, h)
    else:
        print("ssokota/mec is left out: give --peer CHECKOUT")
    own, h = java["refined"]
    print("\n".join(rows))
    print(f"refined EBIM, 1e6 symbols, R = 8: {own * 1e3:.4g} ms, H = {h:.12g}")


if __name__ == "__main__":
    main()
