"""Readers: each gives `Labelled` documents, a text cut into units with what the corpus says of each unit.

Offsets are code points. Nothing here copies corpus text anywhere; documents live in memory only.
"""
import gzip
import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from . import lemmas
from .units import atoms, cut_points, read_units

SEG = ["I", "W", "T", "S"]
ATTR = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"]
SCHEMES = ["uner", "re3d", "gum", "wikigold", "crossner"]
NON_COMMERCIAL = {"essay", "fiction", "letter", "podcast", "whow"}
IGNORE, ROOT = -100, -1


@dataclass
class Labelled:
    name: str
    text: str
    paragraphs: list                      # lists of Unit
    units: list = field(default_factory=list)
    columns: dict = field(default_factory=dict)   # name -> array over units
    fragments: list = field(default_factory=list)  # (start, end, role, target fragment | None | "unknown")

    def __post_init__(self):
        self.units = [u for p in self.paragraphs for u in p]
        self.starts = {u.start: i for i, u in enumerate(self.units)}

    def column(self, name):
        if name not in self.columns:
            self.columns[name] = np.full(len(self.units), IGNORE, dtype=np.int32)
        return self.columns[name]


def lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            yield line.rstrip("\n")


def conllu(path):
    """(name, text, sentences); a sentence is a list of tokens (start, end, [word columns])."""
    name, text, sentences, sentence, new = None, "", [], None, True
    last = 0
    for line in lines(path):
        if line.startswith("# newdoc"):
            if name is not None:
                yield name, text, sentences
            name, text, sentences, new = line.partition("=")[2].strip() or "doc", "", [], True
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            new = True
        elif not line:
            sentence = None
        elif not line.startswith("#"):
            c = line.split("\t")
            if "." in c[0]:
                continue
            if sentence is None:
                sentence, last = [], 0
                sentences.append(sentence)
                if new:
                    text = text.rstrip(" ")
                    text += "\n\n" if text else ""
                    new = False
            if "-" not in c[0] and int(c[0]) <= last:
                sentence[-1][2].append(c)
                continue
            start = len(text)
            text += c[1]
            if "-" in c[0]:
                last = int(c[0].split("-")[1])
                sentence.append((start, len(text), []))
            else:
                sentence.append((start, len(text), [c]))
            if "SpaceAfter=No" not in c[9].split("|"):
                text += " "
    if name is not None:
        yield name, text, sentences


def word_spans(token):
    """Spans of a token's words; None where their forms do not make up the token."""
    start, end, words = token
    spans, at = [], start
    for c in words:
        spans.append((at, at + len(c[1]), c))
        at += len(c[1])
    return spans if at == end else None


def learn_cuts(documents, least=2, share=0.3):
    """Lower-cased atoms which the training trees cut inside, in at least `share` of their places."""
    places, seen = Counter(), Counter()
    for _, text, sentences in documents:
        starts = {s for sentence in sentences for t in sentence for s, _, _ in (word_spans(t) or [])}
        for a, b in atoms(text):
            word = text[a:b].lower()
            if len(word) != b - a or not word.isalpha():
                continue
            seen[word] += 1
            inside = tuple(k - a for k in range(a + 1, b) if k in starts)
            if inside and [a + k for k in inside] != cut_points(text, a, b, {}):
                places[word, inside] += 1
    cuts = {}
    for (word, inside), n in sorted(places.items(), key=lambda x: (x[1], x[0])):
        if n >= least and n / seen[word] >= share:
            cuts[word] = list(inside)
    return dict(sorted(cuts.items()))


def ud_documents(root, corpus, split):
    for name, text, sentences in conllu(os.path.join(root, "ud", corpus, split + ".conllu.gz")):
        if corpus == "gum" and split == "train" and name.split("_")[1] in NON_COMMERCIAL:
            continue
        yield name, text, sentences


