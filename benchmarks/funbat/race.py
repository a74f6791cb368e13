#!/usr/bin/env python3
"""FunBaT on the fine dust of Beijing: the authors' PyTorch code beside Offprint.

  python3 benchmarks/funbat/race.py --authors CHECKOUT [--rank 3] [--sweeps 50] [--offprint ./offprint]

--authors   a checkout of github.com/xuangu-fang/Functional-Bayesian-Tucker-Decomposition
--sweeps    of both sides; the authors' own setting is 150
--offprint  the launcher (default: the one of this repository, built)
CP form, Matern 1/2, length scale .1, the authors' other settings as in their config_beijing_PM25_CP.yaml. One thread on both sides,
processor time. A sweep of ours is the difference of two whole runs with 25 and 100 more sweeps, so the start of the JVM does not count,
its compiling does. Without torch or a checkout the authors' side is left out, and said so.
"""
import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import types
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "papers/src/main/java/offprint/papers/funbat/data/beijing-pm25/pm25.csv.gz"
UNITS = (427, 500, 1460)


def rows():
    import numpy as np

    with gzip.open(DATA, "rt") as file:
        cells = [line.strip().split(",") for line in file][1:]
    index = np.array([[int(c) for c in row[:3]] for row in cells])
    y = np.array([float(row[3]) for row in cells])
    train = np.array([row[4] == "train" for row in cells])
    return index, y, train


def authors(path, rank, sweeps):
    sys.path.insert(0, str(path))
    if "tensorly" not in sys.modules:  # the CP form needs no more of it than this
        sys.modules["tensorly"] = types.SimpleNamespace(set_backend=lambda name: None)
    import numpy.lib
    import torch
    import utils_continues
    import yaml

    if not hasattr(numpy.lib, "utils"):  # NumPy 2 has it no more; imported there and not used
        sys.modules["numpy.lib.utils"] = numpy.lib.utils = types.ModuleType("numpy.lib.utils")
    from model_continues_mode_tensor import Continues_Mode_Tensor_CP

    torch.set_num_threads(1)
    config = yaml.safe_load((Path(path) / "config/config_beijing_PM25_CP.yaml").read_text())
    hyper = utils_continues.make_hyper_dict(config)
    hyper["R_U"] = rank
    index, y, train = rows()
    scaled = index / UNITS
    known = [set(index[train, k]) for k in range(3)]
    data = {
        "ndims": [u + 1 for u in UNITS],
        "tr_ind_DISCT": index[train], "tr_ind_CONTI": scaled[train], "tr_y": y[train],
        "te_ind_DISCT": index[~train], "te_ind_CONTI": scaled[~train], "te_y": y[~train],
        "never_seen_test_idx": [sorted(set(index[:, k]) - known[k]) for k in range(3)],
        "CONTI_2_DISCT_dicts": [{i / UNITS[k]: i for i in range(UNITS[k] + 1)} for k in range(3)],
        "DISCT_2_CONTI_dicts": [{i: i / UNITS[k] for i in range(UNITS[k] + 1)} for k in range(3)],
    }
    data["LDS_continues_mode_paras"] = utils_continues.make_LDS_continues_mode_paras(hyper, data)
    model = Continues_Mode_Tensor_CP(hyper, data)
    start = time.process_time()
    for _ in range(sweeps):
        model.reset()
        for mode in range(model.nmods):
            model.msg_approx_U(mode)
            model.LDS_update(mode)
            model.post_update_U(mode)
        model.msg_approx_tau()
        model.post_update_tau()
    seconds = (time.process_time() - start) / sweeps
    model.post_merge_U()
    error = model.model_test(model.te_ind_DISCT, model.te_y)[1]
    return {"seconds": seconds, "rmse": float(error["rmse"]), "mae": float(error["MAE"])}


def fit(offprint, rank, sweeps):
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [offprint, "run", "funbat/fit", "--rank", str(rank), "--sweeps", str(sweeps), "--start", "random",
             "--baselines", "false", "--out", f"{folder}/out"],
            check=True, capture_output=True,
            env=os.environ | {"JAVA_TOOL_OPTIONS": "-XX:+UseSerialGC -XX:ActiveProcessorCount=1"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        metrics = json.loads((Path(folder) / "out/report.json").read_text())["report"]["metrics"]
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, metrics


def ours(offprint, rank, sweeps):
    short, _ = fit(offprint, rank, sweeps + 25)
    long, _ = fit(offprint, rank, sweeps + 100)
    whole, metrics = fit(offprint, rank, sweeps)
    return {"seconds": (long - short) / 75, "run": whole, "rmse": metrics["rmse"], "mae": metrics["mae"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=Path)
    parser.add_argument("--rank", type=int, default=3)
    parser.add_argument("--sweeps", type=int, default=50)
    parser.add_argument("--offprint", default=str(ROOT / "offprint"))
    arguments = parser.parse_args()
    result = ours(arguments.offprint, arguments.rank, arguments.sweeps)
    print(f"ours:    {1000 * result['seconds']:.1f} ms a sweep, {result['run']:.1f} s a whole run, "
          f"RMSE {result['rmse']:.4f}, MAE {result['mae']:.4f}")
    if not arguments.authors:
        print("authors: left out, no checkout given")
        return
    try:
        peer = authors(arguments.authors, arguments.rank, arguments.sweeps)
    except ImportError as error:
        print(f"authors: left out, {error}")
        return
    print(f"authors: {1000 * peer['seconds']:.1f} ms a sweep, RMSE {peer['rmse']:.4f}, MAE {peer['mae']:.4f}, "
          f"{peer['seconds'] / result['seconds']:.0f} times ours a sweep")


if __name__ == "__main__":
    main()
