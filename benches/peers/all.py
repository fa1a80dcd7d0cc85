#!/usr/bin/env python3
"""All comparisons one after another; their sections become docs/benchmarks.md.

    python3 benches/peers/all.py [--only times,names] [options of the comparisons: --corpora, --programs, --work, --no-speed, ...]

A comparison that fails is named at the end (exit 1), and its section stays as it is in docs/benchmarks.md.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs/benchmarks.md"
# Comparison and the title of its section, in the order of the page.
SECTIONS = {"language": "The language layer", "times": "Expressions of time", "names": "Whom a name means",
            "extraction": "From a page to its article"}


def main(arguments):
    if "-h" in arguments or "--help" in arguments:
        sys.exit(__doc__)
    only = list(SECTIONS)
    if "--only" in arguments:
        at = arguments.index("--only")
        only = arguments[at + 1].split(",") if at + 1 < len(arguments) else []
        del arguments[at:at + 2]
        if not only or set(only) - set(SECTIONS):
            sys.exit(f"--only: one or more of {', '.join(SECTIONS)}, parted by commas")
    failed = []
    for name in only:
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "section.md"
            done = subprocess.run([sys.executable, HERE / f"{name}.py", "--into", into, *arguments])
            if done.returncode:
                failed.append(name)
                continue
            put(SECTIONS[name], into.read_text(encoding="utf-8"))
    if failed:
        sys.exit(f"failed: {', '.join(failed)}; their sections in {PAGE} are the old ones")


def put(title, section):
    """Puts a section into the page in place of the one with its title."""
    page = PAGE.read_text(encoding="utf-8")
    old = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.M | re.S)
    if not old.search(page):
        sys.exit(f"{PAGE}: no section '## {title}' to replace")
    PAGE.write_text(old.sub(lambda _: section.rstrip() + "\n\n", page).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
