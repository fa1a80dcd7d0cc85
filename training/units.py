"""From raw text to units, pieces and windows: sections 2 to 4 of CONTRACT.md."""
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

WINDOW, CONTEXT, HOLD_BACK, MAX_PIECES = 192, 0, 32, 8
CLS, SEP, UNK = "[CLS]", "[SEP]", "[UNK]"
SENTENCE_MARKS = set(".!?\"”’)")


@lru_cache(maxsize=None)
def _kind(char):
    """'w' word character, 's' white space, 'o' other."""
    if char.isspace() and not "\x1c" <= char <= "\x1f":
        return "s"
    return "w" if unicodedata.category(char)[0] in "LNM" else "o"


_DIGITS = re.compile(r"[0-9]+")


@dataclass
class Unit:
    start: int
    end: int
    text: str
    space: int
    paragraph: int
    quote: int = 0
    pieces: list = field(default_factory=list)

    @property
    def case(self):
        return case_class(self.text)


def atoms(text):
    """Spans of atoms: runs of word characters, or one other visible character."""
    i, n = 0, len(text)
    while i < n:
        kind = _kind(text[i])
        if kind == "s":
            i += 1
            continue
        j = i + 1
        if kind == "w":
            while j < n and _kind(text[j]) == "w":
                j += 1
        yield i, j
        i = j


def cut_points(text, start, end, cuts):
    """Offsets inside the atom where a new unit begins."""
    atom = text[start:end]
    lower = atom.lower()
    if len(lower) == len(atom) and lower in cuts:
        return [start + k for k in cuts[lower]]
    if (end - start >= 2 and atom[-1] in "nN" and text[end:end + 1] in ("'", "’")
            and text[end + 1:end + 2] in ("t", "T") and (end + 2 >= len(text) or _kind(text[end + 2]) != "w")):
        return [end - 1]
    digits = _DIGITS.match(atom)
    if digits and digits.end() < len(atom) and unicodedata.category(atom[digits.end()])[0] == "L":
        return [start + digits.end()]
    return []


def case_class(text):
    cased = [c for c in text if unicodedata.category(c) in ("Lu", "Ll", "Lt")]
    upper = [unicodedata.category(c) != "Ll" for c in cased]
    if not cased:
        return 0
    if len(cased) == 1 and upper[0]:
        return 5
    if not any(upper):
        return 1
    if all(upper):
        return 3
    return 2 if upper[0] and not any(upper[1:]) else 4


def normalise(text):
    out = []
    for char in unicodedata.normalize("NFD", text):
        if char == "\ufffd" or unicodedata.category(char) in ("Mn", "Cc", "Cf"):
            continue
        out.append(char.lower())
    return "".join(out)


class WordPieces:
    def __init__(self, vocabulary):
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.cls, self.sep, self.unk = (self.ids[x] for x in (CLS, SEP, UNK))
        self.names = list(vocabulary)
        self._memory = {}

    @classmethod
    def read(cls, path):
        with open(path, encoding="utf-8") as lines:
            return cls([line.rstrip("\n") for line in lines])

    def __call__(self, text):
        found = self._memory.get(text)
        if found is None:
            found = self._memory[text] = self._cut(normalise(text))[:MAX_PIECES]
        return found

    def _cut(self, text):
        if not text or len(text) > 100:
            return [self.unk]
        out, i = [], 0
        while i < len(text):
            for j in range(len(text), i, -1):
                piece = self.ids.get(("##" if i else "") + text[i:j])
                if piece is not None:
                    break
            else:
                return [self.unk]
            out.append(piece)
            i = j
        return out


SMALL = {"de", "del", "al", "el", "of", "st", "nd", "th"}


def dateline_end(text):
    """Where the report begins after the dateline that `text` begins with, or None (CONTRACT.md, section 2.1)."""
    line = text[:98].split("\n")[0]
    for dash in re.finditer("[-–—]", line):
        head, rest = line[:dash.start()], line[dash.start():].lstrip("-–—")
        if head.endswith((" ", ")")) and rest.startswith(" ") and 0 < len(head.rstrip()) <= 90:
            head, rest = head.rstrip(), rest.lstrip()
            break
    else:
        return None
    words = [(m.start(), m.group()) for m in re.finditer(r"[^\W_]+", head)]
    first = words[0][1] if words and words[0][0] == 0 else ""
    shouted = len(first) > 2 and all(c.isupper() for c in first)
    dated = "(" in head or any(c in "0123456789" for c in head)
    bracketed = lambda at: head[:at].count("(") > head[:at].count(")")
    plain = (not any(c in ':;"“?!' for c in head) and len(head.split()) <= 10
             and all(w in SMALL or not w[0].islower() or bracketed(at) for at, w in words))
    begins = rest[:1].isupper() or rest[:1] and rest[0] in "0123456789\"“'‘("
    return len(line) - len(rest) if plain and begins and first[:1].isupper() and (shouted or dated) else None


