"""Writes invented papers as JSON lines for `offprint import`, each recombined from a real archive of daily papers:
half a title of one paper and half of another, sentences of three abstracts, authors and keywords of several papers,
the votes of one. Equal archive, count and seed give equal lines.

  python3 benchmarks/site/synthetic.py 1000000 ARCHIVE/papers-*.jsonl > synthetic.jsonl

Lists hold --per-day papers on each weekday up to --last, so a million papers reach back some eight years. --sources
FILE tells of which papers each is made, for vectors.py.
"""
import argparse, datetime, json, random, re, sys

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("count", type=int)
parser.add_argument("archive", nargs="+")
parser.add_argument("--per-day", type=int, default=500)
parser.add_argument("--last", type=datetime.date.fromisoformat, default=datetime.date(2026, 8, 21))
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--sources", type=argparse.FileType("w"))
args = parser.parse_args()

papers = []
for name in args.archive:
    with open(name, encoding="utf-8") as file:
        papers += [json.loads(line) for line in file]
titles = [" ".join(p["title"].split()).split(" ") for p in papers]
sentences = [re.split(r"(?<=[.!?])\s+(?=[A-Z])", p["summary"]) for p in papers]
COPIED = ("upvotes", "numComments", "submittedBy", "organization", "githubRepo", "projectPage", "githubStars", "isAuthorParticipating")
INSTANT = "%Y-%m-%dT%H:%M:%S.000Z"


def weekdays(last, papers):
    """The days that hold them, first to last."""
    days = []
    while len(days) * args.per_day < papers:
        if last.weekday() < 5:
            days.append(last)
        last -= datetime.timedelta(1)
    return days[::-1]


def recombined(rng):
    a, b, c = (rng.randrange(len(papers)) for _ in range(3))
    head, tail = titles[a], titles[b]
    parts = [sentences[a][: 1 + len(sentences[a]) // 3], sentences[b][len(sentences[b]) // 3 : 1 + 2 * len(sentences[b]) // 3],
             sentences[c][-(1 + len(sentences[c]) // 4) :]]
    people = papers[a]["authors"][: 1 + rng.randrange(6)] + papers[c]["authors"][: rng.randrange(4)]
    names = {person["name"]: {"name": person["name"]} for person in people}
    words = papers[a].get("ai_keywords", [])[:4] + papers[b].get("ai_keywords", [])[:4]
    paper = {key: papers[b][key] for key in COPIED if key in papers[b]}
    paper["sources"] = [papers[i]["id"] for i in (a, b, c)]
    paper["title"] = " ".join(head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :])[:1000]
    paper["summary"] = "\n".join(s for part in parts for s in part)
    paper["authors"] = list(names.values())
    if words:
        paper["ai_keywords"] = list(dict.fromkeys(words))
    return paper


rng = random.Random(args.seed)
left, serial, month = args.count, 0, ""
for day in weekdays(args.last, args.count):
    if (stamp := day.strftime("%y%m")) != month:
        serial, month = 0, stamp
    listed = [recombined(rng) for _ in range(min(args.per_day, left))]
    listed.sort(key=lambda paper: -paper["upvotes"])
    noon = datetime.datetime.combine(day, datetime.time(12))
    for rank, paper in enumerate(listed, 1):
        serial += 1
        paper["date"], paper["rank"], paper["id"] = day.isoformat(), rank, f"{month}.{serial:05d}"
        paper["publishedAt"] = (noon - datetime.timedelta(seconds=rng.randrange(3 * 86400))).strftime(INSTANT)
        paper["submittedOnDailyAt"] = datetime.datetime.combine(day, datetime.time()).strftime(INSTANT)
        sources = paper.pop("sources")
        if args.sources:
            print(paper["id"], *sources, sep="\t", file=args.sources)
        sys.stdout.write(json.dumps(paper, ensure_ascii=False, separators=(",", ":")) + "\n")
    left -= len(listed)
