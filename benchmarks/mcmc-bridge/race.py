#!/usr/bin/env python3
"""Markov chains: numpy, ArviZ and emcee beside Offprint, on one thread.

  python3 benchmarks/mcmc-bridge/race.py [--java COMMAND]

--java  command that runs offprint.benchmarks.sampling.Chains (default: from benchmarks/target, by the
        java that the environment variable JAVA names)

First: mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath \\
           -Dmdep.outputFile=target/classpath.txt
The density is four normal laws in the plane, with its gradient. numpy walks 8 chains at once, as a
script would; emcee, where installed, moves 32 walkers; ArviZ, where installed, judges 8 chains of 4000
draws. Seconds are processor time, the least of five rounds. Peers that are missing are left out, and
said so.
"""
import argparse
import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "papers/src/main/java/offprint/papers/mcmcbridge/data"
SCENES = ["cornell/cornell.json", "glass-ball/glass.json", "slit-room/slit.json"]


def least(work, rounds=5):
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def modes(numpy):
    means = numpy.array([[0, 0], [5, 5], [-5, 5], [5, -5]], float)
    covariances = numpy.array(
        [[[0.5, 0], [0, 0.5]], [[0.8, 0.3], [0.3, 0.8]], [[0.6, -0.2], [-0.2, 0.6]], [[1, 0.5], [0.5, 1]]])
    precision = numpy.linalg.inv(covariances)
    constant = -0.5 * numpy.log(numpy.linalg.det(covariances))

    def gradient(x):
        gap = x[:, None, :] - means
        slope = -numpy.einsum("kij,nkj->nki", precision, gap)
        log = 0.5 * (slope * gap).sum(-1) + constant
        top = log.max(-1, keepdims=True)
        weight = numpy.exp(log - top)
        total = weight.sum(-1, keepdims=True)
        return top[:, 0] + numpy.log(total[:, 0]), ((weight / total)[..., None] * slope).sum(1)

    return gradient


def numpy_mala(numpy, gradient, steps, chains=8, size=0.8):
    random = numpy.random.default_rng(1)
    x = random.standard_normal((chains, 2))
    value, slope = gradient(x)
    for _ in range(steps):
        z = random.standard_normal(x.shape)
        y = x + size / 2 * slope + numpy.sqrt(size) * z
        there, back = gradient(y)
        ratio = there - value - ((x - y - size / 2 * back) ** 2).sum(-1) / (2 * size) + (z**2).sum(-1) / 2
        taken = numpy.log(random.random(chains)) < ratio
        x = numpy.where(taken[:, None], y, x)
        value = numpy.where(taken, there, value)
        slope = numpy.where(taken[:, None], back, slope)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", help="command line that starts the Java side")
    options = parser.parse_args()
    command = (
        options.java.split()
        if options.java
        else [os.environ.get("JAVA", "java"), "-cp",
              f"{ROOT}/benchmarks/target/classes:{(ROOT / 'benchmarks/target/classpath.txt').read_text().strip()}",
              "offprint.benchmarks.sampling.Chains"]
    )
    lines = subprocess.run(
        command + [str(DATA / scene) for scene in SCENES], check=True, capture_output=True, text=True).stdout
    print(f"{'what':<28}{'program':<12}{'a second':>14}")
    for line in lines.strip().splitlines():
        what, count, seconds = line.split(",")
        print(f"{what:<28}{'Offprint':<12}{int(count) / float(seconds):>14,.0f}")
    try:
        import numpy
    except ImportError:
        print("numpy is not installed: left out")
        return
    gradient = modes(numpy)
    points = numpy.random.default_rng(2).standard_normal((8, 2))
    seconds = least(lambda: [gradient(points) for _ in range(1000)])
    print(f"{'gradients':<28}{'numpy':<12}{8000 / seconds:>14,.0f}")
    seconds = least(lambda: numpy_mala(numpy, gradient, 1000))
    print(f"{'mala steps':<28}{'numpy':<12}{8000 / seconds:>14,.0f}")
    try:
        import arviz
        draws = numpy.random.default_rng(3).standard_normal((8, 4000)).cumsum(1) * 0.1
        seconds = least(lambda: arviz.summary({"x": draws}))
        print(f"{'diagnostics':<28}{'ArviZ':<12}{1 / seconds:>14,.1f}")
    except ImportError:
        print("ArviZ is not installed: left out")
    try:
        import emcee
        sampler = emcee.EnsembleSampler(32, 2, lambda x: gradient(x)[0], vectorize=True)
        start = numpy.random.default_rng(4).standard_normal((32, 2))
        seconds = least(lambda: sampler.run_mcmc(start, 300))
        print(f"{'ensemble moves':<28}{'emcee':<12}{32 * 300 / seconds:>14,.0f}")
    except ImportError:
        print("emcee is not installed: left out")


if __name__ == "__main__":
    main()