def read_units(text, pieces, cuts):
    """Paragraphs of units."""
    paragraphs, current = [], []
    last_end, inside = None, False
    report = None
    for start, end in atoms(text):
        gap = text[last_end:start] if last_end is not None else ""
        fresh = last_end is None or "\n" in gap
        if fresh and (found := dateline_end(text[start:start + 98])) is not None:
            report = start + found
        if fresh or start == report:
            if current:
                paragraphs.append(current)
            current, inside, space = [], False, 2
        else:
            space = 1 if gap else 0
        last_end = end
        borders = [start] + cut_points(text, start, end, cuts) + [end]
        for a, b in zip(borders, borders[1:]):
            word = text[a:b]
            quote = 1 if inside else 0
            if word == "“":
                quote, inside = 2, True
            elif word == "”":
                quote, inside = 2, False
            elif word == '"':
                quote, inside = 2, not inside
            current.append(Unit(a, b, word, space, len(paragraphs), quote, pieces(word)))
            space = 0
    if current:
        paragraphs.append(current)
    return paragraphs


def _size(units):
    return sum(len(u.pieces) for u in units)


def _tail(units, budget):
    taken, i = 0, len(units)
    while i > 0 and taken + len(units[i - 1].pieces) <= budget:
        i -= 1
        taken += len(units[i].pieces)
    return units[i:]


@dataclass
class Window:
    """`groups`: lists of (unit, kept), one list a paragraph; [SEP] stands between the groups."""
    groups: list


def windows(paragraphs, size=WINDOW, context=CONTEXT, hold_back=HOLD_BACK):
    out = []
    sizes = [_size(p) for p in paragraphs]
    p = u = 0
    while p < len(paragraphs):
        rest = paragraphs[p][u:]
        groups = []
        if u == 0:
            budget = min(context, size - 3 - sizes[p]) if sizes[p] <= size - 2 else context
            before = _tail(paragraphs[p - 1], budget) if p > 0 and budget > 0 else []
            room = size - 2 - _size(before) - (1 if before else 0)
            if before:
                groups.append([(x, False) for x in before])
            group = []
        else:
            before = _tail(paragraphs[p][:u], context)
            room = size - 2 - _size(before)
            group = [(x, False) for x in before]
        groups.append(group)
        need = _size(rest)
        if need <= room:
            group.extend((x, True) for x in rest)
            room -= need
            p, u = p + 1, 0
            while p < len(paragraphs) and 1 + sizes[p] <= room:
                groups.append([(x, True) for x in paragraphs[p]])
                room -= 1 + sizes[p]
                p += 1
        else:
            e, taken = 0, 0
            while taken + len(rest[e].pieces) <= room:
                taken += len(rest[e].pieces)
                e += 1
            cut, seen = None, 0
            for k in range(1, e + 1):
                seen += len(rest[k - 1].pieces)
                if rest[k].space >= 1 and rest[k - 1].text in SENTENCE_MARKS and seen * 2 >= taken:
                    cut = k
            if cut is None:
                cut, held = e, 0
                while cut > 1 and held + len(rest[cut - 1].pieces) <= hold_back:
                    cut -= 1
                    held += len(rest[cut].pieces)
            group.extend((x, k < cut) for k, x in enumerate(rest[:e]))
            u += cut
        out.append(Window(groups))
    return out


def shape(case, space, continuation):
    return case * 6 + space * 2 + continuation


def encode(groups, pieces):
    """ids, shape, quote rows of one window, and the position of each unit's first piece, in order."""
    ids, shapes, quotes, first = [pieces.cls], [0], [0], []
    for g, group in enumerate(groups):
        if g:
            ids.append(pieces.sep), shapes.append(0), quotes.append(0)
        for unit in group:
            case = unit.case
            first.append(len(ids))
            for k, piece in enumerate(unit.pieces):
                ids.append(piece)
                shapes.append(shape(case, unit.space, 1 if k else 0))
                quotes.append(unit.quote)
    ids.append(pieces.sep), shapes.append(0), quotes.append(0)
    return ids, shapes, quotes, first
