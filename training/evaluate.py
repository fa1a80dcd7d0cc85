"""Development figures of a model from raw text, by the scorers beside the corpora.

    python -m training.evaluate MODEL_OR_WEIGHTS [--only ewt,gum,uner,polnear,...] [--start FOLDER] [--out FOLDER]

MODEL_OR_WEIGHTS is an exported .model (run by ONNX Runtime) or a checkpoint of training.train (run by PyTorch; needs --start for its
vocabulary). Only the text is read from the development sets; the labels are the scorers' business.
"""
import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

from . import corpora, decode
from .units import WordPieces

SETS = ["ewt", "gum", "uner", "uner-columns", "polnear", "re3d", "wikigold", "crossner", "gum-named", "gum-attribution"]


def load(path, start):
    with open(path, "rb") as f:
        exported = f.read(8) == b"RAPPMODL"
    if exported:
        return decode.Runner.from_file(path, threads=2)
    from .export import load_checkpoint
    model, _ = load_checkpoint(path)
    return decode.Runner.from_torch(model, WordPieces.read(os.path.join(start, "vocab.txt")))


def unit_tags(runner, text, scheme):
    """CoNLL columns, a unit a line: the scorer compares characters, not tokens."""
    reading = decode.read(runner, text)
    spans = decode.entities(runner, reading, scheme)
    begin = {s: k for s, _, k in spans}
    lines, until, kind = [], -1, None
    for u in reading.units:
        if u.space == 2 and lines:
            lines.append("")
        if u.start in begin:
            kind = begin[u.start]
            until = next(e for s, e, _ in spans if s == u.start)
            tag = "B-" + kind
        else:
            tag = "I-" + kind if u.start < until else "O"
        lines.append(u.text + "\t" + tag)
    return "\n".join(lines) + "\n"


def in_order_of(gold, columns):
    """The columns' lines in the order of the gold file's sentences: UNER keeps the documents in another order than UD 2.16."""
    rows = [line.split("\t") for line in columns.split("\n") if line]
    flat, row_at = "".join(r[0] for r in rows), {}
    at = 0
    for k, row in enumerate(rows):
        row_at[at] = k
        at += len(row[0])
    sentences = ["".join(w for w, _ in s) for s in corpora.conll(gold) if s]
    lines, at = [], 0
    for n, sentence in enumerate(sentences):
        if not flat.startswith(sentence, at):
            k = n + 1
            while k < len(sentences) and flat.count("".join(sentences[n:k])) > 1 and "".join(sentences[n:k + 1]) in flat:
                k += 1
            at = flat.index("".join(sentences[n:k]))
        k = row_at[at]
        at += len(sentence)
        while k < len(rows) and at not in row_at or k < row_at.get(at, len(rows)):
            lines.append("\t".join(rows[k]))
            k += 1
        lines.append("")
    return "\n".join(lines) + "\n"


def score(scorers, name, *files):
    done = subprocess.run([sys.executable, os.path.join(scorers, name), *files, "--json"], capture_output=True, text=True)
    if done.returncode:
        return {"error": done.stderr.strip()[-500:]}
    return json.loads(done.stdout)


def tell(name, figures):
    print("== %s\n%s" % (name, json.dumps(figures, indent=None)[:6000]), flush=True)


def write(path, content):
    with open(path, "w", encoding="utf-8") as f:
        f.write(content)
    return path


def run(runner, name, root, scorers, out):
    began = time.time()
    guess = os.path.join(out, name + ".pred")
    if name in ("ewt", "gum"):
        gold = os.path.join(out, name + ".conllu")
        with gzip.open(os.path.join(root, "ud", name, "dev.conllu.gz"), "rb") as f, open(gold, "wb") as g:
            g.write(f.read())
        text = raw_text(scorers, gold)
        write(guess, decode.conllu(runner, decode.read(runner, text)))
        figures = score(scorers, "score_ud.py", gold, guess)
    elif name == "uner":
        gold = os.path.join(out, "ewt-raw.conllu")
        with gzip.open(os.path.join(root, "ud", "ewt", "dev.conllu.gz"), "rb") as f, open(gold, "wb") as g:
            g.write(f.read())
        columns, gold = unit_tags(runner, raw_text(scorers, gold), "uner"), corpora.entity_file(root, "uner", "dev")
        write(guess, in_order_of(gold, columns))
        figures = score(scorers, "score_ner.py", gold, guess)
    elif name in ("uner-columns", "wikigold", "crossner", "gum-named"):
        scheme = {"uner-columns": "uner", "gum-named": "gum"}.get(name, name)
        gold = corpora.entity_file(root, scheme, "dev")
        text = "\n".join(corpora.detokenise(s)[0] for s in corpora.conll(gold) if s)
        write(guess, unit_tags(runner, text, scheme))
        figures = score(scorers, "score_ner.py", gold, guess)
    elif name == "re3d":
        gold = os.path.join(root, "ner", "re3d", "dev.jsonl")
        rows = [json.loads(line) for line in corpora.lines(gold)]
        write(guess, "".join(json.dumps({"doc_id": r["doc_id"], "entities": [{"start": s, "end": e, "type": k} for s, e, k in
              decode.entities(runner, decode.read(runner, r["text"]), "re3d")]}) + "\n" for r in rows))
        figures = score(scorers, "score_ner.py", gold, guess)
    else:
        gold = os.path.join(root, name.replace("-", "_"), "dev.jsonl")
        rows = [json.loads(line) for line in corpora.lines(gold)]
        write(guess, "".join(json.dumps({"id": r["id"], "attributions": decode.attributions(runner, decode.read(runner, r["text"]))}) + "\n"
                             for r in rows))
        figures = score(scorers, "score_attribution.py", gold, guess)
    tell("%s (%.0f s)" % (name, time.time() - began), figures)
    return figures


def raw_text(scorers, gold):
    return subprocess.run([sys.executable, os.path.join(scorers, "conllu_text.py"), gold], capture_output=True, text=True, check=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--scorers", default="../shared/eval")
    parser.add_argument("--start", help="folder of the start encoder, for a checkpoint")
    parser.add_argument("--only", default=",".join(SETS))
    parser.add_argument("--out", help="keep predictions here")
    args = parser.parse_args()
    runner = load(args.model, args.start)
    with tempfile.TemporaryDirectory() as folder:
        out = args.out or folder
        os.makedirs(out, exist_ok=True)
        for name in args.only.split(","):
            run(runner, name, args.corpora, args.scorers, out)


if __name__ == "__main__":
    main()