def label_trees(name, text, sentences, pieces, config):
    """A tree document over units. Unknown classes are left out of the loss."""
    doc = Labelled(name, text, read_units(text, pieces, config["cuts"]))
    index = {k: {x: i for i, x in enumerate(config[k])} for k in ("upos", "feats", "lemma_scripts", "deprel")}
    seg, sent, head = doc.column("seg"), doc.column("sentence"), doc.column("head")
    columns = {k: doc.column(k) for k in ("upos", "feats", "lemma", "deprel")}
    unit_ends = {u.end: i for i, u in enumerate(doc.units)}
    for number, sentence in enumerate(sentences):
        place, rows, good = {}, [], True
        for t, token in enumerate(sentence):
            start, end, words = token
            first, last = doc.starts.get(start), unit_ends.get(end)
            if first is None or last is None:
                good = False           # the token begins or ends inside a unit
            a = first if first is not None else next((i for i in range(len(doc.units)) if doc.units[i].start <= start < doc.units[i].end))
            b = last if last is not None else next((i for i in range(a, len(doc.units)) if doc.units[i].start < end <= doc.units[i].end))
            sent[a:b + 1] = number
            if first is not None:
                seg[a] = 3 if t == 0 else 2
                seg[a + 1:b + 1] = 0
            else:
                seg[a + 1:b + 1] = 0
            for k, (s, e, c) in enumerate(word_spans(token) or [(start, end, words[0])]):
                i = doc.starts.get(s)
                if i is None:
                    continue
                if k:
                    seg[i] = 1
                place[c[0]] = i
                rows.append((i, c))
        for i, c in rows:
            columns["upos"][i] = index["upos"].get(c[3], IGNORE)
            columns["feats"][i] = index["feats"].get(c[5], IGNORE)
            columns["lemma"][i] = index["lemma_scripts"].get(lemmas.script(c[1], c[2]), IGNORE) if c[2] != "_" else IGNORE
            columns["deprel"][i] = index["deprel"].get(c[7], IGNORE)
            head[i] = ROOT if c[6] == "0" else place.get(c[6], IGNORE)
        del good
    return doc


def tag_spans(tags):
    out, start, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        prefix, _, name = tag.partition("-")
        if start is not None and (prefix != "I" or name != kind):
            out.append((start, i, kind))
            start = None
        if start is None and prefix in ("B", "I"):
            start, kind = i, name
    return out


def conll(path):
    """Sentences of (form, tag); None for a document border."""
    sentence = []
    for line in lines(path):
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) < 2 or line.startswith("-DOCSTART-"):
            if sentence:
                yield sentence
            sentence = []
            if line.startswith("-DOCSTART-"):
                yield None
        else:
            sentence.append((cells[0], cells[-1]))
    if sentence:
        yield sentence


def mark_entities(doc, scheme, spans, config, covered=None):
    """BIO tags for (start, end, type) spans; only units in `covered` (all by default) are labelled."""
    column = doc.column("ner_" + scheme)
    labels = {x: i for i, x in enumerate(config["ner"][scheme])}
    if covered is None:
        column[:] = 0
    else:
        column[covered] = 0
    import bisect
    starts = [u.start for u in doc.units]
    for start, end, kind in spans:
        if "B-" + kind not in labels:
            continue
        i = bisect.bisect_right(starts, start) - 1
        first = True
        while i < len(doc.units) and doc.units[i].start < end:
            if doc.units[i].end > start:
                column[i] = labels[("B-" if first else "I-") + kind]
                first = False
            i += 1


def align_entities(docs, path, scheme, config):
    """Entities of a .conll file on the documents that hold the same text (white space apart), in the same order.
    Sentences that are not found (left-out documents, other editions) are skipped."""
    sentences = [s for s in conll(path) if s]
    flat, owner = [], []
    for d, doc in enumerate(docs):
        for k, char in enumerate(doc.text):
            if not char.isspace():
                flat.append(char)
                owner.append((d, k))
    flat = "".join(flat)
    spans, covered = [[] for _ in docs], [[] for _ in docs]
    at = found = 0
    for sentence in sentences:
        joined = "".join(w for w, _ in sentence)
        joined = re.sub(r"\s", "", joined)
        if flat.startswith(joined, at):
            here = at
        else:
            here = flat.find(joined, at, at + (4000 if len(joined) > 12 else 200))
            if here < 0:
                continue
        found += 1
        at = here + len(joined)
        offsets, k = [], here
        for w, _ in sentence:
            offsets.append((k, k + len(w)))
            k += len(w)
        d = owner[here][0]
        if owner[at - 1][0] != d:
            continue
        covered[d].append((owner[here][1], owner[at - 1][1] + 1))
        for a, b, kind in tag_spans([t for _, t in sentence]):
            spans[d].append((owner[offsets[a][0]][1], owner[offsets[b - 1][1] - 1][1] + 1, kind))
    for d, doc in enumerate(docs):
        inside = [i for i, u in enumerate(doc.units) if any(s <= u.start < e for s, e in covered[d])] if len(covered[d]) < 3 else _inside(doc, covered[d])
        mark_entities(doc, scheme, spans[d], config, np.array(inside, dtype=np.int64))
    return found, len(sentences)


