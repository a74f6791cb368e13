"""Races the self-repellent walk against a networkx + NumPy loop and a NumPy walk over 100 walkers at
once, and the token training against scikit-learn, on the same graph and rows, in one run.

  mvn -Pbenchmarks -q package -DskipTests
  python3 benchmarks/srrw/race.py --edges soc-wiki-Vote.mtx [--spam spambase.data.gz] [--java java]

The files: soc-wiki-Vote of networkrepository.com (889 nodes; "i j" lines), Spambase of the UCI repository.
CPU seconds of one thread everywhere, so that a busy machine does not decide.
"""
import argparse, csv, glob, gzip, json, os, subprocess, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


def java(args, main, *rest):
    parts = [os.path.join(TOP, m, "target", "classes") for m in ("benchmarks", "papers", "kernels", "method", "datasets")]
    jars = glob.glob(os.path.join(TOP, "cli", "target", "offprint", "lib", "*.jar"))
    keep = [j for j in jars if not os.path.basename(j).startswith("offprint-")]
    command = [args.java, "-XX:+UseSerialGC", "-cp", ":".join(parts + keep), "offprint.benchmarks.srrw." + main, *map(str, rest)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(out.strip().splitlines()[-1])


def edges(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt") as f:
        return [tuple(map(int, line.split()[:2])) for line in f if line.strip() and line[0] not in "#%"]


def loop(pairs, alpha, gamma, hops):
    """What a reader writes first: networkx neighbours, NumPy weights, one hop at a time."""
    import networkx as nx
    import numpy as np
    graph = nx.Graph([p for p in pairs if p[0] != p[1]])
    n = graph.number_of_nodes()
    degree = dict(graph.degree())
    state = {}
    for i in graph:
        to = sorted(graph[i])
        p = [min(1 / degree[i], 1 / degree[j]) for j in to]
        state[i] = (np.array(to + [i]), np.array(p + [max(0.0, 1 - sum(p))]))
    rng = np.random.default_rng(1)
    x = np.full(n, 1 / n)
    at = 0
    start = time.process_time()
    for k in range(1, hops + 1):
        to, p = state[at]
        with np.errstate(divide="ignore"):
            w = np.log(p) - alpha * np.log(x[to])
        w = np.exp(w - w.max())
        at = int(rng.choice(to, p=w / w.sum()))
        g = (k + 1) ** -gamma
        x *= 1 - g
        x[at] += g
    return hops / (time.process_time() - start)


def walkers(pairs, alpha, gamma, hops, count=100):
    """The strong peer: many independent walks in step, rows padded to the largest degree."""
    import numpy as np
    n = 1 + max(max(p) for p in pairs)
    rows = [set() for _ in range(n)]
    for a, b in pairs:
        if a != b:
            rows[a].add(b)
            rows[b].add(a)
    degree = [len(r) for r in rows]
    width = 1 + max(degree)
    to = np.zeros((n, width), int)
    logp = np.full((n, width), -np.inf)
    for i, r in enumerate(rows):
        r = sorted(r)
        p = [min(1 / degree[i], 1 / degree[j]) for j in r]
        rest = 1 - sum(p)
        to[i, : len(r)] = r
        logp[i, : len(r)] = np.log(p)
        if rest > 1e-12:
            to[i, len(r)] = i
            logp[i, len(r)] = np.log(rest)
    rng = np.random.default_rng(1)
    lw = np.zeros((count, n))          # log of the weights; the common factor cancels
    at = rng.integers(0, n, count)
    who = np.arange(count)
    logc = 0.0
    start = time.process_time()
    for k in range(1, hops + 1):
        w = logp[at] - alpha * lw[who[:, None], to[at]]
        w = np.exp(w - w.max(1, keepdims=True)).cumsum(1)
        at = to[at, (w > (rng.random(count) * w[:, -1])[:, None]).argmax(1)]
        g = (k + 1) ** -gamma
        logc += np.log1p(-g)
        lw[who, at] = np.logaddexp(lw[who, at], np.log(g * n) - logc)
    return count * hops / (time.process_time() - start)


def spam(args, folder):
    import numpy as np
    with gzip.open(args.spam, "rt") as f:
        rows = [line.strip().split(",") for line in f if line.strip()]
    chosen = [rows[i * len(rows) // 889] for i in range(889)]
    table = os.path.join(folder, "nodes.csv")
    with open(table, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(["id"] + [f"f{k}" for k in range(57)] + ["label"])
        out.writerows([i] + r for i, r in enumerate(chosen))
    ours = java(args, "TokenHops", args.edges, table, "label")
    print("token training, ours        :", ours)
    try:
        from sklearn.linear_model import LogisticRegression, SGDClassifier
    except ImportError:
        print("scikit-learn is missing: its race is skipped")
        return
    a = np.array(chosen, float)
    x, y = a[:, :57], a[:, 57]
    x = np.clip((x - x.mean(0)) / x.std(0), -3, 3)
    x = np.column_stack([x, np.ones(889)]) / np.sqrt(58)
    start = time.process_time()
    batch = LogisticRegression(C=1 / 889, fit_intercept=False, tol=1e-12, max_iter=10_000).fit(x, y)
    theta = batch.coef_[0]
    print("|theta*|, scikit-learn      : %.12f in %.3f s CPU; ours differs by %.1e"
          % (np.linalg.norm(theta), time.process_time() - start, abs(np.linalg.norm(theta) - ours["theta_norm"])))
    epochs = 400
    sgd = SGDClassifier(loss="log_loss", alpha=1.0, fit_intercept=False, learning_rate="invscaling", eta0=1.0,
                        power_t=0.9, tol=None, max_iter=epochs, random_state=1)
    start = time.process_time()
    sgd.fit(x, y)
    rate = 889 * epochs / (time.process_time() - start)
    print("SGDClassifier, steps/s      : %.3g (steps only, rows at hand; no walk); |theta - theta*|^2 = %.2e"
          % (rate, np.sum((sgd.coef_[0] - theta) ** 2)))
    print("ours / SGDClassifier        : %.2f" % (ours["token_hops_per_cpu_s"] / rate))


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("--edges", required=True)
    parse.add_argument("--spam")
    parse.add_argument("--java", default="java")
    args = parse.parse_args()
    pairs = edges(args.edges)
    for alpha, gamma in ((5, 1.0), (5, 0.8), (20, 0.8)):
        ours = java(args, "Hops", args.edges, "mhrw", alpha, gamma, 3_000_000)
        print("mhrw alpha", alpha, "a", gamma, "ours   :", ours)
        rates = {}
        try:
            rates["networkx + NumPy loop"] = loop(pairs, alpha, gamma, 20_000)
            rates["NumPy, 100 walkers"] = walkers(pairs, alpha, gamma, 2_000)
        except ImportError as missing:
            print("peer skipped:", missing)
        for name, rate in rates.items():
            print("   %-22s %10.3g hops/s, ours %.0f x" % (name, rate, ours["hops_per_s"] / rate))
    print("srw alpha 5 ours            :", java(args, "Hops", args.edges, "srw", 5, 1.0, 3_000_000))
    if args.spam:
        with tempfile.TemporaryDirectory() as folder:
            spam(args, folder)


if __name__ == "__main__":
    main()
