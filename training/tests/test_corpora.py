import gzip
import json

import numpy as np

from training import corpora, lemmas
from training.batches import Source, collate
from training.units import read_units
from training.tests.test_units import PIECES

TREE = """# newdoc id = made-up_news_one
# sent_id = 1
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\tMood=Imp\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\ttalk\ttalk\tVERB\tVB\tMood=Imp\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
# sent_id = 2
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\ttalks\ttalk\tNOUN\tNNS\tNumber=Plur\t0\troot\t_\t_

"""
CONFIG = {"cuts": {}, "upos": ["AUX", "DET", "NOUN", "PART", "PUNCT", "VERB"], "feats": ["Mood=Imp", "Number=Plur", "_"],
          "lemma_scripts": ["k\t0\t", "k\t1\t", "l\t0\t"], "deprel": ["advmod", "aux", "det", "punct", "root"],
          "ner": {"uner": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]}}


def tree_document(tmp_path):
    path = tmp_path / "x.conllu.gz"
    path.write_bytes(gzip.compress(TREE.encode()))
    ((name, text, sentences),) = corpora.conllu(str(path))
    return corpora.label_trees(name, text, sentences, PIECES, CONFIG)


def test_trees(tmp_path):
    doc = tree_document(tmp_path)
    assert doc.text.rstrip() == "Don't talk.\n\nThe talks"
    assert [u.text for u in doc.units] == ["Do", "n", "'", "t", "talk", ".", "The", "talks"]
    assert [corpora.SEG[s] for s in doc.columns["seg"]] == ["S", "W", "I", "I", "T", "T", "S", "T"]
    assert doc.columns["head"].tolist() == [4, 4, -100, -100, -1, 4, 7, -1]
    assert doc.columns["lemma"].tolist()[:2] == [2, -100]          # do: known script; not: unknown
    assert doc.columns["sentence"].tolist() == [0] * 6 + [1] * 2


def test_a_batch_holds_whole_sentences_heads(tmp_path):
    from training.batches import Table
    table = Table(tree_document(tmp_path))
    batch = collate([(table, [(0, 6), (6, 8)]), (table, [(6, 8)])], PIECES)
    assert batch["mask"].sum(1).tolist() == [12, 5]                 # talks is two pieces
    assert batch["y_head"].tolist() == [[3, 3, 0, 3, 6, 0], [2, 0, -100, -100, -100, -100]]
    assert batch["ids"].view(-1)[batch["unit_at"]].tolist()[-2:] == [PIECES.ids["the"], PIECES.ids["talk"]]


def test_a_head_outside_the_window_is_left_out(tmp_path):
    from training.batches import Table
    batch = collate([(Table(tree_document(tmp_path)), [(0, 4)])], PIECES)
    assert batch["y_head"].tolist() == [[-100, -100]]


def test_lemmas_seen_then_stems_then_script():
    rows = [("I", "I", "PRON", "Case=Nom"), ("Cities", "city", "NOUN", "Number=Plur"), ("found", "find", "VERB", "Tense=Past"),
            ("found", "find", "VERB", "Tense=Past"), ("found", "found", "VERB", "VerbForm=Inf"), ("announces", "announce", "VERB", "Person=3")]
    lexicon = lemmas.Lexicon.learn(rows)
    lexicon = lemmas.Lexicon.read(lexicon.write())
    assert lexicon.lemma("found", "VERB", "VerbForm=Inf", "?") == "found"
    assert lexicon.lemma("Found", "VERB", "Mood=Ind", "?") == "find"
    assert lexicon.lemma("announced", "VERB", "Tense=Past", "announc") == "announce"
    assert lexicon.lemma("zorbed", "VERB", "Tense=Past", "zorbe") == "zorbe"
    assert lexicon.lemma("cities", "PROPN", "Number=Plur", "cities") == "cities"
    assert lemmas.Lexicon({}).lemma("zorbed", "VERB", "Tense=Past", "zor") == "zor"


def test_lemma_scripts():
    for form, lemma in [("Running", "run"), ("was", "be"), ("NATO", "NATO"), ("ponies", "pony"), ("OBAMA", "Obama"), ("n't", "not"), ("’s", "be")]:
        assert lemmas.apply(form, lemmas.script(form, lemma)) == lemma
    assert lemmas.apply("a", "l\t3\t") == "a"


def test_entities_are_aligned_by_characters(tmp_path):
    doc = tree_document(tmp_path)
    path = tmp_path / "x.conll"
    path.write_text("Elsewhere\tB-PER\n\nDon't\tO\ntalk\tB-PER\n.\tO\n\nThe\tB-LOC\ntalks\tI-LOC\n\n")
    assert corpora.align_entities([doc], str(path), "uner", CONFIG) == (2, 3)
    assert doc.columns["ner_uner"].tolist() == [0, 0, 0, 0, 1, 0, 3, 4]


def test_detokenised_spans():
    text, spans = corpora.detokenise([(w, "O") for w in ["He", "said", "\"", "no", "\"", ",", "twice", "(", "once", ")", "."]])
    assert text == 'He said "no", twice (once).'
    assert [text[a:b] for a, b in spans] == ["He", "said", "\"", "no", "\"", ",", "twice", "(", "once", ")", "."]


def test_attributions(tmp_path):
    text = "\U0001F600 Ana said no, Bo said. Go"
    at = lambda w: [[text.index(w), text.index(w) + len(w)]]
    rows = [{"source": at("Ana"), "cue": at("said"), "content": at("no") + at("Go")}, {"source": [], "cue": [], "content": at("Bo")}]
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "1", "text": text, "attributions": rows}) + "\n")
    (doc,) = corpora.attribution_documents(str(path), PIECES, CONFIG)
    named = [(text[doc.units[s].start:doc.units[e - 1].end], role, t) for s, e, role, t in doc.fragments]
    assert named == [("Ana", "source", "unknown"), ("said", "cue", 0), ("no", "content", 1), ("Bo", "content", None), ("Go", "content", 1)]
    batch = collate([(__import__("training.batches", fromlist=["Table"]).Table(doc), [(0, len(doc.units))])], PIECES)
    assert [[row[3] for row in kind] for kind in batch["links"]] == [[1, 0, 1], [1]]


def test_batches_repeat_with_the_seed(tmp_path):
    doc = tree_document(tmp_path)
    one, two = (Source("trees", [doc], PIECES, 64, 3) for _ in range(2))
    first = [one.draw()["ids"].tolist() for _ in range(5)]
    two.seek(0, 0)
    assert [two.draw()["ids"].tolist() for _ in range(5)] == first