def _inside(doc, spans):
    out, k = [], 0
    for i, u in enumerate(doc.units):
        while k < len(spans) and spans[k][1] <= u.start:
            k += 1
        if k < len(spans) and spans[k][0] <= u.start:
            out.append(i)
    return out


_NO_SPACE_BEFORE = set(", . ; : ! ? ) ] } % 's n't 'm 're 've 'd 'll ’s n’t".split())
_NO_SPACE_AFTER = set("( [ { $ £ €".split())


def detokenise(sentence):
    """Text and token spans for a sentence whose spacing is lost."""
    text, spans, glue, quote = "", [], True, False
    for form, _ in sentence:
        closing = form in ('"', "''") and quote
        if text and not glue and form not in _NO_SPACE_BEFORE and not closing:
            text += " "
        spans.append((len(text), len(text) + len(form)))
        text += form
        glue = form in _NO_SPACE_AFTER
        if form in ('"', "``", "''"):
            quote = not closing
            glue = quote
    return text, spans


def loose_entities(path, scheme, pieces, config, per_paragraph):
    """Documents from a .conll file without spacing: `per_paragraph` sentences in a row make a paragraph."""
    group, docs = [], []

    def flush():
        if not group:
            return
        text, spans = "", []
        for k, sentence in enumerate(group):
            if k:
                text += "\n" if k % per_paragraph == 0 else " "
            t, s = detokenise(sentence)
            for a, b, kind in tag_spans([x for _, x in sentence]):
                spans.append((len(text) + s[a][0], len(text) + s[b - 1][1], kind))
            text += t
        doc = Labelled(scheme, text, read_units(text, pieces, config["cuts"]))
        mark_entities(doc, scheme, spans, config)
        docs.append(doc)
        group.clear()

    for sentence in conll(path):
        if sentence is None:
            flush()
        else:
            group.append(sentence)
            if len(group) >= 40:
                flush()
    flush()
    return docs


def re3d_documents(path, pieces, config):
    docs = []
    for line in lines(path):
        row = json.loads(line)
        if "BBC" in row["source"] or "NC" in row["licence"]:
            continue
        spans, taken = [], []
        for e in sorted(row["entities"], key=lambda e: (e["start"] - e["end"], e["start"])):
            if all(e["end"] <= s or e["start"] >= t for s, t in taken):
                taken.append((e["start"], e["end"]))
                spans.append((e["start"], e["end"], e["type"]))
        doc = Labelled(row["doc_id"], row["text"], read_units(row["text"], pieces, config["cuts"]))
        mark_entities(doc, "re3d", spans, config)
        docs.append(doc)
    return docs


def attribution_documents(path, pieces, config):
    docs = []
    for line in lines(path):
        row = json.loads(line)
        doc = Labelled(row["id"], row["text"], read_units(row["text"], pieces, config["cuts"]))
        label_attributions(doc, row["attributions"])
        docs.append(doc)
    return docs


def label_attributions(doc, attributions):
    """BIO labels and links. Fragments that touch are one fragment; a unit belongs to one role at most."""
    import bisect
    starts = [u.start for u in doc.units]

    def covered(spans):
        out = set()
        for s, e in spans:
            i = max(0, bisect.bisect_right(starts, s) - 1)
            while i < len(doc.units) and doc.units[i].start < e:
                if doc.units[i].end > s:
                    out.add(i)
                i += 1
        return sorted(out)

    def runs(numbers):
        out = []
        for n in numbers:
            if out and out[-1][1] == n:
                out[-1][1] = n + 1
            else:
                out.append([n, n + 1])
        return [tuple(x) for x in out]

    taken, found, links = {}, {}, []

    def add(role, fragment):
        key = (role,) + fragment
        if key in found:
            return key
        if any(i in taken for i in range(*fragment)):
            return None
        for i in range(*fragment):
            taken[i] = key
        found[key] = True
        return key

    for a in attributions:
        parts = {}
        for role in ("source", "cue", "content"):
            parts[role] = [k for k in (add(role, f) for f in runs(covered(a[role]))) if k]
        cue = parts["cue"][0] if parts["cue"] else None
        for content in parts["content"]:
            links.append((content, cue if a["cue"] else None, bool(a["cue"]) and cue is None))
        if cue:
            if parts["source"]:
                links.append((cue, min(parts["source"], key=lambda f: abs(f[1] - cue[1])), False))
            else:
                links.append((cue, None, bool(a["source"])))
    column = doc.column("attr")
    column[:] = 0
    base = {"source": 1, "cue": 3, "content": 5}
    order = sorted(found, key=lambda k: (k[1], k[2]))
    for role, s, e in order:
        column[s] = base[role]
        column[s + 1:e] = base[role] + 1
    target = {}
    for key, to, unknown in links:
        if key not in target or target[key] is None:
            target[key] = "unknown" if unknown else to
    number = {k: i for i, k in enumerate(order)}
    doc.fragments = [(s, e, role, t if t in (None, "unknown") else number[t])
                     for (role, s, e) in order for t in [target.get((role, s, e), "unknown")]]


