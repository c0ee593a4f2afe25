from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from translator.training.loss import alignment_loss, consistent_cross_entropy, cross_entropy
from translator.training.model import Network, Shape

SHAPE = Shape(vocabulary=40, targets=30, d=64, ffn=128, heads=1, encoder=2, decoder=2, positions=64)
SOURCE = torch.tensor([[31, 32, 33, 0], [34, 0, 39, 39]])
TARGET = torch.tensor([[5, 6, 0, 39, 39], [7, 8, 9, 10, 0]])


@pytest.fixture
def network() -> Network:
    torch.manual_seed(0)
    made = Network(SHAPE, dropout=0.3).eval()
    made.model.shared.weight.data[SHAPE.pad] = 0
    return made


def test_padding_changes_nothing(network: Network) -> None:
    hidden, attention = network(SOURCE, TARGET)
    alone, _ = network(SOURCE[1:, :2], TARGET[1:])
    assert torch.allclose(hidden[1], alone[0], atol=1e-5)
    assert attention[1, :, 2:].max() < 1e-6


def test_a_target_piece_is_predicted_from_earlier_ones_alone(network: Network) -> None:
    hidden, _ = network(SOURCE, TARGET)
    changed = TARGET.clone()
    changed[1, 3] = 20
    other, _ = network(SOURCE, changed)
    assert torch.allclose(hidden[1, :4], other[1, :4], atol=1e-6)
    assert not torch.allclose(hidden[1, 4], other[1, 4], atol=1e-3)


def test_greedy_decoding_step_by_step_agrees_with_teacher_forcing(network: Network) -> None:
    ids = network.greedy(SOURCE, limit=8)
    hidden, _ = network(SOURCE, ids)
    scores = network.scores(hidden)
    scores[..., 1] = -1e9
    for row, line in enumerate(ids.tolist()):
        length = line.index(0) + 1 if 0 in line else len(line)
        assert scores[row, :length].argmax(-1).tolist() == line[:length]


def test_dropout_depends_on_its_generator_alone(network: Network) -> None:
    network.train()
    one, _ = network(SOURCE, TARGET, torch.Generator().manual_seed(3))
    torch.rand(7)
    two, _ = network(SOURCE, TARGET, torch.Generator().manual_seed(3))
    other, _ = network(SOURCE, TARGET, torch.Generator().manual_seed(4))
    assert torch.equal(one, two)
    assert not torch.allclose(one, other)


def both_gradients(ours: Tensor, theirs: Tensor, *inputs: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    return zip(torch.autograd.grad(3 * ours, inputs), torch.autograd.grad(3 * theirs, inputs), strict=True)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_cross_entropy_and_its_gradients_are_those_of_torch(smoothing: float) -> None:
    generator = torch.Generator().manual_seed(0)
    hidden = torch.randn(700, 16, generator=generator, requires_grad=True)
    table = torch.randn(30, 16, generator=generator, requires_grad=True)
    bias = torch.randn(30, generator=generator, requires_grad=True)
    labels = torch.randint(0, 30, (700,), generator=generator)
    ours = cross_entropy(hidden, table, bias, labels, smoothing)
    theirs = F.cross_entropy(F.linear(hidden, table, bias), labels, label_smoothing=smoothing, reduction="sum")
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-5)
    for own, reference in both_gradients(ours, theirs, hidden, table, bias):
        assert torch.allclose(own, reference, atol=2e-3)


@pytest.mark.parametrize("strength", [0.0, 2.5])
def test_consistency_and_its_gradients_are_those_of_torch(strength: float) -> None:
    generator = torch.Generator().manual_seed(0)
    hidden = torch.randn(2, 700, 16, generator=generator, requires_grad=True)
    table = torch.randn(30, 16, generator=generator, requires_grad=True)
    bias = torch.randn(30, generator=generator, requires_grad=True)
    labels = torch.randint(0, 30, (700,), generator=generator)
    ours, entropy = consistent_cross_entropy(hidden, table, bias, labels, 0.1, strength)
    scores = F.linear(hidden, table, bias)
    plain = F.cross_entropy(scores.flatten(0, 1), labels.repeat(2), label_smoothing=0.1, reduction="sum") / 2
    one, two = scores.log_softmax(2)
    apart = F.kl_div(one, two, log_target=True, reduction="sum") + F.kl_div(two, one, log_target=True, reduction="sum")
    theirs = plain + strength * apart / 2
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-5)
    assert entropy.item() == pytest.approx(plain.item(), rel=1e-5)
    for own, reference in both_gradients(ours, theirs, hidden, table, bias):
        assert torch.allclose(own, reference, atol=5e-3)


def test_alignment_loss_is_small_where_attention_is_on_the_translation() -> None:
    lexicon = torch.zeros(40, 30)
    lexicon[31, 5] = lexicon[32, 6] = 0.8
    right = torch.zeros(1, 3, 4)
    right[0, 0, 0] = right[0, 1, 1] = 0.9
    wrong = right.flip(1)
    source, target = SOURCE[:1], TARGET[:1, :3]
    assert alignment_loss(right, source, target, lexicon, SHAPE.pad).item() == pytest.approx(0.105, abs=0.01)
    assert alignment_loss(wrong, source, target, lexicon, SHAPE.pad).item() > 5


def test_a_batch_that_the_lexicon_says_nothing_of_costs_nothing() -> None:
    weights = torch.full((1, 3, 4), 0.25)
    assert alignment_loss(weights, SOURCE[:1], TARGET[:1, :3], torch.zeros(40, 30), SHAPE.pad).item() == 0
