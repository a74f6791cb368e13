#!/usr/bin/env python3
"""Latency of search at a fixed rate: load.py ADDRESS QUERIES.jsonl [RATE [COUNT [PID]]]

Asks each question once, so that none comes out of a cache, at scheduled times; a latency is counted from the scheduled time.
The last questions of the file are asked before, one after another and not timed, so that the code is compiled. With the
server's process id it tells the processor time a question costs there.
"""
import json, os, sys, threading, time, urllib.parse, urllib.request


def processor_ms(pid):
    if not pid:
        return float("nan")
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


def run(address, path, questions, rate, pid):
    used, latencies, lock, start = processor_ms(pid), [], threading.Lock(), time.perf_counter() + 0.5

    def ask(i):
        due = start + i / rate
        time.sleep(max(0, due - time.perf_counter()))
        urllib.request.urlopen(address + path + urllib.parse.quote(questions[i]), timeout=30).read()
        with lock:
            latencies.append((time.perf_counter() - due) * 1e3)

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(questions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    latencies.sort()
    at = lambda share: latencies[min(len(latencies) - 1, int(len(latencies) * share))]
    print(f"{path:20} {rate:g}/s {len(latencies)} answers: p50 {at(.5):.1f} p90 {at(.9):.1f} p99 {at(.99):.1f} ms, "
          f"processor {(processor_ms(pid) - used) / len(latencies):.1f} ms a question")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    rate = float(sys.argv[3]) if len(sys.argv) > 3 else 20
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    questions = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
    paths = ["/search?q=", "/api/v1/search?q=", "/search/instant?q="]
    pid = sys.argv[5] if len(sys.argv) > 5 else None
    for question in questions[len(paths) * count:]:
        for path in paths:
            urllib.request.urlopen(sys.argv[1] + path + urllib.parse.quote(question), timeout=30).read()
    for i, path in enumerate(paths):
        run(sys.argv[1], path, questions[i * count:(i + 1) * count], rate, pid)
