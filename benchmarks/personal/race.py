#!/usr/bin/env python3
"""Personal ranking: Offprint's list beside TF-IDF and a linear SVM (the method of arxiv-sanity-lite), on the same splits.

    benchmarks/personal/race.py --home DIR      # a data folder with an archive and its sentence vectors

Runs `benchmarks/evaluate personal`, which prints our side and writes the splits, and `offprint export`; then trains the peer, scikit-learn, on
every split. The peer's settings are those that arxiv-sanity-lite publishes; it takes all papers before the cut for negatives.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]


def quality(scores, relevant):
    """AUC, nDCG@20 and recall@50, as PersonalEvaluation defines them."""
    import numpy as np
    from scipy.stats import rankdata

    positives = relevant.sum()
    others = len(relevant) - positives
    auc = (rankdata(scores)[relevant].sum() - positives * (positives + 1) / 2) / (positives * others)
    hits = relevant[np.argsort(-scores, kind="stable")]
    discount = 1 / np.log2(np.arange(2, 22))
    gain = (hits[:20] * discount[: len(hits[:20])]).sum() / discount[: min(20, positives)].sum()
    return auc, gain, hits[:50].sum() / positives


def peer(readers, papers):
    """Prints the peer's means; papers by id, in the order of their first days."""
    try:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        print("\nskipped the peer: scikit-learn is not installed")
        return
    row = {name: i for i, name in enumerate(papers)}
    day = np.array([paper["date"] for paper in papers.values()])
    texts = [paper["title"] + " " + paper.get("summary", "") for paper in papers.values()]
    authors = [" ".join(a["name"] for a in paper["authors"]) for paper in papers.values()]
    for label, documents, kinds in (
        ("TF-IDF + SVM, words", texts, ("submitter", "author")),
        ("TF-IDF + SVM, words and authors", [a + " " + b for a, b in zip(texts, authors)], ("submitter",)),
    ):
        x = TfidfVectorizer(
            strip_accents="unicode",
            stop_words="english",
            token_pattern=r"(?u)\b[a-zA-Z_][a-zA-Z0-9_]+\b",
            ngram_range=(1, 2),
            max_features=20000,
            sublinear_tf=True,
            max_df=0.1,
            min_df=5,
        ).fit_transform(documents)
        for kind in kinds:
            results = []
            for reader in (r for r in readers if r["kind"] == kind):
                past = np.where(day < reader["cut"])[0]
                later = np.where(day >= reader["cut"])[0]
                saved = np.isin(past, [row[name] for name in reader["saved"]])
                held = np.isin(later, [row[name] for name in reader["held"]])
                svm = LinearSVC(class_weight="balanced", C=0.01, tol=1e-6, max_iter=10000, dual="auto")
                results.append(quality(svm.fit(x[past], saved).decision_function(x[later]), held))
            print("%-32s %8.3f %8.3f %10.3f   (%d %ss)" % (label, *np.mean(results, 0), len(results), kind))
            sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True, help="data folder with papers on lists and their vectors")
    parser.add_argument("--known", type=int, default=1000, help="know at most the last N papers of each reader")
    parser.add_argument("--offprint", default=str(TOP / "offprint"), help="the launcher")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        splits = pathlib.Path(folder, "splits.jsonl")
        evaluation = ["personal", "--home", given.home, "--known", str(given.known), "--splits", splits]
        subprocess.run([str(TOP / "benchmarks" / "evaluate"), *evaluation], check=True)
        readers = [json.loads(line) for line in splits.open()]
    export = subprocess.run([given.offprint, "export", "--home", given.home], check=True, capture_output=True, text=True)
    papers = {}
    for line in export.stdout.splitlines():
        paper = json.loads(line)
        if "date" in paper:
            papers.setdefault(paper.get("id") or paper["slug"], paper)
    peer(readers, papers)


if __name__ == "__main__":
    main()
