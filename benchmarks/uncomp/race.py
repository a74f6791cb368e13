#!/usr/bin/env python3
"""UNComp: milliseconds per token and peak memory beside a straightforward PyTorch with the full cache.

  python3 benchmarks/uncomp/race.py [--threads 2] [--prompt 2048] [--tokens 64] [--share 4.74] [--rounds 3]

Both sides run one text on the same random Llama, each round in a process of its own: ours with the full cache, with SnapKV
and with UNComp through the command line (./offprint run uncomp/generate), the peer with a cache taken at once and
scaled_dot_product_attention. Fastest of the rounds. Peak memory is the process's largest resident set, the machine's
code and the weights included: compare the columns of one side. Without torch the peer's side is left out, and said so.
"""
import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = dict(model_type="llama", vocab_size=4096, max_position_embeddings=32768, hidden_size=512, num_hidden_layers=8,
             num_attention_heads=8, num_key_value_heads=4, intermediate_size=1376)


def lm():
    spec = importlib.util.spec_from_file_location("lm_race", ROOT / "benchmarks/lm/race.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ids(count):
    return [(7 * t % 4093 * t + 3 * t + 1) % 4093 for t in range(count)]


def tokenizer():
    vocabulary = {f"w{i}": i for i in range(MODEL["vocab_size"])}
    return dict(version="1.0", added_tokens=[], pre_tokenizer=dict(type="WhitespaceSplit"),
                model=dict(type="WordLevel", vocab=vocabulary, unk_token="w0"))


def peer(folder, options):
    """Runs in a process of its own; prints seconds of the prompt, of a token, bytes of the cache, peak kB."""
    import torch

    torch.set_num_threads(options.threads)
    race = lm()
    config, weights = race.load(folder, torch)
    model = race.Peer(torch, config, weights)
    prompt = torch.tensor([ids(options.prompt)])
    with torch.no_grad():
        warm = model.cache(1, 64)
        model.head(model.hidden(prompt[:, :32], 0, warm)[:, -1]).argmax(-1).item()
        cache = model.cache(1, options.prompt + options.tokens)
        start = time.perf_counter()
        last = model.head(model.hidden(prompt, 0, cache)[:, -1]).argmax(-1, keepdim=True)
        last.item()
        middle = time.perf_counter()
        for t in range(options.tokens - 1):
            last = model.head(model.hidden(last, options.prompt + t, cache)[:, -1]).argmax(-1, keepdim=True)
            last.item()
        end = time.perf_counter()
    held = sum(a.numel() * 4 for layer in cache for a in layer) * (options.prompt + options.tokens - 1)
    held //= options.prompt + options.tokens
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(middle - start, (end - middle) / (options.tokens - 1), held, peak)


def measured(command, environment):
    """Largest resident kB of a command's process, beside what it prints."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    out = process.stdout.read()
    fault = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(fault or out)
    return out, usage.ru_maxrss


def ours(folder, prompt_file, strategy, options):
    environment = dict(os.environ, JDK_JAVA_OPTIONS=f"-Doffprint.torch.threads={options.threads}")
    command = [str(options.offprint), "run", "uncomp/generate", "--model", str(folder), "--file", str(prompt_file),
               "--strategy", strategy, "--share", str(options.share), "--window", "8", "--tokens", str(options.tokens),
               "--full", "false", "--timing", "true", "--json", "--out", str(folder / f"out-{strategy}-{time.time_ns()}")]
    if options.profile:
        command += ["--profile", str(options.profile)]
    out, peak = measured(command, environment)
    report = json.loads(out.strip().splitlines()[-1])["outcome"]["report"]
    table = next(b for b in report["blocks"] if "bytes at the end" in b.get("columns", []))
    row = dict(zip(table["columns"], table["rows"][0]))
    return row["prompt ms"] / 1e3, row["ms/token"] / 1e3, row["bytes at the end"], peak


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=2048)
    parser.add_argument("--tokens", type=int, default=64)
    parser.add_argument("--share", type=float, default=4.74, help="per cent of the prompt that a head keeps")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--offprint", type=Path, default=ROOT / "offprint")
    parser.add_argument("--peer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.profile = None
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as ours: spinning threads lose a busy machine
    for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # unset, the two pools fight: ten times slower
        os.environ[pool] = str(options.threads)
    if options.peer:
        return peer(options.peer, options)
    try:
        import numpy  # noqa: F401
        import torch
    except ImportError as missing:
        print(f"race left out: this Python has no {missing.name}")
        return 0
    print(f"peer: PyTorch {torch.__version__}; {options.threads} threads, prompt {options.prompt}, {options.tokens} new tokens")
    race = lm()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "model"
        race.make(folder, MODEL)
        (folder / "tokenizer.json").write_text(json.dumps(tokenizer()))
        prompt_file = Path(scratch) / "prompt.txt"
        prompt_file.write_text(" ".join(f"w{i}" for i in ids(options.prompt)))
        profile = Path(scratch) / "profile"
        subprocess.run([str(options.offprint), "run", "uncomp/profile", "--model", str(folder), "--texts", str(prompt_file),
                        "--field", "", "--tokens", "256", "--count", "2", "--out", str(profile)],
                       check=True, capture_output=True, cwd=ROOT)
        options.profile = profile / "profile.json"
        sides = {
            "PyTorch, full cache": lambda: tuple(map(float, measured(
                [sys.executable, __file__, "--peer", str(folder), "--threads", str(options.threads), "--prompt",
                 str(options.prompt), "--tokens", str(options.tokens)], os.environ)[0].split())),
            "Offprint, full cache": lambda: ours(folder, prompt_file, "full", options),
            "Offprint, SnapKV": lambda: ours(folder, prompt_file, "snapkv", options),
            "Offprint, UNComp": lambda: ours(folder, prompt_file, "uncomp", options),
        }
        found = {}
        for _ in range(options.rounds):
            for name, run in sides.items():
                found.setdefault(name, []).append(run())
    print(f"{'':<24}{'prompt s':>10}{'ms/token':>10}{'cache MiB':>11}{'peak MiB':>10}")
    for name, rows in found.items():
        prefill, token, held, peak = (min(column) for column in zip(*rows))
        print(f"{name:<24}{prefill:>10.2f}{1e3 * token:>10.2f}{held / 2 ** 20:>11.2f}{peak / 1024:>10.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
