"""The program's registry (data/) as plain rows of names, for matchers of strings: {name, kind, country, names}.

The order decides between equal scores: people, states, organisations, armed groups, media, named places, regions, cities by
population. Capitals and seats that stand for a state ('the Kremlin') and words for its people are names of the state.
"""
import gzip
import tomllib

from bench import ROOT

DATA = ROOT / "data"


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


def row(name, kind, country, *more):
    names = dict.fromkeys([name, *(n for names in more for n in listed(names))])
    return {"name": name, "kind": kind, "country": country or None, "names": [n for n in names if n]}


def tables(path, key):
    with open(path, "rb") as f:
        return tomllib.load(f).get(key, [])


def lines(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]


def read():
    rows = []
    for path in sorted((DATA / "world/people").glob("*.toml")):
        rows += [row(p["name"], "person", p.get("country"), p.get("also"), p.get("surname"))
                 for p in tables(path, "person")]
    for s in tables(DATA / "world/states.toml", "state"):
        rows.append(row(s["name"], "state", s["code"], s.get("official"), s.get("also"), s.get("government"),
                        s.get("metonyms"), s.get("adjectives"), s.get("people")))
    for key, file, kind in (("organisation", "organisations", "organisation"), ("armed_group", "armed_groups", "armed-group"),
                            ("media", "media", "media")):
        rows += [row(e["name"], kind, e.get("country"), e.get("also")) for e in tables(DATA / f"world/{file}.toml", key)]
    for p in tables(DATA / "places/named.toml", "place"):
        kind = {"sea": "water", "strait": "water", "river": "water"}.get(p["kind"], p["kind"])
        kind = "facility" if kind in ("crossing", "palace", "base") else kind
        rows.append(row(p["name"], kind, next(iter(listed(p.get("country"))), None), p.get("also")))
    for c in lines(DATA / "places/admin1.tsv"):
        rows.append(row(c[0], "region", c[1], c[6].split("|") if len(c) > 6 else None))
    cities = [c for c in lines(DATA / "places/cities.tsv.gz") if len(c) > 6]
    for c in sorted(cities, key=lambda c: -int(c[6] or 0)):
        rows.append(row(c[1], "city", c[2], c[7].split("|") if len(c) > 7 else None))
    return rows
