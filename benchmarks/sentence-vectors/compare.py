#!/usr/bin/env python3
"""Compares candidates for the sentence model on the keywords of an archive.

    mvn -Pbenchmarks -q package -DskipTests
    benchmarks/sentence-vectors/compare.py papers-*.jsonl [--documents 1500]

A keyword asks for the papers that bear it; a paper asks for those that share its keywords. Only the vectors rank. One thread; CPU time, so
that a busy machine does not decide.
"""
import argparse
import glob
import os
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
BGE = "Represent this sentence for searching relevant passages: "
CANDIDATES = [
    ("bge-small-en-v1.5-q", "cls", BGE, "", 128),
    ("bge-small-en-v1.5-q", "cls", BGE, "", 256),
    ("bge-small-en-v1.5-q", "cls", BGE, "", 512),
    ("bge-small-en-v1.5", "cls", BGE, "", 256),
    ("all-minilm-l6-v2-q", "mean", "", "", 256),
    ("e5-small-v2-q", "mean", "query: ", "passage: ", 256),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", help="JSON lines of papers with ai_keywords")
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--java", default="java")
    given = parser.parse_args()
    jars = glob.glob(str(TOP / "cli/target/offprint/lib/*.jar"))
    models = glob.glob(os.path.expanduser("~/.m2/repository/dev/langchain4j/langchain4j-embeddings-*/*/*.jar"))
    path = ":".join([str(TOP / "benchmarks/target/classes"), *jars, *models])
    for model, pooling, question, document, pieces in CANDIDATES:
        options = ["-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", path]
        arguments = [model, pooling, question, document, pieces, given.documents, *given.files]
        subprocess.run([given.java, *options, "offprint.server.vector.CompareModels", *map(str, arguments)])


if __name__ == "__main__":
    main()
