"""Train the model: python -m training.train (see README.md). Resumes from the checkpoint in the work folder."""
import argparse
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from . import corpora
from .batches import Source
from .corpora import IGNORE, SCHEMES
from .network import Model, crf_loss
from .units import WordPieces

WEIGHTS = {"seg": 1.0, "upos": 0.7, "feats": 0.5, "lemma": 0.5, "arc": 1.0, "rel": 0.7, "ner": 2.0, "attr": 1.5, "link": 0.5}
# Of the steps. The first stage lays the ground for all tasks, the second gives trees, which learn longest, their epochs.
SHARES = {1: {"trees": 0.395, "entities": 0.095, "attribution": 0.51},
          2: {"trees": 0.55, "entities": 0.10, "attribution": 0.35}}
PLANS = {1: {"name": "first", "steps": 2000, "rate": 2e-4, "head_rate": 1e-3, "seed": 11},
         2: {"name": "second", "steps": 2000, "rate": 1.5e-4, "head_rate": 6e-4, "seed": 12}}


def work_folder():
    return os.environ.get("RAPPORTEUR_TRAIN", os.path.expanduser("~/.cache/rapporteur-training"))


def cross_entropy(scores, gold):
    return F.cross_entropy(scores, gold, ignore_index=IGNORE)


def losses(model, batch):
    x = model.encoder(batch["ids"], batch["shape"], batch["quote"], batch["mask"])
    flat = x.reshape(-1, x.shape[-1])
    units = flat[batch["unit_at"]]
    out = {}
    if "y_seg" in batch:
        out["seg"] = cross_entropy(model.seg(units), batch["y_seg"])
        words = (batch["y_upos"] != IGNORE).nonzero().squeeze(1)
        h = units[words]
        for name, head in (("upos", model.upos), ("feats", model.feats), ("lemma", model.lemma)):
            out[name] = cross_entropy(head(h), batch["y_" + name][words])
        tree_losses(model, batch, flat, x, out)
    for scheme in SCHEMES:
        gold = batch.get("y_ner_" + scheme)
        if gold is not None:
            chosen = (gold != IGNORE).nonzero().squeeze(1)
            loss = F.cross_entropy(model.ner[scheme](units[chosen]), gold[chosen], reduction="sum")
            out["ner"] = out.get("ner", 0) + loss / len(gold)
    if "y_attr" in batch:
        at, there = batch["chain_at"], batch["chain_mask"]
        emissions = model.attr(flat[at])
        gold = torch.zeros_like(at)
        gold[there] = batch["y_attr"]
        trans, _, end = model.transitions()       # a window may begin inside a fragment, a document may not
        out["attr"] = crf_loss(emissions, gold, there, trans, model.attr_start, end).sum() / there.sum()
        link = link_loss(model, batch["links"], flat)
        if link is not None:
            out["link"] = link
    return out


def tree_losses(model, batch, flat, x, out):
    n, length, _ = x.shape
    words = flat[batch["word_at"]]
    roots = x[:, :1]
    both = torch.cat([roots, words], 1)
    dep, head = model.arc_dep(words), model.arc_head(both)
    scores = torch.matmul(dep, head.transpose(1, 2))
    sentence = batch["word_sentence"]
    allowed = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, :, None] >= 0)
    size = sentence.shape[1]
    allowed = allowed & ~torch.eye(size, dtype=torch.bool)
    allowed = torch.cat([torch.ones(n, size, 1, dtype=torch.bool), allowed], 2)
    scores = scores.masked_fill(~allowed, -1e9)
    gold = batch["y_head"]
    out["arc"] = cross_entropy(scores.reshape(-1, size + 1), gold.reshape(-1))
    r, w = ((gold != IGNORE) & (batch["y_rel"] != IGNORE)).nonzero(as_tuple=True)
    if len(r):
        one = torch.ones(len(r), 1)
        d = torch.cat([model.rel_dep(words[r, w]), one], 1)
        h = torch.cat([model.rel_head(both[r, gold[r, w]]), one], 1)
        u = model.rel_u
        mixed = (d @ u.permute(1, 0, 2).reshape(u.shape[1], -1)).view(len(r), u.shape[0], u.shape[2])
        out["rel"] = cross_entropy(torch.bmm(mixed, h[:, :, None]).squeeze(2), batch["y_rel"][r, w])


def link_loss(model, links, flat):
    total, count = 0, 0
    for kind, rows in enumerate(links):
        if not rows:
            continue
        longest = max(len(c) for _, c, _, _ in rows)
        dep = model.link_dep(flat[torch.tensor([d for d, _, _, _ in rows])])
        dep = torch.cat([dep, torch.ones(len(rows), 1)], 1)
        none = dep @ model.link_none[kind]
        gold = torch.tensor([g for _, _, _, g in rows])
        scores = none[:, None]
        if longest:
            at = torch.tensor([c + [0] * (longest - len(c)) for _, c, _, _ in rows])
            far = torch.tensor([b + [0] * (longest - len(b)) for _, _, b, _ in rows])
            there = torch.tensor([[True] * len(c) + [False] * (longest - len(c)) for _, c, _, _ in rows])
            places, back = torch.unique(at, return_inverse=True)
            head = model.link_head(flat[places])[back]
            s = torch.einsum("nd,nkd->nk", dep @ model.link_w[kind], head) + model.link_dist[kind][far]
            scores = torch.cat([scores, s.masked_fill(~there, -1e9)], 1)
        total = total + F.cross_entropy(scores, gold, reduction="sum")
        count += len(rows)
    return total / count if count else None


