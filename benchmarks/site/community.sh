#!/usr/bin/env bash
# Readers and writers at a fresh site on this machine: errors, times, and whether every vote and comment is there at the end.
# Arguments: readers, writers, seconds (300 30 300 without). Needs a built distribution (mvn package -DskipTests) and curl.
# OFFPRINT_DATABASE, if set, must name an empty PostgreSQL database.
set -euo pipefail
cd "$(dirname "$0")/../.."
offprint=$PWD/cli/target/offprint/offprint
[ -x "$offprint" ] || { echo "not built: run mvn package -DskipTests first"; exit 0; }
home=$(mktemp -d)
pid=
trap '[ -n "$pid" ] && kill "$pid" 2> /dev/null; wait 2> /dev/null; rm -rf "$home"' EXIT
mvn -q -o -Pbenchmarks -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile="$home/classpath"
port=$((20000 + RANDOM % 20000))
"$offprint" serve --port "$port" --home "$home/data" --behind-proxy --access accounts --joining open > "$home/log" 2>&1 &
pid=$!
until curl -sf "http://127.0.0.1:$port/" > /dev/null; do
  kill -0 "$pid" 2> /dev/null || { cat "$home/log"; exit 1; }
  sleep 0.2
done
until grep -q 'code' "$home/log"; do sleep 0.1; done
code=$(sed -n 's/.*setup  code //p' "$home/log" | head -n 1)
echo "$(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg), ${1:-300} readers, ${2:-30} writers, ${3:-300} s"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -Xmx512m -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
  -cp "benchmarks/target/classes:$(cat "$home/classpath")" offprint.benchmarks.site.Community \
  "$port" "$code" "${1:-300}" "${2:-30}" "${3:-300}"