def learn_config(root, pieces):
    """Label lists from the training data alone."""
    documents = [d for c in ("ewt", "gum") for d in ud_documents(root, c, "train")]
    upos, feats, scripts, deprel = Counter(), Counter(), Counter(), Counter()
    for _, _, sentences in documents:
        for sentence in sentences:
            for _, _, words in sentence:
                for c in words:
                    upos[c[3]] += 1
                    feats[c[5]] += 1
                    deprel[c[7]] += 1
                    if c[2] != "_":
                        scripts[lemmas.script(c[1], c[2])] += 1
    ner = {}
    for scheme in SCHEMES:
        kinds = Counter()
        if scheme == "re3d":
            for line in lines(os.path.join(root, "ner", "re3d", "train.jsonl")):
                kinds.update(e["type"] for e in json.loads(line)["entities"])
        else:
            for sentence in conll(entity_file(root, scheme)):
                kinds.update(t[2:] for _, t in sentence or [] if t.startswith("B-"))
        ner[scheme] = ["O"] + [p + k for k in sorted(kinds) if kinds[k] >= 3 for p in ("B-", "I-")]
    return {"version": 1, "encoder": "MiniLM-L6", "note": "",
            "dims": {"hidden": 384, "arc": 192, "rel": 64, "link": 64},
            "window": {"pieces": 192, "context": 0, "hold_back": 32}, "unit": {"max_pieces": 8},
            "cuts": learn_cuts(documents), "seg": SEG, "upos": sorted(upos),
            "feats": sorted(f for f, n in feats.items() if n >= 3),
            "lemma_scripts": sorted(s for s, n in scripts.items() if n >= 3),
            "deprel": sorted(deprel), "ner": ner, "attr": ATTR,
            "link": {"reach": 200, "keep_lone_content": True, "keep_lone_cue": True}}


def entity_file(root, scheme, split="train"):
    name = {"uner": "uner_ewt", "gum": "gum_named", "wikigold": "wikigold", "crossner": "crossner_politics"}[scheme]
    path = os.path.join(root, "ner", name, split + ".conll")
    return path if os.path.exists(path) else path + ".gz"


def training_sources(root, pieces, config, polnear=True, say=print):
    """name -> documents: trees (with their entities), entities, attribution."""
    trees = []
    for corpus, scheme in (("ewt", "uner"), ("gum", "gum")):
        docs = [label_trees(*d, pieces, config) for d in ud_documents(root, corpus, "train")]
        found = align_entities(docs, entity_file(root, scheme), scheme, config)
        say("%s: %d documents, %d units, entities on %d of %d sentences" % ((corpus, len(docs), sum(len(d.units) for d in docs)) + found))
        trees += docs
    entities = (loose_entities(entity_file(root, "wikigold"), "wikigold", pieces, config, 5)
                + loose_entities(entity_file(root, "crossner"), "crossner", pieces, config, 1)
                + re3d_documents(os.path.join(root, "ner", "re3d", "train.jsonl"), pieces, config))
    folder = "polnear" if polnear else "gum_attribution"
    attribution = attribution_documents(os.path.join(root, folder, "train.jsonl"), pieces, config)
    sources = {"trees": trees, "entities": entities, "attribution": attribution}
    for name, docs in sources.items():
        say("%s: %d documents, %d pieces" % (name, len(docs), sum(len(u.pieces) for d in docs for u in d.units)))
    return sources


def lemma_lexicon(root):
    """The lemmas of the trees that are trained on."""
    return lemmas.Lexicon.learn((c[1], c[2], c[3], c[5]) for corpus in ("ewt", "gum") for _, _, sentences in ud_documents(root, corpus, "train")
                                for sentence in sentences for _, _, words in sentence for c in words)
