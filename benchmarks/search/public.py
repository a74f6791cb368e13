#!/usr/bin/env python3
"""Makes judged questions from public test collections, for `benchmarks/evaluate search --corpus`.

    public.py SOURCE OUT

SOURCE has a folder for each collection that is at hand; none is part of Offprint, and those that are absent are left out:

    adi, cacm, cisi, cran, lisa, med, npl   the classic collections of SMART, documents as `.I`, `.T`, `.W` …
    scifact   corpus_train.csv, claims_train.csv, claims_validation.csv (Wadden et al. 2020, as exported for data frames)
    nfcorpus  {dev,test}.docs, .titles.queries and .2-1-0.qrel (Boteva et al. 2016), which have no common words
    csfcube   readable_annotations/*.txt, test-pid2anns-csfcube-*.json (Mysore et al. 2021)

OUT gets for each collection NAME.corpus.jsonl, and NAME-SPLIT.queries.jsonl and NAME-SPLIT.qrels.tsv. Constants are
tuned on `train` only: questions of odd places, of SciFact the claims for training, of NFCorpus `dev`. Collections whose name ends in
-similar are for `--similar`: cacm-similar (a paper cites the other or is cited by it), cisi-similar (both are cited by the
same papers, at least three times), csfcube-similar (judged by people, for background, method and result apart), and
those made of others (both papers answer the same question).
"""
import ast, collections, csv, glob, json, os, random, re, sys

MOST = 800  # questions of a collection that is made from the answers of another
csv.field_size_limit(sys.maxsize)


def squeezed(text):
    return " ".join(text.split())


def read(*parts):
    with open(os.path.join(*parts), encoding="latin-1") as file:
        return file.read()


def records(text):
    """By number: the fields of each `.I`, by letter."""
    found = {}
    for number, body in re.findall(r"^\.I\s+(\d+)\s*\n(.*?)(?=^\.I\s|\Z)", text, re.M | re.S):
        fields = re.findall(r"^\.([A-Z])\s*\n(.*?)(?=^\.[A-Z]\s*$|\Z)", body, re.M | re.S)
        found[int(number)] = {letter: value for letter, value in reversed(fields)}
    return found


def numbers(text):
    return [[int(float(number)) for number in line.split()] for line in text.splitlines() if line.strip()]


def questions(text):
    """By place, which the judgements name, whatever their numbers."""
    return {place: squeezed(fields["W"]) for place, fields in enumerate(records(text).values(), 1)}


def documents(text, split=None):
    """(title, text) by number; of collections without titles the text up to `split` is one."""
    found = {}
    for number, fields in records(text).items():
        title, body = fields.get("T", ""), fields.get("W", "")
        if split and split in body.strip():
            title, body = body.strip().split(split, 1)
        found[number] = squeezed(title), squeezed(body)
    return found


def groups(text):
    """Judgements as a question's number and the numbers of its documents."""
    blocks = text.split("/") if "/" in text else text.splitlines()
    return [(row[0], document, 1) for row in ([int(n) for n in block.split()] for block in blocks) if row for document in row[1:]]


def adi(path):
    return documents(read(path, "ADI.ALL")), questions(read(path, "ADI.QRY")), [(r[0], r[1], 1) for r in numbers(read(path, "ADI.REL"))]


def cacm(path):
    return documents(read(path, "cacm.all")), questions(read(path, "query.text")), [(r[0], r[1], 1) for r in numbers(read(path, "qrels.text"))]


def cisi(path):
    return documents(read(path, "CISI.ALL")), questions(read(path, "CISI.QRY")), [(r[0], r[1], 1) for r in numbers(read(path, "CISI.REL"))]


def cran(path):
    judged = [(r[0], r[1], 5 - r[2]) for r in numbers(read(path, "cranqrel")) if 1 <= r[2] <= 4]
    return documents(read(path, "cran.all.1400")), questions(read(path, "cran.qry")), judged


def lisa(path):
    text = "".join(read(file) + "\n" for file in sorted(glob.glob(os.path.join(path, "LISA?.???"))) if file[-1].isdigit())
    return documents(text, "\n\n"), questions(read(path, "LISA.QUE")), groups(read(path, "LISARJ.NUM"))


def med(path):
    return documents(read(path, "MED.ALL")), questions(read(path, "MED.QRY")), [(r[0], r[2], 1) for r in numbers(read(path, "MED.REL"))]


def npl(path):
    return documents(read(path, "doc-text"), "  "), questions(read(path, "query-text")), groups(read(path, "rlv-ass"))


def linked(text, related):
    """For each document those that `related` names in its field X; links count both ways."""
    links = collections.defaultdict(set)
    for number, fields in records(text).items():
        for row in numbers(fields.get("X", "")):
            if len(row) == 3 and row[0] != number and related(row):
                links[number].add(row[0])
                links[row[0]].add(number)
    return links


def similar(found, links):
    links = {number: {other for other in others if other in found} for number, others in sorted(links.items()) if number in found}
    asked = {number: found[number][0] for number, others in links.items() if others and found[number][1]}
    return found, asked, [(number, other, 1) for number in asked for other in sorted(links[number])]


