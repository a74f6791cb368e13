#!/usr/bin/env python3
"""Language models: logits and tokens per second beside a straightforward PyTorch of the same weights.

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/lm/race.py [--java JAVA] [--threads 2] [--folder MODEL ...] [--check]

--java      a java of version 25 (default: java)
--folder    model folders to race on; without it random models of two shapes are made in a scratch folder
--check     compare logits only, on tiny random models of every family and stored type
Without torch the peer's side is left out, and said so. The peer computes with scaled_dot_product_attention,
a cache taken at once, fused LayerNorm, GELU, cross-entropy and AdamW, in float32. Fastest of several rounds,
and of those of a second where a round is shorter.
"""
import argparse
import json
import math
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1.0  # of each measurement at least, on both sides: the work of a small model takes milliseconds
GPT2_SMALL = dict(model_type="gpt2", vocab_size=50257, n_positions=1024, n_embd=768, n_layer=12, n_head=12)
LLAMA_SMALL = dict(model_type="llama", vocab_size=32000, max_position_embeddings=2048, hidden_size=768,
                   num_hidden_layers=12, num_attention_heads=12, num_key_value_heads=4, intermediate_size=2048,
                   tie_word_embeddings=True)
MOBY = dict(model_type="gpt2", vocab_size=1024, n_positions=128, n_embd=128, n_layer=4, n_head=4)


