"""What training minimises: label-smoothed cross-entropy over the target pieces, consistency, and guided alignment."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

__all__ = ["alignment_loss", "consistent_cross_entropy", "cross_entropy"]

CHUNK = {"cpu": 512, "cuda": 8192}
"""Rows scored at a time: the scores of a chunk stay in a processor's cache, and keep a GPU busy."""


class _SmoothedCrossEntropy(Function):
    """Loss and gradients in one pass, chunk by chunk, so that the (tokens, vocabulary) matrix is never held."""

    @staticmethod
    def forward(ctx: Any, hidden: Tensor, table: Tensor, bias: Tensor, labels: Tensor, smoothing: float) -> Tensor:
        weight = table.to(hidden.dtype)
        low_bias = bias.to(hidden.dtype)
        size = weight.shape[0]
        total = hidden.new_zeros((), dtype=torch.float32)
        grad_hidden = torch.empty_like(hidden)
        grad_table = torch.zeros_like(table)
        grad_bias = torch.zeros_like(bias)
        step = CHUNK[hidden.device.type]
        for start in range(0, hidden.shape[0], step):
            rows, gold = hidden[start : start + step], labels[start : start + step, None]
            scores = torch.addmm(low_bias, rows, weight.t())
            spread = scores.logsumexp(1, keepdim=True).float()
            right = scores.gather(1, gold).float()
            mean = scores.mean(1, keepdim=True, dtype=torch.float32)
            total += (spread - (1 - smoothing) * right - smoothing * mean).sum()
            grad = scores.softmax(1).sub_(smoothing / size)
            grad.scatter_add_(1, gold, torch.full_like(gold, -(1 - smoothing), dtype=grad.dtype))
            torch.mm(grad, weight, out=grad_hidden[start : start + step])
            grad_table += grad.t() @ rows
            grad_bias += grad.sum(0, dtype=torch.float32)
        ctx.save_for_backward(grad_hidden, grad_table, grad_bias)
        return total

    @staticmethod
    def backward(ctx: Any, scale: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None]:
        grad_hidden, grad_table, grad_bias = ctx.saved_tensors
        return grad_hidden * scale.to(grad_hidden.dtype), grad_table * scale, grad_bias * scale, None, None


def cross_entropy(hidden: Tensor, table: Tensor, bias: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    """Summed cross-entropy in nats, label smoothing included.

    `hidden` (tokens, d) and `table` (targets, d) are multiplied in `hidden`'s type; `labels` (tokens,) are ids below
    `targets`.
    """
    return _SmoothedCrossEntropy.apply(hidden, table, bias, labels, smoothing)  # type: ignore[no-any-return,no-untyped-call]


class _ConsistentCrossEntropy(Function):
    """As above, for two readings of the same rows; the gradients of the divergence are written out too."""

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, table: Tensor, bias: Tensor, labels: Tensor, smoothing: float, strength: float
    ) -> tuple[Tensor, Tensor]:
        weight = table.to(hidden.dtype)
        size = weight.shape[0]
        total, surprise = hidden.new_zeros((2,), dtype=torch.float32)
        grad_hidden = torch.empty_like(hidden)
        grad_table = torch.zeros_like(table)
        grad_bias = torch.zeros_like(bias)
        step = CHUNK[hidden.device.type] // 2
        for start in range(0, hidden.shape[1], step):
            rows, gold = hidden[:, start : start + step], labels[None, start : start + step, None].expand(2, -1, 1)
            scores = (rows @ weight.t()).float().add_(bias).log_softmax(2)
            chances = scores.exp()
            loss = -(1 - smoothing) * scores.gather(2, gold).sum() - smoothing * scores.mean(2).sum()
            apart = scores[0] - scores[1]
            apart = torch.stack([apart, -apart])
            divergence = (chances * apart).sum(2, keepdim=True)
            grad = chances * (1 + strength * (apart - divergence)) + strength * (chances - chances.flip(0))
            grad -= smoothing / size
            grad.scatter_add_(2, gold, grad.new_full((1,), smoothing - 1).expand(gold.shape))
            grad = (grad / 2).to(hidden.dtype)
            grad_hidden[:, start : start + step] = grad @ weight
            flat = grad.flatten(0, 1)
            grad_table += flat.t() @ rows.flatten(0, 1)
            grad_bias += flat.sum(0, dtype=torch.float32)
            surprise += loss / 2
            total += loss / 2 + strength * divergence.sum() / 2
        ctx.save_for_backward(grad_hidden, grad_table, grad_bias)
        ctx.mark_non_differentiable(surprise)
        return total, surprise

    @staticmethod
    def backward(ctx: Any, scale: Tensor, _: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None, None]:
        grad_hidden, grad_table, grad_bias = ctx.saved_tensors
        return grad_hidden * scale.to(grad_hidden.dtype), grad_table * scale, grad_bias * scale, None, None, None


def consistent_cross_entropy(
    hidden: Tensor, table: Tensor, bias: Tensor, labels: Tensor, smoothing: float, strength: float
) -> tuple[Tensor, Tensor]:
    """Cross-entropy of two readings that differ in dropout, and how far apart they are (R-Drop, Liang et al. 2021).

    `hidden` (2, tokens, d) are the readings. The loss is the mean of both cross-entropies and `strength` times the mean
    of both Kullback-Leibler divergences, summed over the tokens; beside it the cross-entropy alone, without gradients.
    """
    return _ConsistentCrossEntropy.apply(hidden, table, bias, labels, smoothing, strength)  # type: ignore[no-any-return,no-untyped-call]


def alignment_loss(weights: Tensor, source: Tensor, target: Tensor, lexicon: Tensor, pad: int) -> Tensor:
    """Mean negative log attention paid to each target piece's likeliest source piece (Chen et al. 2016).

    `weights` (batch, target, source) is the decoder's attention; `lexicon` (vocabulary, targets) holds p(target piece |
    source piece). A gentle preference for the diagonal breaks ties between equal pieces. Pieces that no source piece
    explains teach nothing.
    """
    source_length, target_length = (source != pad).sum(1), (target != pad).sum(1)
    row = torch.arange(target.shape[1], device=target.device)[None, :, None] / target_length[:, None, None]
    column = torch.arange(source.shape[1], device=target.device)[None, None, :] / source_length[:, None, None]
    likely = lexicon[source[:, None, :], target.clamp_max(lexicon.shape[1] - 1)[:, :, None]].float()
    likely = likely * torch.exp(-3 * (row - column).abs())
    best, where = likely.max(2)
    counted = (best > 1e-3) & (target != pad)
    paid = weights.gather(2, where[:, :, None]).squeeze(2).float()
    surprise = torch.where(counted, -(paid + 1e-6).log(), 0)
    return surprise.sum() / counted.sum().clamp_min(1)
