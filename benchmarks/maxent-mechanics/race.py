#!/usr/bin/env python3
"""Maximum entropy over n states with k averages: scipy on the dual beside Offprint.

  python3 benchmarks/maxent-mechanics/race.py [--java COMMAND] [--sizes 10000x5 1000000x20]

--java  command that runs offprint.benchmarks.maxentmechanics.Dual (default: from benchmarks/target, by
        the java that the environment variable JAVA names)

First: mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath \\
           -Dmdep.outputFile=target/classpath.txt
Features are independent normal ("normal": their covariance is the identity under any multipliers, the
best case of BFGS) or log-normal with a common factor; multipliers are drawn with standard deviation
0.5, positive ("skew") or of any sign ("edge": nearly all mass on one state), targets are their exact
means. scipy minimises ln Z + lambda.m with its gradient by BFGS
and L-BFGS-B, tolerance 1e-12. The clock of both sides covers standardising the features; Offprint's
also its checks. Misses are the
largest |E F - m| in standard deviations; "processor" is the least processor time of all threads, the
fairer figure on a machine with other work. Without scipy the peer is left out, and said so.
"""
import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def problem(numpy, kind, n, k):
    random = numpy.random.default_rng(1)
    features = random.standard_normal((k, n))
    multipliers = 0.5 * random.standard_normal(k)
    if kind != "normal":
        features = numpy.exp(0.5 * features + 0.5 * random.standard_normal(n))
    if kind == "skew":
        multipliers = abs(multipliers)
    exponent = -multipliers @ features
    p = numpy.exp(exponent - exponent.max())
    p /= p.sum()
    return features, features @ p


def scipy_side(numpy, features, targets, method):
    from scipy.optimize import minimize

    start, processor = time.perf_counter(), time.process_time()
    rows = numpy.ascontiguousarray((features.T - targets) / features.std(axis=1))

    def dual(x):
        e = -(rows @ x)
        top = e.max()
        w = numpy.exp(e - top)
        z = w.sum()
        return top + numpy.log(z), -(w @ rows) / z

    options = {"maxiter": 1000, "gtol": 1e-12}
    if method == "L-BFGS-B":
        options.update(ftol=0, maxfun=10000)
    result = minimize(dual, numpy.zeros(rows.shape[1]), jac=True, method=method, options=options)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    return seconds, processor, result.nit, abs(dual(result.x)[1]).max()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", help="command line that starts the Java side")
    parser.add_argument("--sizes", nargs="+", default=["1000x5", "10000x10", "100000x20", "1000000x20"])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    command = (
        options.java.split()
        if options.java
        else [os.environ.get("JAVA", "java"), "-cp",
              f"{ROOT}/benchmarks/target/classes:{(ROOT / 'benchmarks/target/classpath.txt').read_text().strip()}",
              "offprint.benchmarks.maxentmechanics.Dual"]
    )
    try:
        import numpy
    except ImportError:
        print("left out: no numpy for this Python, which makes the problems")
        return
    try:
        import scipy

        print("peer: scipy", scipy.__version__, "numpy", numpy.__version__, "on", os.cpu_count(), "cores")
        methods = ["BFGS", "L-BFGS-B"]
    except ImportError:
        print("peer left out: no scipy for this Python")
        methods = []
    print(f"{'kind':<6} {'n':>8} {'k':>3} {'solver':<18} {'seconds':>9} {'processor':>9} {'steps':>6} {'miss (sd)':>10}")
    for kind, size in [(kind, size) for kind in ("normal", "skew", "edge") for size in options.sizes]:
        n, k = map(int, size.split("x"))
        features, targets = problem(numpy, kind, n, k)
        for method in methods:
            runs = [scipy_side(numpy, features, targets, method) for _ in range(min(3, options.rounds))]
            seconds, _, steps, miss = min(runs)
            processor = min(run[1] for run in runs)
            print(f"{kind:<6} {n:>8} {k:>3} {method:<18} {seconds:>9.4f} {processor:>9.4f} {steps:>6} {miss:>10.1e}", flush=True)
        with tempfile.NamedTemporaryFile() as file:
            file.write(features.astype("<f8").tobytes())
            file.write(targets.astype("<f8").tobytes())
            file.flush()
            out = subprocess.run(
                command + [file.name, str(n), str(k), str(options.rounds)],
                check=True, capture_output=True, text=True, cwd=ROOT,
            ).stdout.split()
        print(f"{kind:<6} {n:>8} {k:>3} {'Offprint, first':<18} {float(out[0]):>9.4f} {'':>9} {out[2]:>6} {float(out[3]):>10.1e}")
        print(f"{kind:<6} {n:>8} {k:>3} {'Offprint, fastest':<18} {float(out[1]):>9.4f} {float(out[5]):>9.4f} {out[2]:>6} {float(out[3]):>10.1e}")
        # per state: k products for the exponent, k (k + 1) / 2 + k for the moments, an exponential
        flops = n * (2 * k + k * (k + 1) + 3 * k)
        evaluation = float(out[4])
        print(f"{'':>12} one evaluation: {1e3 * evaluation:.2f} ms, {flops / evaluation * 1e-9:.2f} GFLOP/s,"
              f" {8e-9 * n * k / evaluation:.2f} GB/s; reading the features alone: {1e3 * float(out[6]):.2f} ms,"
              f" {8e-9 * n * k / float(out[6]):.2f} GB/s", flush=True)


if __name__ == "__main__":
    main()
