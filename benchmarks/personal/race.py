#!/usr/bin/env python3
"""Personal ranking: Offprint's list beside TF-IDF and a linear SVM (the method of arxiv-sanity-lite), on the same splits.

    benchmarks/personal/race.py --home DIR      # a data folder with an archive and its sentence vectors

Runs `offprint eval-personal`, which prints our side and writes the splits, and `offprint export`; then trains the peer, scikit-learn, on
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True, help="data folder with papers on lists and their vectors")
    parser.add_argument("--known", type=int, default=1000, help="know at most the last N papers of each reader")
    home = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        splits, archive = pathlib.Path(folder, "splits.jsonl"), pathlib.Path(folder, "papers.jsonl")
        offprint = str(TOP / "offprint")
        subprocess.run(
            [offprint, "eval-personal", "--home", home.home, "--known", str(home.known), "--splits", splits], check=True
        )
        with archive.open("w") as out:
            subprocess.run([offprint, "export", "--home", home.home], stdout=out, check=True)
        readers = [json.loads(line) for line in splits.open()]
        papers, days = {}, {}
        for line in archive.open():
            paper = json.loads(line)
            name = paper.get("id") or paper.get("slug")
            if "date" in paper and name not in papers:
                papers[name], days[name] = paper, paper["date"]

    try:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        print("\nskipped the peer: scikit-learn is not installed")
        return

    names = list(papers)
    row = {name: i for i, name in enumerate(names)}
    day = np.array([days[name] for name in names])
    texts = [papers[name]["title"] + " " + papers[name].get("summary", "") for name in names]
    authors = [" ".join(a["name"] if isinstance(a, dict) else a for a in papers[name]["authors"]) for name in names]
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


if __name__ == "__main__":
    main()
