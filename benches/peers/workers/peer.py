"""What the Python workers share: INPUT rows in, OUTPUT rows out, and OUTPUT.told with seconds and versions."""
import json
import sys
import time
from importlib.metadata import version


def run(packages, load, read):
    """`load(arguments)` makes a reader ready (imports and a first, untimed call included); `read(state, row)` is timed."""
    given, output, arguments = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(given, encoding="utf-8") as f:
        rows = [json.loads(line) for line in f if line.strip()]
    start = time.perf_counter()
    state = load(arguments)
    loaded = time.perf_counter()
    found = [read(state, row) for row in rows]
    done = time.perf_counter()
    with open(output, "w", encoding="utf-8") as f:
        for row in found:
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
    told = {"load_s": loaded - start, "read_s": done - loaded, "versions": {p: version(p) for p in packages}}
    with open(f"{output}.told", "w", encoding="utf-8") as f:
        json.dump(told, f)
