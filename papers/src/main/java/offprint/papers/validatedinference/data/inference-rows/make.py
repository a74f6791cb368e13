"""Makes rows.csv, series.csv and words.csv of the paper's examples: simulated, seed 1711."""
import csv, math, os, random

HERE = os.path.dirname(os.path.abspath(__file__))
r = random.Random(1711)


def write(name, header, rows):
    with open(os.path.join(HERE, "..", "inference-" + name, name + ".csv"), "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


rows = []
for i in range(100):
    x1, x2 = r.gauss(0, 1), r.expovariate(1)
    value = 1.5 + 0.8 * x1 + r.gauss(0, 0.5)
    yes = int(r.random() < 1 / (1 + math.exp(0.9 - 1.6 * x1 - 0.7 * x2)))
    mixed = r.gauss(2, 1) if r.random() < 0.3 else r.gauss(-1.5, 1)
    rows.append([f"{x1:.3f}", f"{x2:.3f}", f"{value:.3f}", yes, f"{mixed:.3f}", sum(r.random() < 0.3 for _ in range(5)), 5])
write("rows", ["x1", "x2", "value", "yes", "mixed", "successes", "trials"], rows)

h, series = 0.0, []
for t in range(1, 51):
    h = 0.95 * h + r.gauss(0, 0.3)
    series.append([t, repr(math.sin(t / 3) + 0.3 * math.cos(1.7 * t)), f"{r.gauss(0, 1) * math.exp(h / 2):.4f}"])
write("series", ["t", "y", "returns"], series)

words = []
for doc in range(6):
    for _ in range(8):
        words.append([doc, r.choices(range(4), [6, 3, 1, 1] if r.random() < (0.9 if doc % 2 else 0.2) else [1, 1, 4, 5])[0]])
write("words", ["doc", "word"], words)
