"""Lemma scripts: mode, number of characters to drop, suffix to add (CONTRACT.md, section 5)."""


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
