"""How good a network is while it is in training: its own greedy translations of the dev set, and the held-out loss."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

from translator.training.batches import Pair, collate, cut, pack
from translator.training.corpus import SentencePair
from translator.training.evaluation import chrf
from translator.training.loss import cross_entropy
from translator.training.model import Network
from translator.training.text import source_text
from translator.training.vocabulary import Encoder

__all__ = ["judge", "translate"]

BATCH = 64
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
    limit = network.shape.positions
    order = sorted(range(len(lines)), key=lambda number: len(lines[number]))
    answers: dict[int, str] = {}
    for start in range(0, len(order), BATCH):
        members = order[start : start + BATCH]
        packed = pack([lines[number][:limit] for number in members])
        source = collate([(line, line) for line in packed], network.shape.pad).source
        ids = network.greedy(source.to(network.output_bias.device), min(limit, source.shape[1] * 2 + 10))
        answers.update(zip(members, encoder.decode(ids.tolist()), strict=True))
    return [answers[number] for number in range(len(lines))]


def _chrf(network: Network, encoder: Encoder, pairs: Sequence[SentencePair]) -> float:
    return round(chrf(translate(network, encoder, [p.source for p in pairs]), [p.target for p in pairs]), 3)


@torch.no_grad()
def _loss(network: Network, encoder: Encoder, pairs: Sequence[SentencePair]) -> float:
    """Cross-entropy in nats a piece, without label smoothing."""
    sources = pack(encoder.encode([pair.source for pair in pairs]))
    targets = pack(encoder.encode_targets([pair.target for pair in pairs]))
    lines: list[Pair] = list(zip(sources, targets, strict=True))
    total, tokens = 0.0, 0
    for members in cut(lines, 4000, 0):
        batch = collate(members, network.shape.pad).to(network.output_bias.device)
        hidden, _ = network(batch.source, batch.target)
        real = batch.target != network.shape.pad
        table = network.model.shared.weight[: network.shape.targets]
        total += cross_entropy(hidden[real], table, network.output_bias, batch.target[real], 0.0).item()
        tokens += batch.tokens
    return total / tokens
