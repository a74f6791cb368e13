#!/usr/bin/env python3
"""Makes judged questions from the Daily Papers archive, for `benchmarks/evaluate search --corpus`.

    collections.py ARCHIVE OUT

ARCHIVE is the folder with papers-*.jsonl; OUT gets corpus.jsonl (title and abstract of every paper, nothing else) and
for each collection and split NAME-SPLIT.queries.jsonl and NAME-SPLIT.qrels.tsv. Constants are tuned on `train` only.

    summary   one sentence that a language model wrote of a paper -> the paper
    keywords  three or four keywords of a paper -> the paper (keywords are not in the corpus)
    typos     three to five words of a title, one or two of them misspelt -> the paper
    title     three to five words of a title -> the paper
    similar   a paper -> papers that share two rare keywords (score 1) or three (score 2)
    authors   a paper -> papers with two of its authors within a year
"""
import collections, glob, json, os, random, re, sys

SIZE = 400  # questions a collection and split


def load(archive):
    papers = {}
    for file in sorted(glob.glob(os.path.join(archive, "papers-*.jsonl"))):
        for line in open(file, encoding="utf-8"):
            paper = json.loads(line)
            papers[paper["id"]] = paper
    return papers


def squeezed(text):
    return " ".join(text.split())


def misspelt(word, random):
    i = random.randrange(1, len(word))
    letter = random.choice("abcdefghijklmnopqrstuvwxyz")
    kind = random.randrange(4)
    if kind == 0:
        return word[:i] + word[i + 1:]
    if kind == 1:
        return word[:i] + letter + word[i:]
    if kind == 2:
        return word[:i] + letter + word[i + 1:]
    i = min(i, len(word) - 2)
    return word[:i] + word[i + 1] + word[i] + word[i + 2:]


def write(out, name, split, queries, qrels):
    with open(f"{out}/{name}-{split}.queries.jsonl", "w", encoding="utf-8") as file:
        for query in queries:
            file.write(json.dumps(query, ensure_ascii=False) + "\n")
    with open(f"{out}/{name}-{split}.qrels.tsv", "w", encoding="utf-8") as file:
        file.write("query-id\tcorpus-id\tscore\n")
        for query, document, score in qrels:
            file.write(f"{query}\t{document}\t{score}\n")


def known_items(papers, question, split, random):
    queries, qrels = [], []
    for paper in papers:
        text = question(paper, random)
        if text and len(queries) < SIZE:
            key = f"{split}-{len(queries)}"
            queries.append({"_id": key, "text": text})
            qrels.append((key, paper["id"], 1))
    return queries, qrels


def title_words(paper, random):
    words = re.findall(r"[A-Za-z]{4,}", paper["title"])
    if len(words) < 3:
        return None
    return random.sample(words, min(len(words), random.randint(3, 5)))


def title(paper, random):
    words = title_words(paper, random)
    return words and " ".join(words)


def typos(paper, random):
    words = title_words(paper, random)
    if not words:
        return None
    for i in sorted(range(len(words)), key=lambda i: -len(words[i]))[: random.randint(1, 2)]:
        words[i] = misspelt(words[i].lower(), random)
    return " ".join(words)


def keywords(paper, random):
    known = paper.get("ai_keywords") or []
    return " ".join(random.sample(known, min(len(known), random.randint(3, 4)))) if len(known) >= 3 else None


def main(archive, out):
    os.makedirs(out, exist_ok=True)
    papers = load(archive)
    with open(f"{out}/corpus.jsonl", "w", encoding="utf-8") as file:
        for paper in papers.values():
            file.write(json.dumps({"_id": paper["id"], "title": squeezed(paper["title"]),
                                   "text": squeezed(paper["summary"])}, ensure_ascii=False) + "\n")
    chance = random.Random(20251126)
    order = list(papers.values())
    chance.shuffle(order)
    halves = {"train": order[: len(order) // 2], "test": order[len(order) // 2:]}

    by_keyword, by_author = collections.defaultdict(set), collections.defaultdict(set)
    for paper in papers.values():
        for keyword in paper.get("ai_keywords") or []:
            by_keyword[keyword.lower()].add(paper["id"])
        for author in paper["authors"]:
            by_author[author["name"]].add(paper["id"])

    for split, half in halves.items():
        for name, question in [("summary", lambda p, _: p.get("ai_summary")), ("keywords", keywords),
                               ("typos", typos), ("title", title)]:
            write(out, name, split, *known_items(half, question, split, chance))
        for name in ["similar", "authors"]:
            queries, qrels = [], []
            for paper in half:
                shared = collections.Counter()
                if name == "similar":
                    for keyword in set(k.lower() for k in paper.get("ai_keywords") or []):
                        if len(by_keyword[keyword]) <= 40:
                            shared.update(by_keyword[keyword])
                else:
                    for author in set(a["name"] for a in paper["authors"]):
                        shared.update(o for o in by_author[author]
                                      if abs(int(papers[o]["publishedAt"][:4]) - int(paper["publishedAt"][:4])) <= 1)
                relevant = [(o, min(n - 1, 2) if name == "similar" else 1)
                            for o, n in shared.items() if o != paper["id"] and n >= 2]
                if relevant and len(queries) < SIZE:
                    queries.append({"_id": paper["id"], "text": squeezed(paper["title"])})
                    qrels += [(paper["id"], other, score) for other, score in relevant]
            write(out, name, split, queries, qrels)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
