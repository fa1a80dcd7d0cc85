#!/usr/bin/env python3
"""Expressions of time: our reader beside dateparser and recognizers-text, on MEANTIME (dev) and TimeBank.

    python3 benches/peers/times.py [--corpora FOLDER] [--programs FOLDER] [--no-speed]

Prints one finished section for docs/benchmarks.md. What it installs (PyPI, pinned): requirements/times.txt.
"""
from bench import Bench, percent, read_rows

SETS = [("MEANTIME dev", "time/meantime_dev.jsonl"), ("TimeBank", "time/timebank.jsonl")]
PEERS = [("dateparser, as it comes", "times_dateparser.py", ()),
         ("dateparser, edges trimmed by us", "times_dateparser.py", ("trimmed",)),
         ("recognizers-text", "times_recognizers.py", ())]

bench = Bench("times", __doc__, [path for _, path in SETS])
python = bench.environment("times")
rows, results = [], {}
for title, path in SETS:
    gold = bench.corpus(path)
    texts = [{"id": r["id"], "text": r["text"], "dct": r["dct"]} for r in read_rows(gold)]
    words = sum(len(r["text"].split()) for r in texts)
    given, empty = bench.rows("input.jsonl", texts), bench.rows("empty.jsonl", [])
    systems = []
    found = bench.folder / "ours.jsonl"
    systems.append(("**rapporteur**", bench.ours("timex", given, found, empty=empty), found))
    for name, worker, arguments in PEERS:
        found = bench.folder / f"{worker}.{''.join(arguments)}.jsonl"
        systems.append((name, bench.peer(python, worker, given, found, *arguments), found))
    for name, told, found in systems:
        s = bench.score("score_timex", gold, found)
        value = lambda key: percent(s[key]["f1"])
        rows.append([title, name, value("strict"), value("relaxed"), value("type"), value("value"),
                     bench.speed(words, told["read_s"]), bench.megabytes(told["peak_mb"])])
bench.table(["set", "system", "strict F1", "relaxed F1", "type F1", "value F1", "words/s", "peak MB"], rows)
bench.say("""Published, and not run by us: HeidelTime with TreeTagger, TempEval-3 platinum (another text): strict 81.8, relaxed 90.7,
value 78.1 (Strötgen and Gertz' system, scored by this scorer on the outputs that go with it; the organisers' own figures in
UzZaman et al., SemEval-2013 task 1, are strict 81.34, relaxed 90.30, value 77.61). It is a Java program that wants TreeTagger, which no
package registry carries, so that it cannot stand in the table above.

What is unfair: our rules were tuned on MEANTIME dev, though not on TimeBank; the peers on neither. dateparser finds points
in time alone (no durations, no sets) and is made for dates in forms and pages; recognizers-text is made for requests to assistants,
its values are of another dialect and were translated by us, with the past reading where it offers two. Our time includes the
language model and the whole reading of the text (names, places, speech, events); theirs is the dates alone.""")
bench.finish("Expressions of time", "Offsets and values by `score_timex.py` (TempEval-3's measures), in percent.")
