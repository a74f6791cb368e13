"""compare.py OFFPRINT SCRATCH DAY.json…: serves days of the public API to `offprint ingest`, then compares what our API says of them with
the originals, field by field. Prints which fields we lack, have besides, or say otherwise, and how often."""

import collections
import http.server
import json
import pathlib
import re
import subprocess
import sys
import threading
import urllib.parse
import urllib.request

offprint, scratch, files = sys.argv[1], pathlib.Path(sys.argv[2]), [pathlib.Path(f) for f in sys.argv[3:]]
days = {file.stem: json.loads(file.read_text()) for file in files}


class Replay(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        body = json.dumps(days.get(asked["date"][0], []) if asked.get("p", ["0"]) == ["0"] else []).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


replay = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replay)
threading.Thread(target=replay.serve_forever, daemon=True).start()
home = scratch / "compare"
origin = f"http://127.0.0.1:{replay.server_port}"
for day in days:
    ingest = [offprint, "ingest", "--from", origin, "--since", day, "--until", day, "--home", str(home)]
    subprocess.run(ingest, check=True, stdout=subprocess.DEVNULL)
log = scratch / "compare.log"
server = subprocess.Popen([offprint, "serve", "--port", "0", "--home", str(home)], stdout=log.open("w"))
try:
    while not (found := re.search(r"http://[^/]*", log.read_text())):
        pass
    ours = {}
    for day in days:
        with urllib.request.urlopen(f"{found[0]}/api/daily_papers?date={day}&limit=500") as answer:
            ours[day] = json.load(answer)
finally:
    server.terminate()
    server.wait()


def fields(value, path=""):
    if isinstance(value, dict):
        for name, part in value.items():
            yield from fields(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, part in enumerate(value):
            yield from fields(part, f"{path}[{number}]")
    else:
        yield path, " ".join(value.split()) if isinstance(value, str) else value


lacking, besides, other, same = (collections.Counter() for _ in range(4))
examples = {}
for day, entries in days.items():
    if [e["paper"]["id"] for e in entries] != [e["paper"]["id"] for e in ours[day]]:
        sys.exit(f"FAILED {day}: other papers, or in another order")
    for theirs, mine in zip(entries, ours[day]):
        theirs, mine = dict(fields(theirs)), dict(fields(mine))
        for path in theirs.keys() | mine.keys():
            name = re.sub(r"\[\d+]", "[]", path)
            if path not in mine:
                lacking[name] += 1
            elif path not in theirs:
                besides[name] += 1
            elif theirs[path] != mine[path]:
                other[name] += 1
                examples[name] = f"{str(theirs[path])[:60]!r} is {str(mine[path])[:60]!r}"
            else:
                same[name] += 1
print(f"{sum(map(len, days.values()))} entries of {len(days)} days, {sum(same.values())} values equal")
for title, counts in (("lacking", lacking), ("besides", besides), ("other", other)):
    for name, count in sorted(counts.items()):
        print(f"  {title}: {name} in {count} places" + (f", such as {examples[name]}" if title == "other" else ""))
