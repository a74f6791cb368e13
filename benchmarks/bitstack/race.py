#!/usr/bin/env python3
"""BitStack: restoring matrices, multiplying without them and writing tokens, beside NumPy and PyTorch.

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/bitstack/race.py [--java COMMAND] [--side 4096] [--stack FILE] [--wide FILE]

--java   command that runs offprint.papers.bitstack.Timings (default: by the class path in benchmarks/target/classpath.txt)
--side   rows and columns of the matrix
--stack  a stack to write tokens with (default: the example moby-byte-stack)
--wide   a stack of many megabytes, to time a change of budget beside reading the same bytes; left out where not given
Both sides use one core; times are the shortest of several rounds. Without NumPy or PyTorch their side is left out, and said so.
"""
import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "papers/src/main/java/offprint/papers/bitstack/data"


def best(work, rounds=7):
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def ours(arguments):
    java = arguments.java
    if not java:
        path = (ROOT / "benchmarks/target/classpath.txt").read_text().strip()
        java = f"java --enable-native-access=ALL-UNNAMED -cp {ROOT / 'benchmarks/target/classes'}:{path}"
    command = java.split() + ["offprint.papers.bitstack.Timings", str(arguments.side), arguments.stack, arguments.wide]
    if "java" in Path(command[0]).name:
        command.insert(1, "-Doffprint.torch.threads=1")
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def numpy_restore(side, rank):
    import numpy as np

    rng = np.random.default_rng(rank)
    u = rng.random((side, rank)).astype(np.float16)
    v = rng.random((rank, side)).astype(np.float16)
    signs = rng.integers(0, 256, (side, side // 8), dtype=np.uint8)

    def restore():
        product = u.astype(np.float32) @ v.astype(np.float32)
        product *= np.unpackbits(signs, axis=1).astype(np.float32) * 2 - 1
        return product

    return best(restore)


def torch_restore(side, rank):
    import torch

    torch.set_num_threads(1)
    u = torch.rand(side, rank).half()
    v = torch.rand(rank, side).half()
    signs = torch.randint(0, 256, (side, side // 8), dtype=torch.uint8)
    shifts = torch.arange(7, -1, -1, dtype=torch.uint8)

    def restore():
        bits = (signs.unsqueeze(2) >> shifts) & 1
        return (u.float() @ v.float()) * (bits.view(side, side).float() * 2 - 1)

    return best(restore)


def torch_token():
    """Seconds of a token of moby-byte, dense float32 with a cache, greedy."""
    import torch
    from safetensors.torch import load_file

    torch.set_num_threads(1)
    F = torch.nn.functional
    w = {k: x.float() for k, x in load_file(str(EXAMPLES / "moby-byte/model.safetensors")).items()}

    def layer(i, name, x):
        return torch.addmm(w[f"h.{i}.{name}.bias"], x, w[f"h.{i}.{name}.weight"])

    def norm(name, x):
        return F.layer_norm(x, (128,), w[name + ".weight"], w[name + ".bias"])

    def write():
        keys = torch.zeros(2, 4, 128, 32)
        values = torch.zeros(2, 4, 128, 32)
        ids = [84, 104, 101, 32]
        for t in range(104):
            x = (w["wte.weight"][ids[t]] + w["wpe.weight"][t])[None]
            for i in range(2):
                q, k, v = layer(i, "attn.c_attn", norm(f"h.{i}.ln_1", x)).view(3, 4, 32)
                keys[i, :, t], values[i, :, t] = k, v
                a = F.scaled_dot_product_attention(q[:, None], keys[i, :, : t + 1], values[i, :, : t + 1])
                x = x + layer(i, "attn.c_proj", a.reshape(1, 128))
                x = x + layer(i, "mlp.c_proj", F.gelu(layer(i, "mlp.c_fc", norm(f"h.{i}.ln_2", x)), approximate="tanh"))
            if t >= 3:
                ids.append(int((norm("ln_f", x) @ w["wte.weight"].T).argmax()))

    with torch.inference_mode():
        return best(write) / 100


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--java", default="")
    parser.add_argument("--side", type=int, default=4096)
    parser.add_argument("--stack", default=str(EXAMPLES / "moby-byte-stack/model.bitstack"))
    parser.add_argument("--wide", default="")
    arguments = parser.parse_args()
    mine = ours(arguments)
    peers = {}
    for name, race in (("numpy", numpy_restore), ("torch", torch_restore)):
        try:
            for rank in (1, 4, 16):
                peers[name, rank] = race(arguments.side, rank)
        except ImportError:
            print(f"{name} is not installed: its side is left out", file=sys.stderr)
    print(f"restore a block of {arguments.side} x {arguments.side}, ms      offprint     numpy     torch")
    for rank in (1, 4, 16):
        row = [mine[f"restore_k{rank}"], peers.get(("numpy", rank)), peers.get(("torch", rank))]
        print(f"  k = {rank:2d}" + " " * 28 + "".join(f"{1e3 * x:10.1f}" if x else "         –" for x in row))
    print("y = W x, ms                          by tables  restored and multiplied")
    for rank in (1, 4, 16):
        whole = mine[f"restore_k{rank}"] + mine[f"product_k{rank}"]
        print(f"  k = {rank:2d}{1e3 * mine[f'gemv_k{rank}']:38.2f}{1e3 * whole:12.2f}")
    print("tokens a second: " + ", ".join(f"{m} {1 / mine['token_' + m]:.0f}" for m in ("packed", "dense", "gemv")))
    try:
        print(f"  torch, dense float32: {1 / torch_token():.0f}")
    except ImportError:
        print("torch or safetensors is not installed: its side is left out", file=sys.stderr)
    if "change" in mine:
        size = mine["change_bytes"] / 2**20
        print(f"budget up by {size:.1f} MiB: {1e3 * mine['change']:.1f} ms; reading as much: {1e3 * mine['read']:.1f} ms")


if __name__ == "__main__":
    main()
