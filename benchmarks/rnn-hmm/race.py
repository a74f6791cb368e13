#!/usr/bin/env python3
"""A training step of rnn-hmm: PyTorch's autograd beside Offprint, one thread, processor time.

  mvn -q package -DskipTests
  python3 benchmarks/rnn-hmm/race.py [--steps 100]

Both sides: 64 neurons, 16 noise inputs, 60 steps, batch 256, Sinkhorn divergence with blur 0.2 (the
published algorithm of GeomLoss, written here in PyTorch), Adam, clipped gradient. Ours is the
difference of two runs of the command line, so that its start and its comparison do not count; it
also draws noise and targets, as PyTorch's side does. Without torch that side is left out, and said so.
"""
import argparse
import resource
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIDDEN, NOISE, LENGTH, BATCH, OUTPUTS = 64, 16, 60, 256, 3


def torch_step_seconds(steps):
    import math

    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    rnn = torch.nn.RNN(NOISE, HIDDEN, nonlinearity="relu", bias=False, batch_first=True)
    readout = torch.nn.Linear(HIDDEN, OUTPUTS, bias=False)
    weights = list(rnn.parameters()) + list(readout.parameters())
    adam = torch.optim.Adam(weights, lr=1e-3, betas=(0.9, 0.9))
    diameter = math.sqrt(OUTPUTS * LENGTH)
    epsilons, e = [diameter**2], 2 * math.log(diameter)
    while e > 2 * math.log(0.2):
        epsilons.append(math.exp(e))
        e += 2 * math.log(0.5)
    epsilons.append(0.2**2)

    def cost(x, y):
        return (x.pow(2).sum(1)[:, None] + y.pow(2).sum(1)[None]) / 2 - x @ y.t()

    def softmin(e, c, h):
        return -e * ((h[None] - c / e).logsumexp(1))

    def divergence(x, y):
        logs = -torch.full((BATCH,), math.log(BATCH))
        with torch.no_grad():
            xy, yx, xx, yy = cost(x, y), cost(y, x), cost(x, x), cost(y, y)
            f, g, p, r = (softmin(epsilons[0], c, logs) for c in (xy, yx, xx, yy))
            for e in epsilons:
                f, g, p, r = (
                    (f + softmin(e, xy, logs + g / e)) / 2, (g + softmin(e, yx, logs + f / e)) / 2,
                    (p + softmin(e, xx, logs + p / e)) / 2, (r + softmin(e, yy, logs + r / e)) / 2,
                )
        e = epsilons[-1]
        still = x.detach()
        first = softmin(e, cost(x, y), logs + g / e) - softmin(e, cost(x, still), logs + p / e)
        second = softmin(e, yx, logs + f / e) - softmin(e, yy, logs + r / e)
        return first.mean() + second.mean()

    def step():
        adam.zero_grad()
        state = torch.randint(0, 2, (BATCH, 1))
        flips = (torch.rand(BATCH, LENGTH) < 0.05).long().cumsum(1)
        symbols = 2 * ((state + flips) % 2)
        symbols[torch.rand(BATCH, LENGTH) < 0.01] = 1
        target = torch.nn.functional.one_hot(symbols, OUTPUTS).float()
        h, _ = rnn(torch.randn(BATCH, LENGTH, NOISE))
        out = torch.nn.functional.gumbel_softmax(readout(h), tau=1, hard=True)
        loss = divergence(out.reshape(BATCH, -1), target.reshape(BATCH, -1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 0.9)
        adam.step()
        return loss.item()

    for _ in range(5):
        step()
    start = time.process_time()
    for _ in range(steps):
        step()
    return (time.process_time() - start) / steps


def ours_seconds(steps):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [str(ROOT / "offprint"), "run", "rnn-hmm/train", "--batch", str(BATCH), "--length", str(LENGTH),
             "--steps", str(steps), "--rollout", "2", "--out", out + "/run"],
            check=True, capture_output=True,
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=100)
    options = parser.parse_args()
    few = 10
    try:
        import torch

        print(f"PyTorch {torch.__version__}: {1e3 * torch_step_seconds(options.steps):.1f} ms a step")
    except ImportError:
        print("PyTorch's side left out: no torch for this Python")
    own = (ours_seconds(few + options.steps) - ours_seconds(few)) / options.steps
    print(f"Offprint: {1e3 * own:.1f} ms a step")


if __name__ == "__main__":
    main()
