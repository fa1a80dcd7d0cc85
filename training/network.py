"""The network: a BERT encoder (MiniLM-L6) with embeddings for shape and quote state, and the heads."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

HIDDEN, LAYERS, HEADS, INNER, EPS = 384, 6, 12, 1536, 1e-12
SHAPES, QUOTES = 36, 3
THRESHOLDS = (1, 2, 3, 5, 9, 17, 33, 65)
BUCKETS = 36
FORBIDDEN = -10000.0


class MaskPool:
    """Dropout masks cut from a pool drawn once: drawing them anew costs a tenth of a step."""

    def __init__(self, rate, size=1 << 22, seed=7):
        self.rate = rate
        generator = torch.Generator().manual_seed(seed)
        self.pool = (torch.rand(size, generator=generator) >= rate).float() / (1 - rate)

    def __call__(self, x):
        n = x.numel()
        if n > self.pool.numel():
            return F.dropout(x, self.rate)
        at = int(torch.randint(self.pool.numel() - n + 1, (1,)))
        return x * self.pool[at:at + n].view(x.shape)


POOL = None


def dropout(module, x):
    global POOL
    if not module.training:
        return x
    if POOL is None:
        POOL = MaskPool(0.1)
    return POOL(x)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, EPS), nn.LayerNorm(HIDDEN, EPS)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)

    def forward(self, x, bias):
        b, n = x.shape[0], x.shape[1]
        q, k, v = (y.view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2) for y in self.qkv(x).split(HIDDEN, -1))
        if self.training:
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:
            s = torch.matmul(q, k.transpose(2, 3)) * (1 / math.sqrt(HIDDEN // HEADS))
            y = torch.matmul(torch.softmax(s if bias is None else s + bias, -1), v)
        y = self.out(y.transpose(1, 2).reshape(b, n, HIDDEN))
        x = self.norm1(x + dropout(self, y))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + dropout(self, y))


class Encoder(nn.Module):
    def __init__(self, vocabulary=30522, positions=512):
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.quotes = nn.Embedding(QUOTES, HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.01)
        nn.init.normal_(self.quotes.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.words.weight.requires_grad_(False)

    def forward(self, ids, shape, quote, mask):
        x = self.words(ids) + self.positions.weight[:ids.shape[1]] + self.shapes(shape) + self.quotes(quote)
        x = dropout(self, self.norm(x))
        # The exported network reads one window at a time, which needs no mask.
        bias = None if mask is None else ((1 - mask) * -10000.0).to(x.dtype)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_start(self, path):
        """Weights of the sentence-transformers model; token type 0 goes into the positions."""
        start = load_file(path)
        start = {k.removeprefix("bert."): v.float() for k, v in start.items()}
        own = {"words.weight": start["embeddings.word_embeddings.weight"],
               "positions.weight": start["embeddings.position_embeddings.weight"] + start["embeddings.token_type_embeddings.weight"][0],
               "norm.weight": start["embeddings.LayerNorm.weight"], "norm.bias": start["embeddings.LayerNorm.bias"]}
        names = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}
        for i in range(LAYERS):
            for part in ("weight", "bias"):
                own["layers.%d.qkv.%s" % (i, part)] = torch.cat(
                    [start["encoder.layer.%d.attention.self.%s.%s" % (i, x, part)] for x in ("query", "key", "value")])
                for mine, theirs in names.items():
                    own["layers.%d.%s.%s" % (i, mine, part)] = start["encoder.layer.%d.%s.%s" % (i, theirs, part)]
        missing, unexpected = self.load_state_dict(own, strict=False)
        assert not unexpected and set(missing) == {"shapes.weight", "quotes.weight"}, (missing, unexpected)


class Model(nn.Module):
    def __init__(self, config):
        super().__init__()
        d = config["dims"]
        self.config = config
        self.schemes = sorted(config["ner"])
        self.encoder = Encoder()
        self.seg = nn.Sequential(nn.Linear(HIDDEN, 128), nn.GELU(), nn.Linear(128, 4))
        self.upos = nn.Linear(HIDDEN, len(config["upos"]))
        self.feats = nn.Linear(HIDDEN, len(config["feats"]))
        self.lemma = nn.Linear(HIDDEN, len(config["lemma_scripts"]))
        self.arc_dep = nn.Sequential(nn.Linear(HIDDEN, d["arc"]), nn.GELU(), nn.Linear(d["arc"], d["arc"]))
        self.arc_head = nn.Sequential(nn.Linear(HIDDEN, d["arc"]), nn.GELU())
        self.rel_dep = nn.Sequential(nn.Linear(HIDDEN, d["rel"]), nn.GELU())
        self.rel_head = nn.Sequential(nn.Linear(HIDDEN, d["rel"]), nn.GELU())
        self.rel_u = nn.Parameter(torch.randn(len(config["deprel"]), d["rel"] + 1, d["rel"] + 1) * 0.02)
        self.ner = nn.ModuleDict({s: nn.Linear(HIDDEN, len(config["ner"][s])) for s in self.schemes})
        self.attr = nn.Linear(HIDDEN, 7)
        self.attr_trans = nn.Parameter(torch.zeros(7, 7))
        self.attr_start = nn.Parameter(torch.zeros(7))
        self.attr_end = nn.Parameter(torch.zeros(7))
        self.link_dep = nn.Sequential(nn.Linear(HIDDEN, d["link"]), nn.GELU())
        self.link_head = nn.Sequential(nn.Linear(HIDDEN, d["link"]), nn.GELU())
        self.link_w = nn.Parameter(torch.randn(2, d["link"] + 1, d["link"]) * 0.05)
        self.link_none = nn.Parameter(torch.randn(2, d["link"] + 1) * 0.05)
        self.link_dist = nn.Parameter(torch.zeros(2, BUCKETS))
        barred = torch.zeros(7, 7)
        for a in range(7):
            for b in (2, 4, 6):
                if a not in (b, b - 1):
                    barred[a, b] = FORBIDDEN
        self.register_buffer("barred", barred)
        self.register_buffer("barred_start", torch.tensor([0, 0, FORBIDDEN, 0, FORBIDDEN, 0, FORBIDDEN]))

    def heads(self, x):
        """Every output of the network, in the order of `output_names`."""
        out = {n: getattr(self, n)(x) for n in ("seg", "upos", "feats", "lemma", "arc_dep", "arc_head", "rel_dep", "rel_head")}
        for s in self.schemes:
            out["ner_" + s] = self.ner[s](x)
        for n in ("attr", "link_dep", "link_head"):
            out[n] = getattr(self, n)(x)
        return out

    def forward(self, ids, shape, quote, mask):
        return self.heads(self.encoder(ids, shape, quote, mask))

    def output_names(self):
        return (["seg", "upos", "feats", "lemma", "arc_dep", "arc_head", "rel_dep", "rel_head"]
                + ["ner_" + s for s in self.schemes] + ["attr", "link_dep", "link_head"])

    def transitions(self):
        return self.attr_trans + self.barred, self.attr_start + self.barred_start, self.attr_end

    def side_tensors(self):
        trans, start, end = self.transitions()
        return {"rel_u": self.rel_u, "attr_trans": trans.clamp(min=FORBIDDEN), "attr_start": start.clamp(min=FORBIDDEN),
                "attr_end": end, "link_w": self.link_w, "link_none": self.link_none, "link_dist": self.link_dist}


def bucket(i, j, same):
    """Bucket of the distance between fragments i and j, half-open unit ranges."""
    if j[0] >= i[1]:
        side, gap = 0, j[0] - i[1]
    else:
        side, gap = 1, max(0, i[0] - j[1])
    return side * 18 + (9 if same else 0) + sum(t <= gap for t in THRESHOLDS)


def crf_loss(emissions, labels, mask, trans, start, end):
    """Negative log likelihood of the label chains: emissions [B,T,7], mask [B,T] true from the left."""
    b, t, _ = emissions.shape
    lengths = mask.sum(1)
    flat = labels.clamp(min=0)
    gold = start[flat[:, 0]] + emissions.gather(2, flat[:, :, None]).squeeze(2).mul(mask).sum(1)
    gold = gold + (trans[flat[:, :-1], flat[:, 1:]] * mask[:, 1:]).sum(1) + end[flat.gather(1, (lengths - 1)[:, None]).squeeze(1)]
    alpha = start + emissions[:, 0]
    for k in range(1, t):
        new = torch.logsumexp(alpha[:, :, None] + trans, 1) + emissions[:, k]
        alpha = torch.where(mask[:, k, None], new, alpha)
    return torch.logsumexp(alpha + end, 1) - gold
