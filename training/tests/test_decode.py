import itertools

import numpy as np
import torch

from training import container, decode
from training.network import bucket, crf_loss


def test_trees_are_the_best_ones():
    random = np.random.default_rng(0)
    for _ in range(60):
        n = int(random.integers(1, 5))
        scores = random.normal(size=(n, n + 1))
        for k in range(n):
            scores[k, k + 1] = -1e9
        found = decode.tree(scores)
        legal = [h for h in itertools.product(range(n + 1), repeat=n) if decode.is_tree(list(h)) and all(x != k + 1 for k, x in enumerate(h))]
        best = max(sum(scores[k, x] for k, x in enumerate(h)) for h in legal)
        assert decode.is_tree(found) and sum(scores[k, x] for k, x in enumerate(found)) >= best - 1e-9


def test_chain_loss_is_a_probability():
    torch.manual_seed(1)
    emissions, trans, start, end = torch.randn(1, 3, 7), torch.randn(7, 7), torch.randn(7), torch.randn(7)
    total = sum(float(torch.exp(-crf_loss(emissions, torch.tensor([y]), torch.ones(1, 3, dtype=torch.bool), trans, start, end)))
                for y in itertools.product(range(7), repeat=3))
    assert abs(total - 1) < 1e-4


def test_padding_does_not_change_the_loss():
    emissions, trans, start, end = torch.randn(1, 3, 7), torch.randn(7, 7), torch.randn(7), torch.randn(7)
    short = crf_loss(emissions[:, :2], torch.tensor([[1, 2]]), torch.ones(1, 2, dtype=torch.bool), trans, start, end)
    long = crf_loss(emissions, torch.tensor([[1, 2, 5]]), torch.tensor([[True, True, False]]), trans, start, end)
    assert torch.allclose(short, long)


def test_spans():
    assert decode.bio_spans(["O", "B-A", "I-A", "B-A", "O", "I-B"]) == [(1, 3, "A"), (3, 4, "A"), (5, 6, "B")]


def test_distance_buckets():
    assert bucket((0, 2), (2, 3), True) == 9
    assert bucket((0, 2), (3, 4), False) == 1
    assert bucket((10, 12), (4, 6), False) == 18 + 3
    assert bucket((0, 2), (90, 91), True) == 9 + 8


def test_container(tmp_path):
    path = str(tmp_path / "x.model")
    container.write(path, {"config.json": b"{}", "vocab.txt": b"a\n" * 100})
    assert container.read(path) == {"config.json": b"{}", "vocab.txt": b"a\n" * 100}
