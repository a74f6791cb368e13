#!/usr/bin/env python3
"""One EM iteration of a Gaussian hidden Markov model: hmmlearn beside Offprint.

  python3 benchmarks/arphmm/race.py [--rows 100000] [--states 6] [--iterations 20] [--java COMMAND]

--java      command that runs offprint.benchmarks.arphmm.EmIteration (default: by the class path in
            benchmarks/target/classpath.txt and the java that the environment variable JAVA names)

First: mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath \\
           -Dmdep.outputFile=target/classpath.txt
Both sides read the same series and start from the same parameters; after the same number of
iterations their log likelihoods must agree. One sequence is work for one core; the last lines cut
the series into 200 sequences, as a fleet is, which Offprint works on in parallel. Times are the
shortest iteration of all rounds; "processor" is the fairer figure on a machine with other work. Without hmmlearn its side is left out, and said so. Autoregressions
(order 7, 12) have no peer here.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def series(rows, seed=1):
    import numpy as np

    rng = np.random.default_rng(seed)
    state, values = 0, np.empty(rows)
    for t, (move, noise) in enumerate(zip(rng.random(rows), rng.standard_normal(rows))):
        state = (state + 1) % 6 if move < 0.02 else state
        values[t] = 1.5 * state + (0.5 + 0.1 * state) * noise
    return values


def hmmlearn(values, states, iterations, rounds, implementation):
    import numpy as np
    from hmmlearn.hmm import GaussianHMM

    shortest, processor = float("inf"), float("inf")
    for _ in range(rounds):
        stamps = []

        class Timed(GaussianHMM):
            def _do_mstep(self, stats):
                super()._do_mstep(stats)
                stamps.append((time.perf_counter(), time.process_time()))

        model = Timed(
            states, "diag", startprob_prior=1, transmat_prior=1, means_weight=0, covars_prior=0,
            covars_weight=1, n_iter=iterations, tol=-np.inf, init_params="", params="stmc",
            implementation=implementation,
        )
        low, high = values.min(), values.max()
        model.startprob_ = np.full(states, 1 / states)
        model.transmat_ = np.full((states, states), 0.1 / (states - 1))
        np.fill_diagonal(model.transmat_, 0.9)
        model.means_ = (low + (high - low) * (np.arange(states) + 0.5) / states)[:, None]
        model.covars_ = np.full((states, 1), values.var())
        stamps.append((time.perf_counter(), time.process_time()))
        model.fit(values[:, None])
        shortest = min([shortest] + [b[0] - a[0] for a, b in zip(stamps, stamps[1:])])
        processor = min([processor] + [b[1] - a[1] for a, b in zip(stamps, stamps[1:])])
    return shortest, processor, model.monitor_.history[-1]


def ours(command, file, states, order, iterations, rounds, sequences=1):
    out = subprocess.run(
        command + [str(x) for x in (file, states, order, iterations, rounds, sequences)],
        check=True, capture_output=True, text=True,
    ).stdout.split()
    return float(out[0]), float(out[1]), float(out[2])


def default_java():
    classes = (ROOT / "benchmarks" / "target" / "classpath.txt").read_text().strip()
    main_class = "offprint.benchmarks.arphmm.EmIteration"
    classes = f"{ROOT}/benchmarks/target/classes:{classes}"
    return [os.environ.get("JAVA", "java"), "-XX:+UseSerialGC", "-cp", classes, main_class]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--states", type=int, default=6)
    options.add_argument("--iterations", type=int, default=20)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--java", default="")
    args = options.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    values = series(args.rows)
    command = args.java.split() or default_java()
    print(f"{args.rows} rows, {args.states} states, {args.iterations} iterations")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "series.bin")
        values.astype("<f8").tofile(file)
        seconds, processor, log = ours(command, file, args.states, 0, args.iterations, args.rounds)
        print(f"{'seconds an iteration:':<34} {'wall':>8} {'processor':>9}")
        print(f"{'offprint, order 0':<34} {seconds:8.4f} {processor:9.4f}  log likelihood {log:.4f}")
        try:
            for implementation in ("scaling", "log"):
                peer, peer_processor, peer_log = hmmlearn(
                    values, args.states, args.iterations, args.rounds, implementation
                )
                print(
                    f"{'hmmlearn, ' + implementation:<34} {peer:8.4f} {peer_processor:9.4f}  log likelihood"
                    f" {peer_log:.4f}: {peer_processor / processor:.1f} times our processor time"
                )
                if abs(peer_log - log) > 1e-6 * abs(log):
                    sys.exit("the log likelihoods differ: this is not the same work")
        except ImportError:
            print("hmmlearn is not installed: its side is left out")
        for order in (7, 12):
            seconds, processor, _ = ours(command, file, args.states, order, args.iterations, args.rounds)
            print(f"{f'offprint, order {order}':<34} {seconds:8.4f} {processor:9.4f}")
        for threads in (1, os.cpu_count()):
            one = command[:1] + [f"-Djava.util.concurrent.ForkJoinPool.common.parallelism={threads}"]
            seconds, _, _ = ours(one + command[1:], file, args.states, 12, args.iterations, args.rounds, 200)
            print(f"{f'order 12, 200 sequences, {threads} threads':<34} {seconds:8.4f}")


if __name__ == "__main__":
    main()
