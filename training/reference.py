"""What the model reads in a text, with every value in between, as JSON: the reference for other decoders.

    python -m training.reference MODEL [TEXT_FILE] > out.json          (the text from standard input if no file is given)
    python -m training.reference --brief MODEL crates/language/tests/reference.txt > crates/language/tests/reference.json
"""
import argparse
import hashlib
import json
import sys

from . import decode


def describe(runner, text):
    reading = decode.read(runner, text)
    config = runner.config
    seg = decode.segment(reading)
    best = {n: reading.outputs[n].argmax(1).tolist() if len(reading.units) else [] for n in decode.SCORES}
    return {
        "text": text,
        "units": [{"start": u.start, "end": u.end, "text": u.text, "space": u.space, "paragraph": u.paragraph, "case": u.case,
                   "quote": u.quote, "pieces": [runner.pieces.names[p] for p in u.pieces], "window": w, "seg": config["seg"][s],
                   **{"argmax_" + n: best[n][i] for n in decode.SCORES}}
                  for i, (u, w, s) in enumerate(zip(reading.units, reading.window_of, seg))],
        "windows": [{"ids": ids, "shape": shape, "quote": quote, "first": first, "units": [u for u, _ in units], "kept": [k for _, k in units]}
                    for ids, shape, quote, first, units in reading.windows],
        "logits": {n: [[round(float(x), 4) for x in row] for row in reading.outputs[n]] for n in ("seg", "upos", "attr")},
        "sentences": decode.sentences(runner, reading),
        "entities": {s: [list(e) + [text[e[0]:e[1]]] for e in decode.entities(runner, reading, s)] for s in sorted(config["ner"])},
        "attributions": decode.attributions(runner, reading),
    }


def brief(found, model):
    """Without scores, and short: what the test of the `language` crate compares with."""
    with open(model, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()[:16]
    return {
        "model": digest,
        "units": [[u["start"], u["end"], u["space"], u["case"], u["quote"], u["window"], "IWTS".index(u["seg"])] for u in found["units"]],
        "windows": [{n: w[n] for n in ("ids", "shape", "quote")} for w in found["windows"]],
        "sentences": [[[w[n] for n in ("start", "end", "token", "upos", "feats", "lemma", "head", "deprel")] for w in s]
                      for s in found["sentences"]],
        "entities": {s: [e[:3] for e in found["entities"][s]] for s in found["entities"]},
        "attributions": found["attributions"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("text", nargs="?")
    parser.add_argument("--brief", action="store_true", help="decisions only, on one line")
    args = parser.parse_args()
    text = open(args.text, encoding="utf-8", newline="").read() if args.text else sys.stdin.read()
    found = describe(decode.Runner.from_file(args.model), text)
    if args.brief:
        json.dump(brief(found, args.model), sys.stdout, ensure_ascii=False, separators=(",", ":"))
    else:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
