#!/usr/bin/env bash
# Measures the Daily Papers API on loopback at a fixed rate: load.sh [--rate N] ARCHIVE.jsonl…
# Needs a built distribution (mvn package), a JDK 25 and python3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
offprint=$top/cli/target/offprint/offprint
[ -x "$offprint" ] || { echo "not built: run mvn package -DskipTests first"; exit 0; }
rate=200
[ "${1:-}" = --rate ] && { rate=$2; shift 2; }
[ $# -gt 0 ] || { sed -n '2,3s/^# //p' "$0"; exit 2; }
home=$(mktemp -d)
pid=
trap '[ -n "$pid" ] && kill "$pid" 2> /dev/null; wait 2> /dev/null; rm -rf "$home"' EXIT

"$offprint" import "$@" --home "$home/data" | tail -n 1
python3 - "$@" > "$home/addresses" << 'PYTHON'
import json, random, sys, urllib.parse

entries = [json.loads(line) for file in sys.argv[1:] for line in open(file)]
random.Random(1).shuffle(entries)
some = entries[:400]
for entry in some:
    day, sender = entry["date"], entry.get("submittedBy", {}).get("name")
    week = __import__("datetime").date.fromisoformat(day).isocalendar()
    print(f"newest\t/api/daily_papers?limit={random.Random(day).choice([10, 50, 100])}")
    print(f"date=\t/api/daily_papers?date={day}")
    print(f"week=\t/api/daily_papers?week={week.year}-W{week.week:02}")
    print(f"month=\t/api/daily_papers?month={day[:7]}&sort=trending")
    print("trending\t/api/daily_papers?sort=trending")
    if sender:
        print(f"submitter=\t/api/daily_papers?submitter={urllib.parse.quote(sender)}")
    print(f"one paper\t/api/papers/{entry['id']}")
    print(f"markdown\t/papers/{entry['id']}.md")
PYTHON
mkdir "$home/classes"
javac=$(ls -d ${JAVA_HOME:+"$JAVA_HOME"/bin/javac} /usr/lib/jvm/*25*/bin/javac 2> /dev/null | head -n 1)
"$javac" -d "$home/classes" "$top"/benchmarks/src/main/java/offprint/benchmarks/site/{Load,Connection}.java
"$offprint" serve --port 0 --home "$home/data" > "$home/log" 2>&1 &
pid=$!
until port=$(grep -m 1 -oP 'is at http://[^/]*:\K[0-9]+' "$home/log"); do
  kill -0 "$pid" 2> /dev/null || { cat "$home/log"; exit 1; }
  sleep 0.1
done
echo "waiting until the sentence vectors and the index are made"
for _ in $(seq 300); do
  sleep 2
  used=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
  sleep 2
  [ $(($(awk '{ print $14 + $15 }' "/proc/$pid/stat") - used)) -lt 20 ] && break
done
"${javac%c}" -cp "$home/classes" offprint.benchmarks.site.Load "$port" "$home/addresses" "$rate" 10 30 uniform
echo "load of the machine: $(cut -d ' ' -f 1-3 /proc/loadavg)"
