#!/usr/bin/env bash
# How well search finds: measure.sh ARCHIVE. Makes the collections of collections.py, measures their test halves.
set -euo pipefail
archive=${1:?folder of the Daily Papers archive}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${2:-$(mktemp -d)}
python3 "$top/benchmarks/search/collections.py" "$archive" "$work"
for name in summary keywords typos title similar authors; do
  option=$([[ $name == similar || $name == authors ]] && echo --similar || true)
  echo "== $name"
  "$top/offprint" eval-search "$work/$name-test.queries.jsonl" "$work/$name-test.qrels.tsv" \
    --corpus "$work/corpus.jsonl" --home "$work/home" $option
done
