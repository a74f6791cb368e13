#!/usr/bin/env bash
# Runs the real clients of the Daily Papers API against Offprint. Each is named by a folder and skipped where it is not there:
#   run.sh [--python PROGRAM] [--huggingface-hub SRC]… [--hf-mcp FOLDER]… [--raw DAY.json]…
#   SRC     "src" of a checkout of huggingface_hub (needs httpx, or requests before 1.0, and tqdm, pyyaml, filelock, fsspec, typer)
#   FOLDER  where npm install @llmindset/hf-mcp was run
#   DAY     answers of the public API's ?date=, to compare with ours field by field
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
offprint=$here/../../cli/target/offprint/offprint
[ -x "$offprint" ] || { echo "not built: run mvn package -DskipTests first"; exit 0; }
python=python3 hubs=() mcps=() days=()
while [ $# -gt 0 ]; do
  case $1 in
    --python) python=$2 ;;
    --huggingface-hub) hubs+=("$2") ;;
    --hf-mcp) mcps+=("$2") ;;
    --raw) days+=("$2") ;;
    *) sed -n '2,6s/^# //p' "$0"; exit 2 ;;
  esac
  shift 2
done
home=$(mktemp -d)
pid=
trap '[ -n "$pid" ] && kill "$pid" 2> /dev/null; wait 2> /dev/null; rm -rf "$home"' EXIT

serve() { # serve FOLDER: a server over it at $endpoint
  [ -n "$pid" ] && { kill "$pid"; wait "$pid" 2> /dev/null || true; }
  "$offprint" serve --port 0 --home "$1" > "$home/log" 2>&1 &
  pid=$!
  until endpoint=$(grep -o 'is at http://[^/]*' "$home/log" | cut -d ' ' -f 3) && [ -n "$endpoint" ]; do
    kill -0 "$pid" 2> /dev/null || { cat "$home/log"; exit 1; }
    sleep 0.1
  done
}

"$offprint" import "$here/sample.jsonl" --home "$home/sample" > /dev/null
serve "$home/sample"
for src in "${hubs[@]}"; do
  if (cd "$home" && PYTHONPATH=$src "$python" -c 'import huggingface_hub') 2> /dev/null; then
    (cd "$home" && HF_ENDPOINT=$endpoint HF_HUB_DISABLE_TELEMETRY=1 HF_HOME=$home/hf PYTHONPATH=$src "$python" "$here/hub.py")
  else
    echo "skipped: no huggingface_hub in $src, or what it needs is not installed"
  fi
done
for folder in "${mcps[@]}"; do
  if [ -d "$folder/node_modules/@llmindset/hf-mcp" ] && command -v node > /dev/null; then
    node "$here/mcp.mjs" "$folder" "$endpoint"
  else
    echo "skipped: no @llmindset/hf-mcp in $folder, or no node"
  fi
done
if [ ${#days[@]} -gt 0 ]; then
  "$python" "$here/compare.py" "$offprint" "$home" "${days[@]}"
fi
