#!/usr/bin/env python3
"""One training step and one forward pass of TimeMixer: the authors' PyTorch beside Offprint.

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/timemixer/race.py --authors CHECKOUT [--java JAVA] [--threads 1 2]

--authors   a checkout of github.com/kwuking/TimeMixer
--java      a java of version 25 (default: java)
Without torch or a checkout the authors' side is left out, and said so. Both sides: L = 96, H = 96,
7 channels, d = 16, d_ff = 32, M = 3, 2 blocks, hourly calendar features, dropout 0.1, float32, batch
128, Adam, fastest of several rounds.
"""
import argparse
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]


def authors_model(path):
    sys.path.insert(0, str(path))
    from models.TimeMixer import Model

    return Model(
        SimpleNamespace(
            task_name="long_term_forecast", seq_len=96, label_len=0, pred_len=96,
            down_sampling_window=2, down_sampling_layers=3, down_sampling_method="avg",
            channel_independence=1, e_layers=2, moving_avg=25, enc_in=7, c_out=7, d_model=16,
            d_ff=32, dropout=0.1, embed="timeF", freq="h", use_norm=1, decomp_method="moving_avg",
            top_k=5, use_future_temporal_feature=0,
        )
    )


def best(rounds, steps, work):
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(steps):
            work()
        shortest = min(shortest, (time.perf_counter() - start) / steps)
    return shortest


def authors(path, threads, batch, rounds, steps):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = authors_model(path)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    x = torch.randn(batch, 96, 7)
    dates = torch.rand(batch, 96, 4) - 0.5
    y = torch.randn(batch, 96, 7)

    def train():
        optimiser.zero_grad()
        loss = torch.nn.functional.mse_loss(model(x, dates, None, None), y)
        loss.backward()
        optimiser.step()
        loss.item()

    def forward():
        with torch.no_grad():
            model(x, dates, None, None)

    model.train()
    best(1, 3, train)
    step = best(rounds, steps, train)
    model.eval()
    best(1, 3, forward)
    return step, best(rounds, steps, forward)


def ours(command, threads, batch, rounds, steps):
    out = subprocess.run(
        command[:1] + [f"-Doffprint.torch.threads={threads}"] + command[1:]
        + [str(batch), str(rounds), str(steps)],
        check=True, capture_output=True, text=True, cwd=ROOT,
    ).stdout
    step, forward = out.split()[-2:]
    return float(step), float(forward)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--authors", type=Path)
    parser.add_argument("--java", default="java", help="a java of version 25")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5)
    options = parser.parse_args()
    target = ROOT / "benchmarks/target"
    path = f"{target / 'classes'}:{(target / 'classpath.txt').read_text().strip()}"
    command = [options.java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", path,
               "offprint.benchmarks.timemixer.Steps"]
    with_authors = options.authors is not None and (options.authors / "models/TimeMixer.py").exists()
    if not with_authors:
        print("authors' side left out: no checkout (see --authors)")
    else:
        try:
            import torch

            print("authors: PyTorch", torch.__version__)
        except ImportError:
            print("authors' side left out: no torch for this Python")
            with_authors = False
    print(f"{'threads':>7} {'side':<9} {'step ms':>9} {'windows/s':>10} {'forward ms':>11} {'windows/s':>10}")
    for threads in options.threads:
        sides = {}
        if with_authors:
            sides["authors"] = authors(options.authors, threads, options.batch, options.rounds, options.steps)
        sides["offprint"] = ours(command, threads, options.batch, options.rounds, options.steps)
        for side, (step, forward) in sides.items():
            print(
                f"{threads:>7} {side:<9} {1e3 * step:>9.1f} {options.batch / step:>10.0f}"
                f" {1e3 * forward:>11.1f} {options.batch / forward:>10.0f}"
            )


if __name__ == "__main__":
    main()
