"""Windows drawn anew each epoch, and batches of tensors made from them."""
import numpy as np
import torch

from .corpora import IGNORE, ROOT, SCHEMES
from .units import WINDOW, shape


class Table:
    """A document as flat arrays, so that a window is made by slicing."""

    def __init__(self, doc):
        self.doc = doc
        units = doc.units
        counts = np.array([len(u.pieces) for u in units], dtype=np.int32)
        self.at = np.concatenate([[0], np.cumsum(counts)])
        self.ids = np.array([p for u in units for p in u.pieces], dtype=np.int32)
        self.shape = np.array([shape(u.case, u.space, 1 if k else 0) for u in units for k in range(len(u.pieces))], dtype=np.int32)
        self.quote = np.repeat(np.array([u.quote for u in units], dtype=np.int32), counts)
        self.paragraph = np.array([u.paragraph for u in units], dtype=np.int32)
        borders = np.flatnonzero(np.diff(self.paragraph)) + 1
        self.paragraphs = list(zip([0] + borders.tolist(), borders.tolist() + [len(units)]))
        seg = doc.columns.get("seg")
        self.sentence_starts = np.flatnonzero(seg == 3) if seg is not None else None


def draw_windows(table, rng, short=0.15):
    """Cut a document into windows: lists of (start, end) unit ranges, one a paragraph or part of one."""
    out, current, room = [], [], 0

    def close():
        nonlocal current, room
        if current:
            out.append(current)
        current = []
        room = int(rng.integers(16, 100)) if rng.random() < short else WINDOW - 2 if rng.random() < 0.7 else int(rng.integers(90, WINDOW - 2))

    close()
    for a, b in table.paragraphs:
        while a < b:
            need = int(table.at[b] - table.at[a])
            free = room - (1 if current else 0)
            if need <= free:
                current.append((a, b))
                room = free - need
                a = b
                continue
            if current and (need <= WINDOW - 2 and rng.random() < 0.7 or free < 24):
                close()
                continue
            # cut inside the paragraph
            e = int(np.searchsorted(table.at, table.at[a] + free, side="right")) - 1
            if e <= a:
                close()
                continue
            if table.sentence_starts is not None and rng.random() < 0.85:
                k = np.searchsorted(table.sentence_starts, e, side="right") - 1
                while k >= 0 and table.sentence_starts[k] > a and table.sentence_starts[k] > e:
                    k -= 1
                if k >= 0 and table.sentence_starts[k] > a:
                    e = int(table.sentence_starts[k])
                elif current:
                    close()
                    continue
            current.append((a, e))
            close()
            a = e
    close()
    return out


class Source:
    """An endless, repeatable stream of batches from one set of documents."""

    def __init__(self, name, docs, pieces, batch_pieces, seed):
        self.name, self.pieces, self.batch_pieces, self.seed = name, pieces, batch_pieces, seed
        self.tables = [Table(d) for d in docs if d.units]
        self.epoch, self.next = -1, 0
        self.batches = []

    def _fill(self, epoch):
        rng = np.random.default_rng([self.seed, len(self.name), epoch])
        drawn = []
        for t, table in enumerate(self.tables):
            for w in draw_windows(table, rng):
                size = 1 + sum(int(table.at[b] - table.at[a]) + 1 for a, b in w)
                drawn.append((size, t, w))
        order = rng.permutation(len(drawn))
        drawn = [drawn[i] for i in order]
        batches = []
        for k in range(0, len(drawn), 512):          # near-equal lengths within a batch, mixed order across
            group = sorted(drawn[k:k + 512], key=lambda x: x[0])
            batch = []
            for item in group:
                if batch and item[0] * (len(batch) + 1) > self.batch_pieces:
                    batches.append(batch)
                    batch = []
                batch.append(item)
            if batch:
                batches.append(batch)
        self.batches = [batches[i] for i in rng.permutation(len(batches))]
        self.epoch = epoch

    def seek(self, epoch, position):
        self._fill(epoch)
        self.next = position

    def draw(self):
        if self.next >= len(self.batches):
            self._fill(self.epoch + 1)
            self.next = 0
        batch = self.batches[self.next]
        self.next += 1
        return collate([(self.tables[t], w) for _, t, w in batch], self.pieces)


