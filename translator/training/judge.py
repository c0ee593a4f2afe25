"""How good a network is while it is in training: its own greedy translations of the dev set, and the held-out loss."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch

from translator.training.batches import Pairs, collate, cut, pack
from translator.training.corpus import SentencePair
from translator.training.evaluation import chrf
from translator.training.loss import cross_entropy
from translator.training.model import Network
from translator.training.text import source_text
from translator.training.vocabulary import Encoder

__all__ = ["judge", "translate"]

BATCH = {"cpu": 64, "cuda": 400}
"""Sentences translated at once."""


def judge(
    network: Network, encoder: Encoder, dev: Sequence[SentencePair], held_out: Sequence[SentencePair]
) -> dict[str, float]:
    """`chrf` on the dev set; with held-out pairs also `held_out_chrf` and `held_out_perplexity` (of pieces)."""
    scores = {"chrf": _chrf(network, encoder, dev)}
    if held_out:
        scores["held_out_chrf"] = _chrf(network, encoder, held_out)
        scores["held_out_perplexity"] = round(math.exp(_loss(network, encoder, held_out)), 3)
    return scores


@torch.no_grad()
def translate(network: Network, encoder: Encoder, sentences: Sequence[str]) -> list[str]:
    """Greedy translations, in order."""
    lines = encoder.encode([source_text(sentence) for sentence in sentences])
    limit, device = network.shape.positions, network.output_bias.device
    packed = pack([line[:limit] for line in lines])
    order = np.argsort(packed.lengths(np.arange(len(packed))), kind="stable")
    answers: dict[int, str] = {}
    for start in range(0, len(order), BATCH[device.type]):
        members = order[start : start + BATCH[device.type]]
        source = packed.table(members, network.shape.pad).to(device)
        ids = network.greedy(source, min(limit, source.shape[1] * 2 + 10))
        answers.update(zip(members.tolist(), encoder.decode(ids.tolist()), strict=True))
    return [answers[number] for number in range(len(lines))]


def _chrf(network: Network, encoder: Encoder, pairs: Sequence[SentencePair]) -> float:
    return round(chrf(translate(network, encoder, [p.source for p in pairs]), [p.target for p in pairs]), 3)


@torch.no_grad()
def _loss(network: Network, encoder: Encoder, pairs: Sequence[SentencePair]) -> float:
    """Cross-entropy in nats a piece, without label smoothing."""
    lines = [*encoder.encode([p.source for p in pairs]), *encoder.encode_targets([p.target for p in pairs])]
    numbers = np.arange(len(pairs))
    total, tokens = 0.0, 0
    for members in cut(Pairs(pack(lines), numbers, numbers + len(pairs)), 4000, 0):
        batch = collate(members, network.shape.pad).to(network.output_bias.device)
        hidden, _ = network(batch.source, batch.target)
        table = network.model.shared.weight[: network.shape.targets]
        rows, labels = hidden.flatten(0, 1)[batch.places], batch.target.flatten()[batch.places]
        total += cross_entropy(rows, table, network.output_bias, labels, 0.0).item()
        tokens += batch.tokens
    return total / tokens
