"""From the network's outputs to words, trees, entities and attributions: sections 5 to 7 of CONTRACT.md."""
import json
from dataclasses import dataclass, field

import numpy as np

from . import container, lemmas
from .network import bucket
from .units import WordPieces, encode, read_units, windows

SCORES = ("seg", "upos", "feats", "lemma", "attr")
VECTORS = ("arc_dep", "arc_head", "rel_dep", "rel_head", "link_dep", "link_head")


@dataclass
class Runner:
    """`run(ids, shape, quote)` gives name -> [L, n] for one window."""
    config: dict
    pieces: WordPieces
    run: object
    tensors: dict
    lexicon: lemmas.Lexicon = field(default_factory=lambda: lemmas.Lexicon({}))

    @classmethod
    def from_file(cls, path, threads=1):
        import onnxruntime
        from safetensors.numpy import load
        sections = container.read(path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(sections["encoder.onnx"], options, providers=["CPUExecutionProvider"])
        names = [o.name for o in session.get_outputs()]

        def run(ids, shape, quote):
            rows = {"ids": ids, "shape": shape, "quote": quote}
            out = session.run(None, {k: np.array([v], np.int32) for k, v in rows.items()})
            return {n: o[0] for n, o in zip(names, out)}

        vocabulary = sections["vocab.txt"].decode().rstrip("\n").split("\n")
        return cls(json.loads(sections["config.json"]), WordPieces(vocabulary), run, load(sections["tensors.safetensors"]),
                   lemmas.Lexicon.read(sections.get("lemmas.tsv", b"").decode()))

    @classmethod
    def from_torch(cls, model, pieces):
        import torch
        model.eval()

        def run(ids, shape, quote):
            with torch.inference_mode():
                row = lambda x: torch.tensor([x], dtype=torch.int32)
                out = model(row(ids), row(shape), row(quote), torch.ones(1, len(ids), dtype=torch.int32))
                return {n: o[0].numpy() for n, o in out.items()}

        return cls(model.config, pieces, run, {k: v.detach().numpy() for k, v in model.side_tensors().items()})


@dataclass
class Reading:
    """Everything said of one document; `outputs[name]` has a row for each unit."""
    text: str
    paragraphs: list
    units: list
    windows: list
    outputs: dict
    roots: dict          # arc_head and rel_head of [CLS], by window
    window_of: list      # the window that kept each unit


def read(runner, text, wanted=None):
    paragraphs = read_units(text, runner.pieces, runner.config["cuts"])
    units = [u for p in paragraphs for u in p]
    number = {u.start: i for i, u in enumerate(units)}
    w = runner.config["window"]
    cut = windows(paragraphs, w["pieces"], w["context"], w["hold_back"])
    rows, roots, window_of = {}, {"arc_head": [], "rel_head": []}, [None] * len(units)
    inputs = []
    for k, window in enumerate(cut):
        groups = [[u for u, _ in g] for g in window.groups]
        ids, shape, quote, first = encode(groups, runner.pieces)
        inputs.append((ids, shape, quote, first, [(number[u.start], kept) for g in window.groups for u, kept in g]))
        out = runner.run(ids, shape, quote)
        for n in roots:
            roots[n].append(out[n][0])
        kept_at = [(number[u.start], at, kept) for (u, kept), at in zip((x for g in window.groups for x in g), first)]
        for name, values in out.items():
            if name not in rows:
                rows[name] = np.zeros((len(units), values.shape[1]), np.float32)
            for i, at, kept in kept_at:
                if kept:
                    rows[name][i] = values[at]
        for i, at, kept in kept_at:
            if kept:
                assert window_of[i] is None
                window_of[i] = k
    assert all(x is not None for x in window_of)
    return Reading(text, paragraphs, units, inputs, rows, roots, window_of)


def segment(reading):
    """seg label of each unit: 0 I, 1 W, 2 T, 3 S."""
    out = []
    for i, u in enumerate(reading.units):
        scores = reading.outputs["seg"][i]
        if u.space == 2:
            out.append(3)
        elif u.space == 1:
            out.append(2 if scores[2] >= scores[3] else 3)
        else:
            out.append(int(scores.argmax()))
    return out


def is_tree(heads):
    """heads[i] in 0..n, 0 the root; one root child and no cycle."""
    if sum(h == 0 for h in heads) != 1:
        return False
    state = [0] * len(heads)
    for i in range(len(heads)):
        path, j = [], i
        while j >= 0 and state[j] == 0:
            state[j] = 1
            path.append(j)
            j = heads[j] - 1
        if j >= 0 and state[j] == 1:
            return False
        for k in path:
            state[k] = 2
    return True


def chu_liu_edmonds(scores):
    """Maximum spanning tree over nodes 0..n (0 the root); scores[d][h], diagonal and row 0 ignored. Ties: lower head."""
    n = scores.shape[0]
    scores = scores.copy()
    scores[0] = -np.inf
    np.fill_diagonal(scores, -np.inf)
    head = scores.argmax(1)
    head[0] = 0
    colour, cycle = [0] * n, None
    for i in range(1, n):
        path, j = [], i
        while j != 0 and colour[j] == 0:
            colour[j] = 1
            path.append(j)
            j = int(head[j])
        if j != 0 and colour[j] == 1:
            cycle = path[path.index(j):]
            break
        for k in path:
            colour[k] = 2
    if cycle is None:
        return head
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]       # 0 first
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    enter, leave = {}, {}
    for a, i in enumerate(outside):
        for b, j in enumerate(outside):
            small[a, b] = scores[i, j]
        best = max(cycle, key=lambda c: (scores[i, c], -c))
        small[a, m] = scores[i, best]
        leave[a] = best
    for b, j in enumerate(outside):
        best = max(cycle, key=lambda c: (scores[c, j] - scores[c, head[c]], -c))
        small[m, b] = scores[best, j] - scores[best, head[best]]
        enter[b] = best
    tree = chu_liu_edmonds(small)
    out = head.copy()
    for a in range(1, m):
        out[outside[a]] = leave[a] if tree[a] == m else outside[tree[a]]
    b = int(tree[m])
    out[enter[b]] = outside[b]
    return out


