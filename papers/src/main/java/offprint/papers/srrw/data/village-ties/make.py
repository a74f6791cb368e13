"""Makes the village examples: a network, a table of its people, a table of people outside it."""
import math, random, hashlib, sys, os

rng = random.Random(2401)
N, GROUPS, FEATURES = 400, 8, 12
group = [i * GROUPS // N for i in range(N)]
edges, ends = set(), {g: [] for g in range(GROUPS)}

def tie(a, b):
    if a != b and (min(a, b), max(a, b)) not in edges:
        edges.add((min(a, b), max(a, b)))
        ends[group[a]].append(a)
        ends[group[b]].append(b)

for i in range(N):                       # preferential attachment inside each hamlet
    g = group[i]
    if not ends[g]:
        if i + 1 < N: tie(i, i + 1)
        continue
    for _ in range(rng.choice([1, 1, 2, 3, 5])):
        tie(i, rng.choice(ends[g]))
for g in range(GROUPS):                  # some ties between well-known people of two hamlets
    for h in [(g + 1) % GROUPS] * 4 + [rng.randrange(GROUPS)] * 2:
        tie(rng.choice(ends[g]), rng.choice(ends[h]))
degree = [0] * N
for a, b in edges:
    degree[a] += 1; degree[b] += 1

shift = [[rng.gauss(0, .5) for _ in range(FEATURES)] for _ in range(GROUPS)]
beta = [rng.gauss(0, .8) for _ in range(FEATURES)]

def person(g, d):
    x = [shift[g][k] + rng.gauss(0, 1) for k in range(FEATURES)]
    income = math.exp(rng.gauss(7, .4)) * max(1, d) ** .3
    m = sum(b * v for b, v in zip(beta, x)) + .7 * (math.log(income) - 7.4)
    return [f"{income:.0f}"] + [f"{v:.3f}" for v in x] + [str(int(rng.random() < 1 / (1 + math.exp(-m))))]

names = "income," + ",".join(f"x{k+1}" for k in range(FEATURES)) + ",label"
out = sys.argv[1]
def write(name, file, lines):
    text = "\n".join(lines) + "\n"
    open(os.path.join(out, name, file), "w").write(text)
    print(name, file, len(lines), hashlib.sha256(text.encode()).hexdigest())
write("village-ties", "ties.csv", ["source,target"] + [f"{a},{b}" for a, b in sorted(edges)])
write("village-people", "people.csv",
      ["id,weight," + names] + [",".join([str(i), str(rng.randint(1, 5))] + person(group[i], degree[i])) for i in range(N)])
write("village-strangers", "strangers.csv",
      [names] + [",".join(person(rng.randrange(GROUPS), rng.choice(degree))) for _ in range(600)])