def collate(items, pieces):
    length = max(1 + sum(int(t.at[b] - t.at[a]) + 1 for a, b in w) for t, w in items)
    n = len(items)
    ids = np.zeros((n, length), np.int32)
    shapes, quotes, mask = np.zeros_like(ids), np.zeros_like(ids), np.zeros_like(ids)
    names = {k for t, _ in items for k in t.doc.columns}
    flat = {k: [] for k in names if k not in ("head", "sentence")}
    unit_at, heads, window_units, links = [], [], [], [[], []]
    trees = "head" in names
    for r, (t, w) in enumerate(items):
        k = 1
        ids[r, 0] = pieces.cls
        place = {}
        units = []
        for a, b in w:
            if k > 1:
                ids[r, k] = pieces.sep
                k += 1
            s, e = int(t.at[a]), int(t.at[b])
            ids[r, k:k + e - s] = t.ids[s:e]
            shapes[r, k:k + e - s] = t.shape[s:e]
            quotes[r, k:k + e - s] = t.quote[s:e]
            first = t.at[a:b] - s + k
            for u in range(a, b):
                place[u] = int(first[u - a])
            units.extend(range(a, b))
            k += e - s
        ids[r, k] = pieces.sep
        mask[r, :k + 1] = 1
        unit_at.extend(r * length + place[u] for u in units)
        window_units.append([r * length + place[u] for u in units])
        numbers = np.array(units)
        for name in flat:
            column = t.doc.columns.get(name)
            flat[name].append(np.full(len(units), IGNORE, np.int32) if column is None else column[numbers])
        if trees:
            seg, head, sentence = (t.doc.columns[x] for x in ("seg", "head", "sentence"))
            words = [u for u in units if seg[u] > 0 and head[u] != IGNORE]
            order = {u: i for i, u in enumerate(words)}
            heads.append(([place[u] for u in words], [sentence[u] for u in words],
                          [0 if head[u] == ROOT else order[head[u]] + 1 if head[u] in order else IGNORE for u in words],
                          [t.doc.columns["deprel"][u] for u in words]))
        if t.doc.fragments:
            add_links(t, place, r, length, links)
    out = {"ids": ids, "shape": shapes, "quote": quotes, "mask": mask}
    out = {k: torch.from_numpy(v) for k, v in out.items()}
    out["unit_at"] = torch.tensor(unit_at)
    for name, parts in flat.items():
        values = torch.from_numpy(np.concatenate(parts)).long()
        if name == "seg" or name == "attr" or (values != IGNORE).any():
            out["y_" + name] = values
    if trees:
        add_trees(heads, length, out)
    if "attr" in names:
        longest = max(len(x) for x in window_units)
        at = torch.zeros(n, longest, dtype=torch.long)
        there = torch.zeros(n, longest, dtype=torch.bool)
        for r, x in enumerate(window_units):
            at[r, :len(x)] = torch.tensor(x)
            there[r, :len(x)] = True
        out["chain_at"], out["chain_mask"] = at, there
        out["links"] = links
    return out


def add_trees(heads, length, out):
    """Padded words of each window: positions, gold head (0 the root, else 1 + word), sentence numbers."""
    longest = max(1, max(len(h[0]) for h in heads))
    n = len(heads)
    at = torch.zeros(n, longest, dtype=torch.long)
    sentence = torch.full((n, longest), -1)
    head = torch.full((n, longest), IGNORE)
    rel = torch.full((n, longest), IGNORE)
    for r, (p, s, h, d) in enumerate(heads):
        if p:
            at[r, :len(p)] = torch.tensor(p)
            sentence[r, :len(p)] = torch.tensor(np.array(s))
            head[r, :len(p)] = torch.tensor(np.array(h))
            rel[r, :len(p)] = torch.tensor(np.array(d))
    out["word_at"] = at + (torch.arange(n) * length)[:, None]
    out["word_sentence"], out["y_head"], out["y_rel"] = sentence, head, rel


def add_links(table, place, row, length, links):
    """Per link type: (dependent position, candidate positions, buckets, index of the right one or 0 for none)."""
    from .network import bucket
    inside = {i: f for i, f in enumerate(table.doc.fragments) if f[0] in place and f[1] - 1 in place}
    for kind, (dep_role, head_role) in enumerate((("content", "cue"), ("cue", "source"))):
        candidates = [(i, f) for i, f in inside.items() if f[2] == head_role]
        for i, f in inside.items():
            if f[2] != dep_role or f[3] == "unknown" or (f[3] is not None and f[3] not in inside):
                continue
            gold = 0 if f[3] is None else 1 + [c for c, _ in candidates].index(f[3])
            links[kind].append((row * length + place[f[0]], [row * length + place[g[0]] for _, g in candidates],
                                [bucket(f, g, table.paragraph[f[0]] == table.paragraph[g[0]]) for _, g in candidates], gold))