def tree(scores):
    """Heads for scores [n, n+1] (column 0 the root): the best tree with exactly one root child."""
    n = scores.shape[0]
    greedy = scores.argmax(1).tolist()
    if is_tree(greedy):
        return greedy
    square = np.full((n + 1, n + 1), -1e9)
    square[1:] = scores
    heads = chu_liu_edmonds(square)[1:].tolist()
    if is_tree(heads):
        return heads
    best = None
    candidates = [i for i in range(n)]
    for root in candidates:
        trial = square.copy()
        trial[1:, 0] = -1e9
        trial[root + 1, 0] = square[root + 1, 0]
        found = chu_liu_edmonds(trial)[1:].tolist()
        total = sum(trial[i + 1, h] for i, h in enumerate(found))
        if best is None or total > best[0]:
            best = total, found
    return best[1]


def sentences(runner, reading):
    """Lists of words: dicts with start, end, token (its number in the sentence), upos, feats, lemma, head (0 root), deprel."""
    config, out, seg = runner.config, reading.outputs, segment(reading)
    starts = [i for i, s in enumerate(seg) if s]
    bounds = list(zip(starts, starts[1:] + [len(seg)]))
    root_label = config["deprel"].index("root")
    result = []
    for i, j in bounds:
        if seg[i] == 3:
            result.append([])
        sentence = result[-1]
        token = (sentence[-1]["token"] + (seg[i] >= 2)) if sentence else 0
        form = reading.text[reading.units[i].start:reading.units[j - 1].end]
        sentence.append({"unit": i, "start": reading.units[i].start, "end": reading.units[j - 1].end, "form": form, "token": token,
                         "upos": config["upos"][int(out["upos"][i].argmax())], "feats": config["feats"][int(out["feats"][i].argmax())],
                         "lemma": ""})
        word = sentence[-1]
        guess = lemmas.apply(form, config["lemma_scripts"][int(out["lemma"][i].argmax())])
        word["lemma"] = runner.lexicon.lemma(form, word["upos"], word["feats"], guess)
    u = runner.tensors["rel_u"]
    for sentence in result:
        at = [w["unit"] for w in sentence]
        dep, head = out["arc_dep"][at], out["arc_head"][at]
        roots = np.stack([reading.roots["arc_head"][reading.window_of[i]] for i in at])
        scores = np.concatenate([(dep * roots).sum(1, keepdims=True), dep @ head.T], 1).astype(np.float64)
        for k in range(len(at)):
            scores[k, k + 1] = -1e9
        heads = tree(scores)
        for k, (word, h) in enumerate(zip(sentence, heads)):
            word["head"] = h
            if h == 0:
                word["deprel"] = "root"
                continue
            d = np.append(out["rel_dep"][at[k]], 1)
            g = np.append(out["rel_head"][at[h - 1]], 1)
            label = np.einsum("i,kij,j->k", d, u, g)
            label[root_label] = -1e9
            word["deprel"] = config["deprel"][int(label.argmax())]
    return result


