#!/usr/bin/env bash
# How well search finds: measure.sh ARCHIVE [PUBLIC [WORK]]. Makes the collections of collections.py, and where PUBLIC is
# given those of public.py; measures their test halves. WORK keeps the sentence vectors.
set -euo pipefail
archive=${1:?folder of the Daily Papers archive}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${3:-$(mktemp -d)}
python3 "$top/benchmarks/search/collections.py" "$archive" "$work"
[[ -z ${2:-} ]] || python3 "$top/benchmarks/search/public.py" "$2" "$work"
for queries in "$work"/*-test.queries.jsonl; do
  name=$(basename "$queries" -test.queries.jsonl)
  option=$([[ $name == *similar || $name == authors ]] && echo --similar || true)
  corpus=$work/$name.corpus.jsonl
  [[ -f $corpus ]] || corpus=$work/corpus.jsonl
  echo "== $name"
  "$top/benchmarks/evaluate" search "$queries" "${queries%.queries.jsonl}.qrels.tsv" --corpus "$corpus" --home "$work/home" $option
done
