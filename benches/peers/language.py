#!/usr/bin/env python3
"""The language layer beside spaCy, textacy, wink-nlp and compromise: speed on the same news, scores on the same sets.

    python3 benches/peers/language.py [--corpora FOLDER] [--programs FOLDER] [--no-speed]

Prints one finished section for docs/benchmarks.md. What it installs: requirements/language.txt and language-any-python.txt (PyPI),
node/package.json (npm; node and npm themselves: apt-get install nodejs npm).
"""
import gzip
import re
import subprocess
import sys

import columns
from bench import SCORERS, UNMEASURED, Bench, must, percent, read_rows, tell

bench = Bench("language", __doc__, ["polnear/dev.jsonl", "ud/ewt/dev.conllu.gz", "ner/uner_ewt/dev.conll"])
python, node = bench.environment("language"), bench.node()
polnear, uner = bench.corpus("polnear/dev.jsonl"), bench.corpus("ner/uner_ewt/dev.conll")
ewt = bench.folder / "ewt.conllu"
ewt.write_bytes(gzip.decompress(bench.corpus("ud/ewt/dev.conllu.gz").read_bytes()))

# What is read: news articles for speed and attribution; EWT's paragraphs; UNER's sentences put together as text.
articles = [{"id": r["id"], "text": r["text"]} for r in read_rows(polnear)]
words = sum(len(r["text"].split()) for r in articles)
news = bench.rows("news.jsonl", articles)
raw = subprocess.run([sys.executable, SCORERS / "conllu_text.py", ewt], capture_output=True, text=True, check=True).stdout
raw_file = bench.folder / "ewt.txt"
raw_file.write_text(raw, encoding="utf-8")
plain = [{"id": str(n), "text": p} for n, p in enumerate(raw.strip().split("\n\n"))]
ud_rows = bench.rows("ewt.jsonl", plain)
named = columns.paragraphs(columns.sentences(uner))
ner_rows = bench.rows("uner.jsonl", [{"id": str(n), "text": text} for n, (text, _) in enumerate(named)])

NONE = "–"


def ours():
    out = bench.folder
    bench.ours("ud", raw_file, out / "ours.conllu")
    bench.ours("ner", uner, out / "ours.conll", "--scheme", "uner")
    bench.ours("attribution", polnear, out / "ours.jsonl")
    scored = [*scores_ud(out / "ours.conllu", trees=True), *scores_ner(out / "ours.conll"), *scores_said(out / "ours.jsonl")]
    if bench.options.no_speed:
        return [["**rapporteur**, language layer", *[UNMEASURED] * 3, *scored]]
    layers, whole = [], []
    command = [bench.program("rapporteur"), "read", "--threads", "1", "--timing", "--format", "jsonl", "-o", out / "ours.records", news]
    for _ in range(bench.times()):
        tell("rapporteur read")
        _, peak, told = bench.run(command, "rapporteur read")
        ms = {k: int(v) for k, v in re.findall(r"(\w+) (\d+) ms", told)}
        if not {"wall", "load", "units", "encoder", "decoding"} <= ms.keys():
            sys.exit(f"rapporteur read --timing: no times in what it said: {told.strip()}")
        layers.append((ms["units"] + ms["encoder"] + ms["decoding"]) / 1000)
        whole.append(((ms["wall"] - ms["load"]) / 1000, ms["load"] / 1000, peak))
    middle = len(whole) // 2
    wall, load, peak = sorted(whole)[middle]
    told = [bench.seconds(load), bench.megabytes(peak)]
    return [["**rapporteur**, language layer", bench.speed(words, sorted(layers)[middle]), *told, *scored],
            ["**rapporteur**, whole reading", bench.speed(words, wall), *told, *[NONE] * 9]]