def shapes(c):
    s = {}
    if c["model_type"] == "gpt2":
        d, ff = c["n_embd"], 4 * c["n_embd"]
        s["wte.weight"], s["wpe.weight"] = [c["vocab_size"], d], [c["n_positions"], d]
        for i in range(c["n_layer"]):
            for name, shape in (("ln_1", [d]), ("attn.c_attn", [d, 3 * d]), ("attn.c_proj", [d, d]), ("ln_2", [d]),
                                ("mlp.c_fc", [d, ff]), ("mlp.c_proj", [ff, d])):
                s[f"h.{i}.{name}.weight"], s[f"h.{i}.{name}.bias"] = shape, shape[-1:]
        s["ln_f.weight"] = s["ln_f.bias"] = [d]
        return s
    d, ff = c["hidden_size"], c["intermediate_size"]
    hd = c.get("head_dim", d // c["num_attention_heads"])
    q, kv = c["num_attention_heads"] * hd, c["num_key_value_heads"] * hd
    s["model.embed_tokens.weight"] = [c["vocab_size"], d]
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        s[p + "input_layernorm.weight"] = s[p + "post_attention_layernorm.weight"] = [d]
        for name, out in (("q", q), ("k", kv), ("v", kv)):
            s[p + f"self_attn.{name}_proj.weight"] = [out, d]
            if c["model_type"] == "qwen2":
                s[p + f"self_attn.{name}_proj.bias"] = [out]
        if c["model_type"] == "qwen3":
            s[p + "self_attn.q_norm.weight"] = s[p + "self_attn.k_norm.weight"] = [hd]
        s[p + "self_attn.o_proj.weight"] = [d, q]
        s[p + "mlp.gate_proj.weight"] = s[p + "mlp.up_proj.weight"] = [ff, d]
        s[p + "mlp.down_proj.weight"] = [d, ff]
    s["model.norm.weight"] = [d]
    if not c.get("tie_word_embeddings"):
        s["lm_head.weight"] = [c["vocab_size"], d]
    return s


def make(folder, config, dtype="F32", sd=0.02, seed=1):
    """Writes a random model folder by the format's description alone; gives the weights as stored."""
    import numpy as np

    rng = np.random.default_rng(seed)
    weights, header, at = {}, {}, 0
    for name, shape in shapes(config).items():
        w = rng.standard_normal(shape, dtype=np.float32) * np.float32(sd)
        if name.endswith("norm.weight") or ".ln_" in name and name.endswith("weight") or name == "ln_f.weight":
            w += 1
        if dtype == "F16":
            raw = w.astype("<f2")
            w = raw.astype(np.float32)
        elif dtype == "BF16":
            raw = (w.view(np.uint32) >> 16).astype("<u2")
            w = (raw.astype(np.uint32) << 16).view(np.float32)
        else:
            raw = w.astype("<f4")
        weights[name] = (w, raw)
        header[name] = dict(dtype=dtype, shape=shape, data_offsets=[at, at + raw.nbytes])
        at += raw.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "model.safetensors", "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for _, raw in weights.values():
            out.write(raw.tobytes())
    (folder / "config.json").write_text(json.dumps(config))


def load(folder, torch):
    import numpy as np

    config = json.loads((folder / "config.json").read_text())
    data = (folder / "model.safetensors").read_bytes()
    n = struct.unpack("<Q", data[:8])[0]
    weights = {}
    for name, t in json.loads(data[8:8 + n]).items():
        if name == "__metadata__":
            continue
        raw = data[8 + n + t["data_offsets"][0]:8 + n + t["data_offsets"][1]]
        if t["dtype"] == "BF16":
            w = (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            w = np.frombuffer(raw, {"F32": "<f4", "F16": "<f2"}[t["dtype"]]).astype(np.float32)
        weights[name.removeprefix("transformer.")] = torch.tensor(w.reshape(t["shape"]))
    return config, weights


class Peer:
    def __init__(self, torch, config, weights):
        self.torch, self.F, self.c, self.w = torch, torch.nn.functional, config, weights
        self.gpt2 = config["model_type"] == "gpt2"
        self.layers = config["n_layer" if self.gpt2 else "num_hidden_layers"]
        self.heads = config["n_head" if self.gpt2 else "num_attention_heads"]
        self.kv = self.heads if self.gpt2 else config["num_key_value_heads"]
        d = config["n_embd" if self.gpt2 else "hidden_size"]
        self.hd = d // self.heads if self.gpt2 else config.get("head_dim", d // self.heads)

    def cache(self, rows, capacity):
        t = self.torch
        like = next(iter(self.w.values()))
        return [[t.zeros(rows, self.kv, capacity, self.hd, dtype=like.dtype) for _ in range(2)] for _ in range(self.layers)]

    def frequencies(self):
        c = self.c
        f = c.get("rope_theta", 1e4) ** (-2.0 * self.torch.arange(self.hd // 2, dtype=self.torch.float64) / self.hd)
        s = c.get("rope_scaling")
        if s and s["rope_type"] == "linear":
            f = f / s["factor"]
        elif s:
            low, high, orig = s["low_freq_factor"], s["high_freq_factor"], s["original_max_position_embeddings"]
            out = []
            for x in f.tolist():
                wave = 2 * math.pi / x
                smooth = (orig / wave - low) / (high - low)
                out.append(x if wave < orig / high else x / s["factor"] if wave > orig / low
                           else x * ((1 - smooth) / s["factor"] + smooth))
            f = self.torch.tensor(out, dtype=self.torch.float64)
        return f

    def attend(self, q, k, v, i, past, cache):
        t = q.shape[2]
        if cache is not None:
            cache[i][0][:, :, past:past + t] = k
            cache[i][1][:, :, past:past + t] = v
            k, v = cache[i][0][:, :, :past + t], cache[i][1][:, :, :past + t]
        window = self.c.get("sliding_window") if self.c["model_type"] == "mistral" else None
        mask = None
        if window or (past and t > 1):
            rows = self.torch.arange(past, past + t)[:, None]
            cols = self.torch.arange(past + t)[None]
            mask = (cols <= rows) & (cols > rows - (window or 10 ** 9))
        return self.F.scaled_dot_product_attention(
            q, k, v, attn_mask=mask, is_causal=mask is None and t > 1, enable_gqa=self.kv != self.heads)

    def hidden(self, ids, past=0, cache=None):
        F, w, torch = self.F, self.w, self.torch
        b, t = ids.shape
        split = lambda x, n: x.view(b, t, n, self.hd).transpose(1, 2)
        if self.gpt2:
            d = self.c["n_embd"]
            x = F.embedding(ids, w["wte.weight"]) + w["wpe.weight"][past:past + t]
            for i in range(self.layers):
                p = f"h.{i}."
                conv = lambda n, y: F.linear(y, w[p + n + ".weight"].t(), w[p + n + ".bias"])
                norm = lambda n, y: F.layer_norm(y, (d,), w[p + n + ".weight"], w[p + n + ".bias"], 1e-5)
                q, k, v = (split(y, self.heads) for y in conv("attn.c_attn", norm("ln_1", x)).split(d, 2))
                a = self.attend(q, k, v, i, past, cache).transpose(1, 2).reshape(b, t, d)
                x = x + conv("attn.c_proj", a)
                x = x + conv("mlp.c_proj", F.gelu(conv("mlp.c_fc", norm("ln_2", x)), approximate="tanh"))
            return F.layer_norm(x, (d,), w["ln_f.weight"], w["ln_f.bias"], 1e-5)
        eps = self.c.get("rms_norm_eps", 1e-6)
        rms = lambda y, g: F.rms_norm(y, g.shape, g, eps)
        angle = torch.arange(past, past + t, dtype=torch.float64)[:, None] * self.frequencies()
        cos, sin = angle.cos().to(next(iter(w.values())).dtype), angle.sin().to(next(iter(w.values())).dtype)

        def rotate(y):
            l, r = y.chunk(2, -1)
            return torch.cat((l * cos - r * sin, r * cos + l * sin), -1)

        x = F.embedding(ids, w["model.embed_tokens.weight"])
        for i in range(self.layers):
            p = f"model.layers.{i}."
            lin = lambda n, y: F.linear(y, w[p + n + ".weight"], w.get(p + n + ".bias"))
            y = rms(x, w[p + "input_layernorm.weight"])
            q, k, v = (split(lin(f"self_attn.{n}_proj", y), h) for n, h in (("q", self.heads), ("k", self.kv), ("v", self.kv)))
            if p + "self_attn.q_norm.weight" in w:
                q, k = rms(q, w[p + "self_attn.q_norm.weight"]), rms(k, w[p + "self_attn.k_norm.weight"])
            a = self.attend(rotate(q), rotate(k), v, i, past, cache).transpose(1, 2).reshape(b, t, -1)
            x = x + lin("self_attn.o_proj", a)
            y = rms(x, w[p + "post_attention_layernorm.weight"])
            x = x + lin("mlp.down_proj", F.silu(lin("mlp.gate_proj", y)) * lin("mlp.up_proj", y))
        return rms(x, w["model.norm.weight"])

    def head(self, hidden):
        tied = self.w.get("wte.weight", self.w.get("model.embed_tokens.weight"))
        return self.F.linear(hidden, self.w.get("lm_head.weight", tied))


def best(rounds, work):
    shortest, end = float("inf"), time.perf_counter() + SECONDS
    while rounds > 0 or time.perf_counter() < end:
        rounds -= 1
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def peer_speed(torch, folder, prompt, tokens, rows, rounds, batch):
    config, weights = load(folder, torch)
    peer = Peer(torch, config, weights)
    ids = torch.randint(0, config["vocab_size"], (rows, prompt))

    def generate(ids, new):
        cache = peer.cache(ids.shape[0], prompt + new)
        last, past = ids, 0
        for _ in range(new):
            logits = peer.head(peer.hidden(last, past, cache)[:, -1])
            past += last.shape[1]
            last = logits.argmax(-1, keepdim=True)
            last.tolist()

    with torch.no_grad():
        prefill = best(rounds + 1, lambda: peer.head(peer.hidden(ids[:1])[0, -1])[0].item())

        def per_token(ids):
            first = best(rounds + 1, lambda: generate(ids, 1))
            return (best(rounds + 1, lambda: generate(ids, tokens + 1)) - first) / tokens

        single, many = per_token(ids[:1]), per_token(ids)
    step = 0
    if batch:
        for w in peer.w.values():
            w.requires_grad_(True)
        matrices = [w for w in peer.w.values() if w.dim() == 2]
        others = [w for w in peer.w.values() if w.dim() != 2]
        adam = torch.optim.AdamW([dict(params=matrices, weight_decay=.1), dict(params=others, weight_decay=0)],
                                 lr=1e-3, betas=(.9, .95), foreach=True)

        def train():
            x = torch.randint(0, config["vocab_size"], (batch, prompt + 1))
            adam.zero_grad()
            logits = peer.head(peer.hidden(x[:, :-1]))
            loss = peer.F.cross_entropy(logits.reshape(-1, config["vocab_size"]), x[:, 1:].reshape(-1))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(peer.w.values()), 1.0, foreach=True)
            adam.step()
            loss.item()

        best(1, train)
        best(1, train)
        step = best(rounds, lambda: [train() for _ in range(3)]) / 3
    return prefill, single, many, step


def java(options, main, *arguments):
    target = ROOT / "benchmarks/target"
    path = f"{target / 'classes'}:{(target / 'classpath.txt').read_text().strip()}"
    return subprocess.run(
        [options.java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
         f"-Doffprint.torch.threads={options.threads}", "-cp", path, f"offprint.benchmarks.lm.{main}",
         *map(str, arguments)], check=True, capture_output=True, text=True, cwd=ROOT).stdout


def check(options, torch, scratch):
    tiny = dict(vocab_size=97, max_position_embeddings=64, hidden_size=32, num_hidden_layers=3, num_attention_heads=4,
                num_key_value_heads=2, intermediate_size=80)
    llama3 = dict(rope_type="llama3", factor=8, low_freq_factor=1, high_freq_factor=4, original_max_position_embeddings=32)
    families = {
        "gpt2": dict(model_type="gpt2", vocab_size=97, n_positions=64, n_embd=32, n_layer=3, n_head=4),
        "llama": dict(tiny, model_type="llama"),
        "llama, tied, scaled": dict(tiny, model_type="llama", tie_word_embeddings=True, rope_scaling=llama3),
        "llama, linear": dict(tiny, model_type="llama", rope_scaling=dict(rope_type="linear", factor=4)),
        "mistral, window 6": dict(tiny, model_type="mistral", sliding_window=6),
        "qwen2": dict(tiny, model_type="qwen2", rope_theta=1e6),
        "qwen3": dict(tiny, model_type="qwen3", head_dim=16),
    }
    ids = [(7 * t * t + 3 * t + 1) % 97 for t in range(24)]
    print(f"{'family':<22}{'stored':<7}{'largest difference of logits':>30}")
    worst = 0
    for name, config in families.items():
        for dtype in ("F32", "F16", "BF16"):
            folder = scratch / f"{name}-{dtype}".replace(", ", "-").replace(" ", "-")
            make(folder, config, dtype, sd=0.3)
            _, weights = load(folder, torch)
            peer = Peer(torch, config, {n: w.double() for n, w in weights.items()})
            expected = peer.head(peer.hidden(torch.tensor([ids])))[0]
            lines = java(options, "Logits", folder, *ids).strip().splitlines()
            found = torch.tensor([[float(x) for x in line.split()] for line in lines], dtype=torch.float64)
            difference = (found - expected).abs().max().item()
            worst = max(worst, difference)
            print(f"{name:<22}{dtype:<7}{difference:>30.2e}")
    print("agree" if worst < 1e-9 else "DIFFER")
    return worst < 1e-9


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", default="java", help="a java of version 25")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, nargs="*", default=[])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--prompt", type=int, default=512)
    parser.add_argument("--tokens", type=int, default=32)
    parser.add_argument("--rows", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as ours: spinning threads lose a busy machine
    try:
        import torch

        torch.set_num_threads(options.threads)
        print("peer: PyTorch", torch.__version__)
    except ImportError:
        torch = None
        print("peer's side left out: no torch for this Python")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        if options.check:
            if torch is None:
                return 0
            return 0 if check(options, torch, scratch) else 1
        # name, folder, tokens of the prompt, training batch
        races = [(f.name, f, options.prompt, 0) for f in options.folder]
        if not races:
            for name, config, prompt, batch in (("GPT-2 small", GPT2_SMALL, options.prompt, 0),
                                                ("Llama, 12 x 768", LLAMA_SMALL, options.prompt, 0),
                                                ("moby-gpt2", MOBY, 128 - options.tokens - 1, 16)):
                make(scratch / name.replace(" ", "-"), config)
                races.append((name, scratch / name.replace(" ", "-"), prompt, batch))
        print(f"{options.threads} threads; prompt, new tokens, rows: {options.prompt}, {options.tokens}, {options.rows}")
        print(f"{'model':<18}{'side':<10}{'open s':>8}{'prompt s':>10}{'tokens/s':>10}{'rows: tokens/s':>16}{'train tokens/s':>16}")
        for name, folder, prompt, batch in races:
            sides = {}
            if torch is not None:
                sides["PyTorch"] = (float("nan"), *peer_speed(torch, folder, prompt, options.tokens, options.rows, options.rounds, batch))
            sides["Offprint"] = tuple(map(float, java(options, "Speed", folder, prompt, options.tokens, options.rows,
                                                     options.rounds, batch).split()[-5:]))
            for side, (opened, prefill, single, many, step) in sides.items():
                train = f"{batch * prompt / step:.0f}" if step else ""
                print(f"{name:<18}{side:<10}{opened:>8.2f}{prefill:>10.3f}{1 / single:>10.1f}{options.rows / many:>16.1f}{train:>16}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
