"""Drives huggingface_hub, unchanged, against HF_ENDPOINT, which has the papers of sample.jsonl. Prints what was tried."""

import subprocess
import sys
from datetime import datetime, timezone

import huggingface_hub
from huggingface_hub import HfApi
from huggingface_hub.errors import HfHubHTTPError

api = HfApi()
passed = 0


def check(name, got, want):
    global passed
    if got != want:
        sys.exit(f"FAILED {name}: got {got!r}, wanted {want!r}")
    passed += 1


def ids(papers):
    return [paper.id[-1] for paper in papers]


def status(call):
    try:
        call()
        return 200
    except HfHubHTTPError as e:
        return e.response.status_code


def hf(*arguments):
    ended = subprocess.run([sys.executable, "-m", "huggingface_hub.cli.hf", *arguments], capture_output=True, text=True)
    return ended.stdout if ended.returncode == 0 else f"exit {ended.returncode}: {ended.stderr}"


if hasattr(api, "list_daily_papers"):
    daily = lambda **given: ids(api.list_daily_papers(**given))
    check("all", daily(), ["4", "5", "3", "1", "2"])
    check("date", daily(date="2025-12-22"), ["1", "2"])
    check("week", daily(week="2025-W52"), ["4", "5", "3", "1", "2"])
    check("month", daily(month="2025-12", limit=1), ["4"])
    check("submitter", daily(submitter="ada"), ["3", "1"])
    check("sort", daily(sort="publishedAt", limit=2), ["4", "5"])
    check("trending", sorted(daily(sort="trending")), ["1", "2", "3", "4", "5"])
    check("p and limit", daily(p=1, limit=2), ["3", "1"])
    check("wrong date", status(lambda: daily(date="2026-13-40")), 400)
    entry = next(iter(api.list_daily_papers(date="2025-12-22")))
    check("title", entry.title, "Couplings of random walks on graphs")
    check("upvotes", (entry.upvotes, entry.comments), (12, 1))
    check("published_at", entry.published_at, datetime(2025, 12, 11, 17, 34, 15, tzinfo=timezone.utc))
    check("submitted_at", entry.submitted_at, datetime(2025, 12, 22, tzinfo=timezone.utc))
    check("submitted_by", entry.submitted_by.fullname, "Ada Example")
    check("organization", entry.organization.fullname, "Example Group")
    author = entry.authors[0]
    author = (author.name, author.user.username, author.status) if hasattr(author, "name") else author["name"]
    check("author", author in (("Ada Example", "ada-example", "claimed_verified"), "Ada Example"), True)

check("list_papers", "1" in ids(api.list_papers(query="random walks")), True)
check("list_papers without a question", status(lambda: list(api.list_papers())), 200)
info = api.paper_info("2512.00001")
check("paper_info", (info.id, info.title, info.upvotes), ("2512.00001", "Couplings of random walks on graphs", 12))
check("paper_info of none", status(lambda: api.paper_info("2512.99999")), 404)
if hasattr(info, "project_page"):
    check("project page", info.project_page, "https://example.org/couplings")
    check("code", (info.github_repo, info.github_stars), ("https://github.com/example/couplings", 7))
    check("ai_summary", info.ai_summary, "Two walks are coupled to meet early.")
    check("ai_keywords", info.ai_keywords, ["random walks", "coupling"])
    check("comments", info.comments, 1)
if hasattr(info, "linked_models"):
    check("linked", (info.linked_models, info.num_total_models), ([], 0))
if hasattr(api, "read_paper"):
    check("read_paper", api.read_paper("2512.00003").startswith("# Attention as a Markov kernel\n"), True)
    check("read_paper of none", status(lambda: api.read_paper("2512.99999")), 404)

if "papers" in hf("--help"):
    check("hf papers ls", "2512.00003" in hf("papers", "ls", "--limit", "4", "--format", "json"), True)
    check("hf papers ls --date", "Couplings" in hf("papers", "ls", "--date", "2025-12-22"), True)
    check("hf papers ls --sort", "2512.00003" in hf("papers", "ls", "--sort", "trending", "--submitter", "ada"), True)
    listed = hf("papers", "list", "--week", "2025-W52", "--format", "json")
    check("hf papers list --week", "2512.00005" in listed, True)
    check("hf papers search", "2512.00001" in hf("papers", "search", "random walks", "--limit", "3"), True)
    check("hf papers info", "Couplings of random walks" in hf("papers", "info", "2512.00001"), True)
    check("hf papers info of none", "not found" in hf("papers", "info", "2512.99999"), True)
    check("hf papers read", "## Abstract" in hf("papers", "read", "2512.00001"), True)

print(f"huggingface_hub {huggingface_hub.__version__}: {passed} checks passed")
