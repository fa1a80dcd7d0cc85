"""PyPI trafilatura. Rows name pages (`path`, gzipped HTML); reading them from disk is not timed. Argument: a setting."""
import gzip
import json
import sys
import time
from importlib.metadata import version


def main():
    given, output, setting = sys.argv[1:4]
    rows = [json.loads(line) for line in open(given, encoding="utf-8")]
    pages = [(r["id"], gzip.open(r["path"]).read().decode("utf-8", "replace")) for r in rows]
    start = time.perf_counter()
    from trafilatura import extract
    options = {"include_comments": False, **({"favor_precision": True} if setting == "precision" else {})}
    extract("<html><body><article><p>A first page, so that all is loaded.</p></article></body></html>", **options)
    loaded = time.perf_counter()
    found = [{"id": name, "text": extract(page, **options) or ""} for name, page in pages]
    done = time.perf_counter()
    with open(output, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    told = {"load_s": loaded - start, "read_s": done - loaded, "versions": {p: version(p) for p in ("trafilatura", "lxml")}}
    with open(f"{output}.told", "w", encoding="utf-8") as f:
        json.dump(told, f)


main()
