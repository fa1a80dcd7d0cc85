"""Matchers of strings over the program's registry: arguments METHOD REGISTRY.jsonl.

METHOD: ratio, token_sort, jaro_winkler (rapidfuzz over all names, marks and case folded), or logic_v2 (nomenklatura:
rapidfuzz proposes the 40 nearest by token_sort, LogicV2 scores them; comparing with every row would take minutes a name).
Each row gets its best candidate with a score of 0 to 1; whether that is an answer is for a threshold to say.
"""
import json
import unicodedata

import peer


def fold(name):
    name = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in name if c not in "'’ʼ").split())


def load(arguments):
    from rapidfuzz import distance, fuzz, process
    method, path = arguments
    entries = [json.loads(line) for line in open(path, encoding="utf-8")]
    names = {}
    for n, entry in enumerate(entries):
        for name in entry["names"]:
            names.setdefault(fold(name), n)
    names.pop("", None)
    keys = list(names)
    scorer = {"ratio": fuzz.ratio, "jaro_winkler": distance.JaroWinkler.normalized_similarity}.get(
        method, fuzz.token_sort_ratio)
    scale = 1 if method == "jaro_winkler" else 100
    judge = logic(entries) if method == "logic_v2" else None
    if judge:
        judge("A. Nobody", [0])

    def find(mention):
        key = fold(mention)
        if not judge:
            best = process.extractOne(key, keys, scorer=scorer)
            return (names[best[0]], best[1] / scale) if best else (None, 0.0)
        near = process.extract(key, keys, scorer=scorer, limit=40)
        return judge(mention, list(dict.fromkeys(names[k] for k, _, _ in near)))

    return find, entries


def logic(entries):
    from followthemoney import ValueEntity
    from nomenklatura.matching import LogicV2, ScoringConfig
    config = ScoringConfig.defaults()
    schemas = {"person": "Person", "organisation": "Organization", "armed-group": "Organization", "media": "Organization"}

    def entity(key, schema, names):
        return ValueEntity.from_dict({"id": key, "schema": schema, "caption": names[0], "datasets": [], "referents": [],
                                      "properties": {"name": names}})

    made = {}

    def judge(mention, near):
        asked = entity("asked", "LegalEntity", [mention])
        best = (None, 0.0)
        for n in near:
            entry = entries[n]
            if n not in made:
                made[n] = entity(f"e{n}", schemas.get(entry["kind"], "LegalEntity"), entry["names"])
            score = LogicV2.compare(asked, made[n], config).score
            if score > best[1]:
                best = (n, score)
        return best

    return judge


def read(state, row):
    find, entries = state
    n, score = find(row["mention"])
    entry = entries[n] if n is not None else {}
    return {"id": row["id"], "name": entry.get("name"), "kind": entry.get("kind"), "country": entry.get("country"),
            "confidence": round(score, 4)}


peer.run(["rapidfuzz", "nomenklatura", "followthemoney"], load, read)
