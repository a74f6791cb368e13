"""Writes the addresses of lists and papers that the load client asks for ("group, tab, path"), the newest and the most
frequent first, from the JSON lines that were imported.

  python3 benchmarks/site/addresses.py LINES.jsonl... > addresses.tsv
"""
import collections, datetime, json, random, sys, urllib.parse

days, ids = set(), []
topics, authors = collections.Counter(), collections.Counter()
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        for line in file:
            paper = json.loads(line)
            days.add(paper["date"]) if "date" in paper else None
            ids.append(paper.get("id") or paper.get("arxiv") or paper["slug"])
            topics.update(paper.get("ai_keywords") or paper.get("keywords") or [])
            names = [a["name"] if isinstance(a, dict) else a for a in paper["authors"]]
            authors.update(names if len(ids) % 20 == 0 else names[:1])


def show(group, paths):
    for path in list(dict.fromkeys(paths)):
        print(group, path, sep="\t")


def quoted(folder, counter, most):
    names = [name for name, _ in counter.most_common(most * 2) if name.strip() and not set(name) & set("/\\;%")]
    return [folder + urllib.parse.quote(name) for name in names[:most]]


newest = sorted(days, reverse=True)
weeks = ["%d-W%02d" % datetime.date.fromisoformat(day).isocalendar()[:2] for day in newest]
show("front", ["/"])
show("day", ["/papers/date/" + day for day in newest[:500]] or ["/"])
show("week", ["/papers/week/" + week for week in weeks] or ["/"])
show("month", ["/papers/month/" + day[:7] for day in newest] or ["/"])
show("trending", ["/papers/trending"])
show("newest", ["/papers/newest"])
show("topic", quoted("/topics/", topics, 300))
show("author", quoted("/authors/", authors, 300))
show("daily API", ["/api/daily_papers"] + ["/api/daily_papers?date=" + day for day in newest[:500]])
random.Random(1).shuffle(ids)
show("paper", ["/papers/" + id for id in ids[:2000]])
