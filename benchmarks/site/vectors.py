"""Gives invented papers stand-in sentence vectors: of each the mean of the real ones of the papers it is made of, and a
little noise, so that a search among a million is measured without the nine hours that the model would take. They are
marked as up to date, so a server makes none anew.

  python3 benchmarks/site/synthetic.py 1000000 ARCHIVE/papers-*.jsonl --sources sources.tsv > synthetic.jsonl
  python3 benchmarks/site/vectors.py REAL/offprint.db sources.tsv SYNTHETIC/offprint.db

REAL is an installation with the archive whose vectors are made, SYNTHETIC one that synthetic.jsonl was imported into and
that no server has open; papers without three real vectors get none. Needs NumPy.
"""
import hashlib, re, sqlite3, sys
import numpy

BATCH = 500  # papers with the same number of writing
NOISE = 0.01  # of a component, standard deviation; components are about 0.05

if len(sys.argv) != 4:
    sys.exit(__doc__)
real = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
known = {}
for arxiv, model, vector in real.execute("select arxiv, model, vector from paper_vector join paper on id = paper"):
    known[arxiv] = numpy.frombuffer(vector, "<f2").astype(numpy.float32)
with open(sys.argv[2], encoding="ascii") as file:
    sources = {line[0]: line[1:] for line in (line.split() for line in file) if all(s in known for s in line[1:])}

out = sqlite3.connect(sys.argv[3], isolation_level=None)
papers = [(paper, arxiv) for paper, arxiv in out.execute("select id, arxiv from paper order by id") if arxiv in sources]
chance = numpy.random.default_rng(1)
change, = out.execute("select value from counter where name = 'vector'").fetchone()
out.execute("begin immediate")
for start in range(0, len(papers), BATCH):
    batch = papers[start : start + BATCH]
    means = numpy.array([sum(known[source] for source in sources[arxiv]) / 3 for _, arxiv in batch])
    means += chance.normal(0, NOISE, means.shape).astype(numpy.float32)
    means /= numpy.linalg.norm(means, axis=1, keepdims=True)
    change += 1
    for (paper, _), vector in zip(batch, means.astype("<f2")):
        title, summary, seen = out.execute("select title, summary, changed from paper where id = ?", (paper,)).fetchone()
        text = re.sub(r"\s+", " ", f"{title}. {summary}", flags=re.ASCII).strip()
        digest = hashlib.sha256(text.encode()).hexdigest()[:32]
        out.execute("insert or replace into paper_vector values (?, ?, ?, ?, ?, ?)",
                    (paper, model, digest, seen, change, vector.tobytes()))
out.execute("update counter set value = ? where name = 'vector'", (change,))
out.execute("commit")
print(f"{len(papers)} of {out.execute('select count(*) from paper').fetchone()[0]} papers have a vector")
