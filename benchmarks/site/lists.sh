#!/usr/bin/env bash
# Lists and papers at 200 requests a second with the client on the same machine: lists.sh HOME ADDRESSES.tsv [HEAP].
# HOME is copied first and left as it is; ADDRESSES come from addresses.py; HEAP is 384m, for a million papers 1g. Rows: the first half
# minute after the start, then by popularity (zipf), then all addresses alike (uniform); then collections of garbage and their longest stop.
# HOME must have been served once by this build, or its search index is made again meanwhile. With COPY=no HOME itself is served. Needs a built distribution (mvn package -DskipTests) and curl.
set -euo pipefail
home=${1:?folder of an installation} addresses=$(readlink -f "${2:?addresses}") heap=${3:-384m}
home=$(readlink -f "$home")
cd "$(dirname "$0")/../.."
offprint=$PWD/cli/target/offprint/offprint
[ -x "$offprint" ] || { echo "not built: run mvn package -DskipTests first"; exit 0; }
work=$(mktemp -d)
pid=
trap '[ -n "$pid" ] && kill "$pid" 2> /dev/null; wait 2> /dev/null; rm -rf "$work"' EXIT
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
"$javac" -proc:none -d "$work/classes" -cp "$PWD/cli/target/offprint/lib/*" \
  benchmarks/src/main/java/offprint/benchmarks/site/{Load,Connection}.java
[ "${COPY:-yes}" = no ] || { cp -r "$home" "$work/home"; home=$work/home; }
port=$((20000 + RANDOM % 20000))
OFFPRINT_JAVA_OPTIONS="-Xmx$heap -Xlog:gc:$work/gc.log" "$offprint" serve --port "$port" --home "$home" > "$work/log" 2>&1 &
pid=$!
until curl -sf -m 30 "http://127.0.0.1:$port/" > /dev/null; do
  kill -0 "$pid" 2> /dev/null || { cat "$work/log"; exit 1; }
  sleep 0.2
done
used() { awk -v t="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / t }' "/proc/$pid/stat"; }
row() { # name, seconds before, seconds, order
  local before
  echo "== $1, load $(cut -d ' ' -f 1 /proc/loadavg)"
  before=$(used)
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$work/classes" offprint.benchmarks.site.Load "$port" "$addresses" 200 "$2" "$3" "$4"
  awk -v a="$before" -v b="$(used)" -v n=$((200 * ($2 + $3))) 'BEGIN { printf "processor time a request: %.2f ms\n", (b - a) / n }'
}
sleep "${REST:-0}" # seconds in which it reads its own pages
row "first half minute, zipf" 0 25 zipf
row "zipf" 0 25 zipf
row "uniform" 0 25 uniform
echo "== small and full collections, and the longest stop in ms"
grep -c 'Pause Young' "$work/gc.log" || true
grep -c 'Pause Full (Alloc\|Pause Full (Ergo' "$work/gc.log" || true
grep -o '[0-9.]*ms$' "$work/gc.log" | sort -n | tail -n 1