def optimiser(model, args):
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in known]
    decay = lambda ps, lr: [{"params": [p for p in ps if p.dim() > 1], "weight_decay": 0.01, "lr": lr, "top": lr},
                            {"params": [p for p in ps if p.dim() <= 1], "weight_decay": 0.0, "lr": lr, "top": lr}]
    return torch.optim.AdamW(decay(encoder, args.rate) + decay(heads, args.head_rate), betas=(0.9, 0.98), foreach=True)


def schedule(step, steps, warm=0.06):
    done = step / steps
    return done / warm if done < warm else max(0.0, (1 - done) / (1 - warm))


def plan(steps, seed, shares):
    """Which source each step draws from: fixed shares, shuffled in blocks of 200."""
    rng = np.random.default_rng(seed)
    out = []
    while len(out) < steps:
        block = [n for n, s in shares.items() for _ in range(round(200 * s))]
        out += [block[i] for i in rng.permutation(len(block))]
    return out[:steps]


def save(path, value):
    torch.save(value, path + ".part")
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--start", required=True, help="folder of the start encoder (model.safetensors, vocab.txt)")
    parser.add_argument("--work", default=work_folder())
    parser.add_argument("--name", help="of the files in the work folder; default: that of the stage")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--stop-at", type=int, help="leave off after this step, to try the machinery out")
    parser.add_argument("--batch", type=int, default=2304, help="word pieces a step, padding included")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--head-rate", type=float)
    parser.add_argument("--stage", type=int, choices=(1, 2), default=1)
    parser.add_argument("--from", dest="begin", help="weights of the stage before (stage 2; default: first.weights in the work folder)")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="go on although this stage's weights are there")
    parser.add_argument("--without-polnear", action="store_true", help="attribution from gum_attribution (CC BY) instead")
    args = parser.parse_args()
    for key, value in PLANS[args.stage].items():
        if getattr(args, key) is None:
            setattr(args, key, value)
    if args.stage == 2 and not args.begin:
        args.begin = os.path.join(args.work, PLANS[1]["name"] + ".weights")
    torch.set_num_threads(args.threads)
    os.makedirs(args.work, exist_ok=True)
    say = lambda *x: print(*x, flush=True)

    pieces = WordPieces.read(os.path.join(args.start, "vocab.txt"))
    config = corpora.learn_config(args.corpora, pieces)
    say("labels:", {k: len(config[k]) for k in ("cuts", "upos", "feats", "lemma_scripts", "deprel")})
    finished = os.path.join(args.work, args.name + ".weights")
    if os.path.exists(finished) and not args.again:
        say("there is already", finished)
        return
    docs = corpora.training_sources(args.corpora, pieces, config, not args.without_polnear, say)
    sources = {n: Source(n, d, pieces, args.batch, args.seed) for n, d in docs.items()}

    torch.manual_seed(args.seed)
    model = Model(config)
    model.encoder.load_start(os.path.join(args.start, "model.safetensors"))
    if args.begin:
        before = torch.load(args.begin, weights_only=False)
        assert before["config"] == config, "the weights were trained with other labels or other corpora"
        model.load_state_dict(before["model"])
    opt = optimiser(model, args)
    trained = [n for n, p in model.named_parameters() if p.requires_grad]
    path = os.path.join(args.work, args.name + ".checkpoint")
    step = 0
    if os.path.exists(path):
        saved = torch.load(path, weights_only=False)
        model.load_state_dict(saved["model"])
        opt.load_state_dict(saved["optimiser"])
        torch.set_rng_state(saved["rng"])
        for name, place in saved["places"].items():
            if place[0] >= 0:
                sources[name].seek(*place)
        step = saved["step"]
        say("goes on from step", step)
    order = plan(args.steps, args.seed, SHARES[args.stage])
    model.train()
    running, seen, began = {}, 0, time.time()

    def checkpoint():
        save(path, {"model": model.state_dict(), "optimiser": opt.state_dict(), "rng": torch.get_rng_state(), "step": step,
                    "places": {n: (s.epoch, s.next) for n, s in sources.items()}, "config": config, "steps": args.steps})

    while step < args.steps:
        factor = schedule(step + 1, args.steps)
        for group in opt.param_groups:
            group["lr"] = group["top"] * factor
        batch = sources[order[step]].draw()
        parts = losses(model, batch)
        loss = sum(WEIGHTS[k] * v for k, v in parts.items())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 2.0, foreach=True)
        opt.step()
        step += 1
        seen += batch["ids"].numel()
        for k, v in parts.items():
            a, b = running.get(k, (0.0, 0))
            running[k] = a + float(v.detach()), b + 1
        if step % 20 == 0:
            rate = seen / (time.time() - began)
            say("step %d/%d  %.0f pieces/s  epochs %s  %s" % (step, args.steps, rate, " ".join("%s %d+%d/%d" % (n, s.epoch, s.next, len(s.batches)) for n, s in sources.items()),
                "  ".join("%s %.3f" % (k, a / b) for k, (a, b) in sorted(running.items()))))
            running, seen, began = {}, 0, time.time()
        if step % args.save_every == 0 or step == args.steps or step == args.stop_at:
            checkpoint()
        if step == args.stop_at:
            return
    save(finished, {"model": model.state_dict(), "config": config, "step": step})
    say("done")


if __name__ == "__main__":
    main()
