"""Lemmas: scripts (mode, number of characters to drop, suffix to add), and the words seen in training (CONTRACT.md, section 5)."""
from collections import Counter


def _case(form, mode):
    if mode == "l":
        return form.lower()
    if mode == "t":
        return form[:1].upper() + form[1:].lower()
    return form


def script(form, lemma):
    best = None
    modes = "lkt" if lemma == lemma.lower() else "klt" if form.lower() != form.upper() else "k"
    for rank, mode in enumerate(modes):
        cased = _case(form, mode)
        same = 0
        while same < min(len(cased), len(lemma)) and cased[same] == lemma[same]:
            same += 1
        key = (len(cased) - same + len(lemma) - same, rank)
        if best is None or key < best[0]:
            best = key, "%s\t%d\t%s" % (mode, len(cased) - same, lemma[same:])
    return best[1]


def apply(form, text):
    mode, drop, suffix = text.split("\t")
    cased = _case(form, mode)
    lemma = cased[:max(0, len(cased) - int(drop))] + suffix
    return lemma or form


# Where a form is in no list: which endings a word of this kind may have lost. First come the likelier stems.
def _stems(form, upos, feats):
    word = form.lower()
    stems = []
    if upos in ("VERB", "AUX") and word.endswith("ed") and len(word) > 4:
        stems = [word[:-2], word[:-1]] + ([word[:-3]] if word[-3] == word[-4] else []) + ([word[:-3] + "y"] if word[-3] == "i" else [])
    elif upos in ("VERB", "AUX") and word.endswith("ing") and len(word) > 5:
        stems = [word[:-3], word[:-3] + "e"] + ([word[:-4]] if word[-4] == word[-5] else [])
    elif (upos == "VERB" and "Person=3" in feats or upos == "NOUN" and "Number=Plur" in feats) and word.endswith("s") and len(word) > 3:
        stems = [word[:-1]] + ([word[:-2]] if word.endswith("es") else []) + ([word[:-3] + "y"] if word.endswith("ies") else [])
    return stems


class Lexicon:
    """Lemmas seen in the trees: (form, UPOS, FEATS or `*`) -> lemma, and every lemma under itself."""

    def __init__(self, table):
        self.table = table

    @classmethod
    def learn(cls, rows):
        """From (form, lemma, upos, feats) of training words. Ties go to the lemma that sorts first."""
        exact, lower = {}, {}
        known = set()
        for form, lemma, upos, feats in rows:
            if lemma == "_" or any(c in "\t\n" for c in form + lemma):
                continue
            exact.setdefault((form, upos), {}).setdefault(feats, Counter())[lemma] += 1
            lower.setdefault((form.lower(), upos), {}).setdefault(feats, Counter())[lemma] += 1
            known.add((lemma, upos))
        table = {}

        def enter(form, upos, kinds, below):
            best = {f: min(c, key=lambda x: (-c[x], x)) for f, c in kinds.items()}
            total = sum(kinds.values(), Counter())
            common = min(total, key=lambda x: (-total[x], x))
            whole = {"*": common} | {f: x for f, x in best.items() if x != common}
            if whole != below:
                for f, x in whole.items():
                    table[form, upos, f] = x
            return whole

        answers = {k: enter(*k, kinds, None) for k, kinds in lower.items()}
        for (form, upos), kinds in exact.items():
            if form != form.lower():
                enter(form, upos, kinds, answers[form.lower(), upos])
        for lemma, upos in known:
            if (lemma.lower(), upos) not in lower:
                table[lemma, upos, "*"] = lemma
        return cls(table)

    @classmethod
    def read(cls, text):
        rows = (line.split("\t") for line in text.split("\n")[:-1])
        return cls({(form, upos, feats): lemma for form, upos, feats, lemma in rows})

    def write(self):
        """One line an entry, sorted by its UTF-8 bytes, so that a reader can search it as it is."""
        return "".join(sorted("%s\t%s\t%s\t%s\n" % (k + (v,)) for k, v in self.table.items()))

    def find(self, form, upos, feats):
        for spelled in (form, form.lower()):
            for kind in (feats, "*"):
                if (spelled, upos, kind) in self.table:
                    return self.table[spelled, upos, kind]
        return None

    def knows(self, lemma, upos):
        return self.table.get((lemma, upos, "*")) == lemma

    def lemma(self, form, upos, feats, guess):
        """The lemma of a word; `guess` is what the network's script makes of it."""
        if not self.table:
            return guess
        seen = self.find(form, upos, feats)
        if seen is not None:
            return seen
        stems = _stems(form, upos, feats)
        if not stems:
            return guess
        for kinds in ((upos,), ("VERB", "NOUN", "ADJ")):
            for stem in stems:
                if any(self.knows(stem, k) for k in kinds):
                    return stem
        return guess if guess in stems else stems[0]
