#!/usr/bin/env python3
"""Exponential smoothing and the Theta method on hourly ETT data: statsmodels beside Offprint.

  mvn -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  python3 benchmarks/series/race.py ETTh1.csv [--java JAVA] [--horizon 96] [--channels 0 6] [--forms ...]

Both sides fit on the 8,640 training rows, z-scored, with a season of 24, and forecast every test window
with lookback 96 from the states after its last input. Seconds are processor time of the whole process;
Offprint's contain the compiling of its code by the JVM. statsmodels fits by ETSModel.fit and ThetaModel.fit
with their defaults but maxiter 2000. Without statsmodels that side is left out, and said so.
"""
import argparse
import csv
import os
import subprocess
import time
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

ROOT = Path(__file__).resolve().parents[2]
TRAIN, VALIDATION, TEST, SEASON = 8640, 11520, 14400, 24
FORMS = ["ETS(A,N,N)", "ETS(A,A,N)", "ETS(A,Ad,N)", "ETS(A,N,A)", "ETS(A,A,A)", "ETS(A,Ad,A)"]


def scaled(numpy, path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))[1:]
    values = numpy.array([[float(cell) for cell in row[1:]] for row in rows]).T
    head = values[:, :TRAIN]
    # Rounded to float32 as Offprint's series, so that both sides fit the same numbers.
    z = (values - head.mean(axis=1, keepdims=True)) / head.std(axis=1, keepdims=True)
    return z.astype(numpy.float32).astype(float)[:, :TEST]


def mse(numpy, forecast, y, horizon):
    """Mean over the origins of all test windows; forecast(origins, step) gives [origins]."""
    origins = numpy.arange(VALIDATION - 1, TEST - horizon)
    total = 0.0
    for step in range(1, horizon + 1):
        error = forecast(origins, step) - y[origins + step]
        total += float(error @ error) / len(origins)
    return total / horizon


def ets(numpy, y, form, horizon):
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    trend, season = form[6:-1].split(",")
    options = dict(error="add", trend=None if trend == "N" else "add", damped_trend=trend == "Ad")
    if season == "A":
        options.update(seasonal="add", seasonal_periods=SEASON)
    start = time.process_time()
    fit = ETSModel(y[:TRAIN], **options).fit(disp=False, maxiter=2000)
    seconds = time.process_time() - start
    whole = ETSModel(y, **options).smooth(fit.params)
    phi = dict(zip(fit.model.param_names, fit.params)).get("damping_trend", 1.0)

    def forecast(origins, step):
        f = whole.level[origins].copy()
        if trend != "N":
            f += whole.slope[origins] * sum(phi**i for i in range(1, step + 1))
        if season == "A":
            f += whole.season[origins + step - SEASON * -(-step // SEASON)]
        return f

    return seconds, fit.llf, mse(numpy, forecast, y, horizon)


def theta(numpy, series, horizon):
    from statsmodels.tsa.forecasting.theta import ThetaModel

    seconds, total = 0.0, 0.0
    for y in series:
        start = time.process_time()
        fit = ThetaModel(y[:TRAIN], period=SEASON, method="additive").fit()
        seconds += time.process_time() - start
        b, alpha = fit.params
        season = numpy.asarray(fit._seasonal) if len(fit._seasonal) else numpy.zeros(SEASON)
        rest = y - season[numpy.arange(TEST) % SEASON]
        level = numpy.empty(TEST)
        level[0] = rest[0]
        for t in range(1, TEST):
            level[t] = level[t - 1] + alpha * (rest[t] - level[t - 1])

        def forecast(origins, step):
            drift = step - 1 + (1 - (1 - alpha) ** (origins + 1)) / alpha
            return level[origins] + b / 2 * drift + season[(origins + step) % SEASON]

        total += mse(numpy, forecast, y, horizon) / len(series)
    return seconds, total


def ours(java, path, horizon):
    target = ROOT / "benchmarks/target"
    classes = f"{target / 'classes'}:{(target / 'classpath.txt').read_text().strip()}"
    command = [java, "-XX:+UseSerialGC", "-cp", classes, "offprint.benchmarks.series.Forecasts"]
    out = subprocess.run(
        command + [str(path), str(horizon)], check=True, capture_output=True, text=True
    ).stdout
    lines = [line.split("\t") for line in out.splitlines()]
    fits = {(int(l[1]), l[2]): tuple(map(float, l[3:])) for l in lines if l[0] == "fit"}
    return fits, {l[1]: tuple(map(float, l[2:])) for l in lines if l[0] == "all"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv", type=Path, help="ETTh1.csv or ETTh2.csv")
    parser.add_argument("--java", default="java", help="a java of version 25")
    parser.add_argument("--horizon", type=int, default=96)
    parser.add_argument("--channels", type=int, nargs="+", default=[0, 6])
    parser.add_argument("--forms", nargs="+", default=FORMS, choices=FORMS)
    options = parser.parse_args()
    fits, forecasters = ours(options.java, options.csv.resolve(), options.horizon)
    print(f"{'forecaster':<28} {'fit s':>7} {'test s':>7} {'MSE':>8} {'MAE':>8}  80 %: covered, width  95 %")
    for name, (fit, test, error, absolute, c80, w80, c95, w95) in forecasters.items():
        print(
            f"{name:<28} {fit:>7.2f} {test:>7.2f} {error:>8.4f} {absolute:>8.4f}"
            f"  {c80:>8.3f} {w80:>8.3f} {c95:>8.3f} {w95:>8.3f}"
        )
    try:
        import numpy
        import statsmodels
    except ImportError:
        print("statsmodels' side left out: it is not installed for this Python")
        return
    warnings.filterwarnings("ignore")
    print("statsmodels", statsmodels.__version__)
    series = scaled(numpy, options.csv)
    seconds, error = theta(numpy, series, options.horizon)
    print(f"{'Theta, statsmodels':<28} {seconds:>7.2f} {'':>7} {error:>8.4f}")
    print("channel form          fit s: statsmodels, ours    log-likelihood             MSE")
    for channel in options.channels:
        for form in options.forms:
            peer = ets(numpy, series[channel], form, options.horizon)
            own = fits[channel, form]
            print(
                f"{channel:>7} {form:<12} {peer[0]:>9.2f} {own[0]:>7.2f}"
                f" {peer[1]:>14.3f} {own[1]:>11.3f} {peer[2]:>9.4f} {own[2]:>8.4f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