def together(collection):
    """Documents that answer the same question are similar to each other."""
    def read_similar(path):
        found, _, judged = collection(path)
        most = max(score for _, _, score in judged)
        answers, links = collections.defaultdict(set), collections.defaultdict(set)
        for question, document, score in judged:
            if score >= min(2, most):
                answers[question].add(document)
        for group in answers.values():
            for document in group:
                links[document] |= group - {document}
        return similar(found, dict(random.Random(1).sample(sorted(links.items()), min(MOST, len(links)))))
    return read_similar


def cacm_similar(path):
    text = read(path, "cacm.all")
    return similar(documents(text), linked(text, lambda row: row[1] == 5))


def cisi_similar(path):
    text = read(path, "CISI.ALL")
    return similar(documents(text), linked(text, lambda row: row[1] >= 3))


def scifact(path):
    """Claims, and the abstracts they cite; keys say to which half they belong."""
    def rows(name):
        with open(os.path.join(path, name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def sentences(text):
        return squeezed(" ".join(ast.literal_eval("[" + re.sub(r"(?<=['\"])\s*\n\s*(?=['\"])", ", ", text.strip()[1:-1]) + "]")))

    found = {int(row["doc_id"]): (squeezed(row["title"]), sentences(row["abstract"])) for row in rows("corpus_train.csv")}
    asked, judged = {}, set()
    for split, name in (("train", "claims_train.csv"), ("test", "claims_validation.csv")):
        for row in rows(name):
            key = f"{split}-{row['id']}"
            asked[key] = squeezed(row["claim"])
            judged.update((key, int(document), 1) for document in re.findall(r"\d+", row["cited_doc_ids"]))
    return found, asked, sorted(judged)


def nfcorpus(path):
    found, asked, judged = {}, {}, []
    for split, half in (("train", "dev"), ("test", "test")):
        for line in read(path, f"{half}.docs").splitlines():
            found[line.split("\t")[0]] = "", line.split("\t")[1]
        for line in read(path, f"{half}.titles.queries").splitlines():
            asked[f"{split}-{line.split()[0]}"] = squeezed(line.split("\t")[1])
        for line in read(path, f"{half}.2-1-0.qrel").splitlines():
            question, _, document, score = line.split()
            judged.append((f"{split}-{question}", document, int(score)))
    return found, asked, judged


def csfcube(path):
    found, asked, judged = {}, {}, []
    for file in sorted(glob.glob(os.path.join(path, "readable_annotations", "*.txt"))):
        with open(file, encoding="utf-8") as opened:
            papers = re.findall(r"^paper_id: (\d+);.*?^TITLE: (.*?)\nABSTRACT: (.*?)(?=^={20,}|\Z)", opened.read(), re.M | re.S)
        for paper, title, text in papers:
            found[paper] = squeezed(title), squeezed(re.sub(r"^\w+_label: ", "", text, flags=re.M))
    for facet in ("background", "method", "result"):
        with open(os.path.join(path, f"test-pid2anns-csfcube-{facet}.json"), encoding="utf-8") as opened:
            for paper, pool in json.load(opened).items():
                asked[f"{paper}-{facet}"] = found[paper][0]
                judged += [(f"{paper}-{facet}", other, score) for other, score in zip(pool["cands"], pool["relevance_adju"])]
    return found, asked, judged


COLLECTIONS = {"adi": adi, "cacm": cacm, "cisi": cisi, "cran": cran, "lisa": lisa, "med": med, "npl": npl, "scifact": scifact,
               "nfcorpus": nfcorpus,
               "cacm-similar": cacm_similar, "cisi-similar": cisi_similar, "csfcube-similar": csfcube,
               **{f"{each.__name__}-similar": together(each) for each in (cran, med, nfcorpus, npl)}}


def paper_of(key):
    return re.sub(r"-(background|method|result)$", "", str(key))


def split_of(place, key):
    return key.split("-")[0] if str(key).startswith(("train-", "test-")) else ("test", "train")[place % 2]


def lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write(out, name, found, asked, judged):
    lines(f"{out}/{name}.corpus.jsonl", ({"_id": str(key), "title": title, "text": text} for key, (title, text) in found.items()))
    relevant = {question for question, _, score in judged if score > 0}
    split = {key: split_of(place, key) for place, key in enumerate((key for key in asked if key in relevant), 1)}
    for half in ("train", "test"):
        mine = [key for key, its in split.items() if its == half]
        paper = {key: {"paper": paper_of(key)} if name.endswith("-similar") else {} for key in mine}
        lines(f"{out}/{name}-{half}.queries.jsonl", ({"_id": f"q{key}", "text": asked[key], **paper[key]} for key in mine))
        with open(f"{out}/{name}-{half}.qrels.tsv", "w", encoding="utf-8") as file:
            file.write("query-id\tcorpus-id\tscore\n")
            file.writelines(f"q{question}\t{other}\t{score}\n" for question, other, score in judged if split.get(question) == half)
    print(f"{name}: {len(found):,} documents, {len(split):,} questions, {len(judged):,} judgements")


def main(source, out):
    os.makedirs(out, exist_ok=True)
    for name, collection in COLLECTIONS.items():
        path = os.path.join(source, name.split("-")[0])
        try:
            write(out, name, *collection(path))
        except FileNotFoundError as absent:
            print(f"{name}: left out, {absent.filename} is not there")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