def viterbi(emissions, trans, start, end):
    back, score = [], start + emissions[0]
    for row in emissions[1:]:
        total = score[:, None] + trans
        best = total.argmax(0)
        back.append(best)
        score = total[best, np.arange(len(row))] + row
    label = int((score + end).argmax())
    path = [label]
    for best in reversed(back):
        label = int(best[label])
        path.append(label)
    return path[::-1]


def bio_spans(labels):
    """(start, end, kind) over units from label names."""
    out = []
    for i, name in enumerate(labels):
        if name.startswith("B-") or name.startswith("I-") and (not out or out[-1][1] != i or out[-1][2] != name[2:]):
            out.append([i, i + 1, name[2:]])
        elif name.startswith("I-"):
            out[-1][1] = i + 1
    return [tuple(x) for x in out]


def entities(runner, reading, scheme):
    names = runner.config["ner"][scheme]
    trans = np.zeros((len(names), len(names)))
    start = np.zeros(len(names))
    for b, to in enumerate(names):
        if to.startswith("I-"):
            start[b] = -10000
            for a, frm in enumerate(names):
                if frm[1:] != to[1:]:
                    trans[a, b] = -10000
    out, at = [], 0
    scores = reading.outputs["ner_" + scheme].astype(np.float64)
    for p in reading.paragraphs:
        path = viterbi(scores[at:at + len(p)], trans, start, np.zeros(len(names)))
        out += [(p[s].start, p[e - 1].end, kind) for s, e, kind in bio_spans([names[k] for k in path])]
        at += len(p)
    return out


def attributions(runner, reading):
    config, out, t = runner.config, reading.outputs, runner.tensors
    if not reading.units:
        return []
    path = viterbi(out["attr"].astype(np.float64), t["attr_trans"], t["attr_start"], t["attr_end"])
    fragments = {"SOURCE": [], "CUE": [], "CONTENT": []}
    for s, e, kind in bio_spans([config["attr"][k] for k in path]):
        fragments[kind].append((s, e))
    settings = config["link"]

    def choose(kind, f, candidates):
        dep = np.append(out["link_dep"][f[0]], 1)
        best, chosen = float(dep @ t["link_none"][kind]), None
        mixed = dep @ t["link_w"][kind]
        paragraph = lambda g: reading.units[g[0]].paragraph
        beside = [abs(paragraph(g) - paragraph(f)) for g in candidates]
        for k, g in enumerate(candidates):
            if beside[k] > (0 if 0 in beside else 1):
                continue
            gap = g[0] - f[1] if g[0] >= f[1] else max(0, f[0] - g[1])
            if gap > settings["reach"]:
                continue
            same = reading.units[f[0]].paragraph == reading.units[g[0]].paragraph
            score = float(mixed @ out["link_head"][g[0]]) + float(t["link_dist"][kind][bucket(f, g, same)])
            if score > best:
                best, chosen = score, k
        return chosen

    cues = fragments["CUE"]
    contents = [[] for _ in cues]
    lone = []
    for f in fragments["CONTENT"]:
        k = choose(0, f, cues)
        (lone if k is None else contents[k]).append(f)
    span = lambda f: [reading.units[f[0]].start, reading.units[f[1] - 1].end]
    found = []
    for k, cue in enumerate(cues):
        if not contents[k] and not settings["keep_lone_cue"]:
            continue
        s = choose(1, cue, fragments["SOURCE"])
        found.append({"source": [] if s is None else [span(fragments["SOURCE"][s])], "cue": [span(cue)],
                      "content": [span(f) for f in contents[k]]})
    if settings["keep_lone_content"]:
        found += [{"source": [], "cue": [], "content": [span(f)]} for f in lone]
    found.sort(key=lambda a: min(x[0] for r in a.values() for x in r))
    return found


def conllu(runner, reading):
    """CoNLL-U of a document: multiword tokens as ranges, SpaceAfter as the text has it."""
    out = []
    for sentence in sentences(runner, reading):
        tokens = {}
        for k, word in enumerate(sentence, 1):
            tokens.setdefault(word["token"], []).append((k, word))
        lines = []
        for words in tokens.values():
            end = words[-1][1]["end"]
            misc = "_" if reading.text[end:end + 1].isspace() or end >= len(reading.text) else "SpaceAfter=No"
            if len(words) > 1:
                lines.append("%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s" % (words[0][0], words[-1][0],
                             reading.text[words[0][1]["start"]:end], misc))
            for k, w in words:
                lines.append("\t".join([str(k), w["form"], w["lemma"], w["upos"], "_", w["feats"], str(w["head"]), w["deprel"],
                                        "_", misc if len(words) == 1 else "_"]))
        out.append("\n".join(lines) + "\n")
    return "\n".join(out) + ("\n" if out else "")
