#!/usr/bin/env bash
# Measures the site on this machine: start-up, memory at rest, pages a second on loopback. Needs a built distribution
# (mvn package) and curl; the load part needs wrk and is skipped without it.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
offprint=$top/cli/target/offprint/offprint
[ -x "$offprint" ] || { echo "not built: run mvn package -DskipTests first"; exit 0; }
home=$(mktemp -d)
log=$home/log
pid=
trap '[ -n "$pid" ] && kill "$pid" 2> /dev/null; wait 2> /dev/null; rm -rf "$home"' EXIT

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for _ in 1 2 3 4 5; do t=$(now); "$offprint" --version > /dev/null; since "$t"; echo; done | median | sed 's/^/offprint --version, median of 5: /; s/$/ s/'

port=$((20000 + RANDOM % 20000))
for attempt in "first start after a build (may make the class archive)" "start on an empty folder" "start again"; do
  [ "$attempt" = "start on an empty folder" ] && rm -rf "$home/data"
  t=$(now)
  "$offprint" serve --port "$port" --home "$home/data" > "$log" 2>&1 &
  pid=$!
  until curl -sf "http://127.0.0.1:$port/" > /dev/null; do
    kill -0 "$pid" 2> /dev/null || { cat "$log"; exit 1; }
    sleep 0.02
  done
  echo "serve, $attempt until / answers: $(since "$t") s"
  [ "$attempt" = "start again" ] || { kill "$pid"; wait "$pid" || true; }
done
sleep 5
echo "resident memory at rest: $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status") MB"
if command -v wrk > /dev/null; then
  for path in / /papers/timemixer /api/v1/papers; do
    wrk -t1 -c4 -d5s "http://127.0.0.1:$port$path" > /dev/null
    wrk -t1 -c4 -d10s --latency "http://127.0.0.1:$port$path" | awk -v p="$path" '/50%/ { a = $2 } /99%/ { b = $2 } /Requests\/sec/ { r = $2 } END { print p ": " r " requests/s, median " a ", 99th percentile " b " (4 connections)" }'
  done
  echo "resident memory after the load: $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status") MB"
else
  echo "wrk is not installed: load not measured"
fi