def peer(name, program, worker, before=(), after=(), ud=False, trees=False, ner=False, said=False, speed="speed"):
    """`before` and `after`: a worker's arguments around the mode."""
    run = lambda mode, given, timed: bench.peer(program, worker, given, bench.folder / f"{slug}.{mode}", *before, mode, *after, timed=timed)
    slug = re.sub(r"\W+", "-", name)
    told = {"read_s": 1, "load_s": 0, "peak_mb": 0} if bench.options.no_speed else run(speed, news, True)
    row = [name, bench.speed(words, told["read_s"]), bench.seconds(told["load_s"]), bench.megabytes(told["peak_mb"])]
    if ud:
        run("ud", ud_rows, False)
        pairs = [columns.repaired(r, p["text"]) for r, p in zip(read_rows(bench.folder / f"{slug}.ud"), plain, strict=True)]
        broken = sum(b for _, b in pairs)
        if broken:
            bench.say(f"{name}: {broken} of {len(plain)} paragraphs of EWT came back with other letters and count as unread.\n")
        (bench.folder / f"{slug}.conllu").write_text(columns.conllu([r for r, _ in pairs]), encoding="utf-8")
        row += scores_ud(bench.folder / f"{slug}.conllu", trees, lemma=ud != "no lemma")
    else:
        row += [NONE] * 5
    if ner:
        run("ner", ner_rows, False)
        lines = []
        for (text, spans), found in zip(named, read_rows(bench.folder / f"{slug}.ner"), strict=True):
            lines += columns.tagged(text, spans, found["entities"])
        (bench.folder / f"{slug}.conll").write_text("\n".join(lines) + "\n", encoding="utf-8")
        row += scores_ner(bench.folder / f"{slug}.conll")
    else:
        row += [NONE] * 2
    if said:
        run("attribution", news, False)
        row += scores_said(bench.folder / f"{slug}.attribution")
    else:
        row += [NONE] * 2
    return row


def scores_ud(found, trees, lemma=True):
    s = bench.score("score_ud", ewt, found)
    s = s.get("all", s)
    value = lambda key: percent(s[key]["f1"])
    return [value("Sentences"), value("Words"), value("UPOS"), value("Lemmas") if lemma else NONE, value("LAS") if trees else NONE]


def scores_ner(found):
    return [percent(bench.score("score_ner", uner, found, *more)["ALL"]["f1"]) for more in ((), ("--untyped",))]


def scores_said(found):
    s = bench.score("score_attribution", polnear, found)
    return [percent(s["whole"]["overlap"]["F1"]), percent(s["whole"]["exact"]["F1"])]


rows = ours()
rows.append(peer("spaCy, en_core_web_md", python, "language_spacy.py", ud=True, ner=True))
if not bench.options.no_speed:
    rows.append(peer("spaCy, en_core_web_md, entities alone", python, "language_spacy.py", speed="speed_ner"))
rows.append(peer("textacy, direct_quotations", python, "language_textacy.py", said=True))
rows.append(peer("wink-nlp", "node", "language_node.cjs", ["wink"], [node], ud=True))
rows.append(peer("compromise", "node", "language_node.cjs", ["compromise"], [node], ud="no lemma", ner=True))
rows.append(["ufal.udpipe", *["no model"] + [NONE] * 11])
head = ["system", "words/s", "load s", "peak MB", "sentences", "words", "UPOS", "lemma", "LAS", "entities", "untyped", "said: overlap", "exact"]
bench.table(head, rows)
bench.say(f"""Speed: the {len(articles)} articles of PolNeAR dev, {words:,} words between blanks, load excluded. Sentences to LAS: EWT dev (UD 2.16), raw text in. Entities:
UNER-EWT dev, exact spans, typed (PER, ORG, LOC) and untyped. Said: PolNeAR dev, whole attributions, overlap and exact.

ufal.udpipe 1.4.0.1 installs from PyPI, but no package of any registry used here brings a model for it, and models are not fetched otherwise: not
measured. Its published figures are in the project's notes: EWT 77.4 sentences, 93.3 UPOS, 77.0 LAS (UDPipe 1, UD 2.5).

What is unfair: our model was trained on the training halves of EWT, UNER-EWT and PolNeAR; the peers on other texts and other schemes. spaCy's
and wink-nlp's UPOS follow OntoNotes' tokens and rules; spaCy's trees have other labels and other heads (LAS is not to be compared, so none is given), and its
entities are OntoNotes' (we fold GPE, LOC and FAC into LOC, drop NORP and the article of a name). compromise's tags are its own and are mapped
roughly; no lemma is taken from it. The sentences of EWT's web texts are hard for tools that expect edited prose; they were given one paragraph at a time. wink-nlp
finds dates and sums, no names. textacy finds direct quotations alone, of which PolNeAR has 17 %. The peers do less work for their words: wink-nlp and
compromise have no trees, none but textacy knows who said what. Times of textacy include spaCy without its entities.""")
bench.finish("The language layer", "Scores in percent, by the scorers of `crates/eval/scorers`.")
