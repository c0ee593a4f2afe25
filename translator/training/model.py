"""Marian's network, written for training: the same parameters under the same names as transformers' MarianMTModel.

A post-norm Transformer with sinusoidal positions and one embedding table for both languages and for the output
layer (Vaswani et al. 2017; Junczys-Dowmunt et al. 2018). Matrices are multiplied in `Network.compute` (bfloat16
where the processor is faster in it), the parameters stay float32.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

__all__ = ["Network", "Shape", "positions"]


ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {"relu": F.relu, "swish": F.silu}


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network. `targets`: ids below it are target pieces, the only ones the output layer scores.

    `activation` of the feed-forward layers is `relu` or, in OPUS-MT models, `swish`.
    """

    vocabulary: int
    targets: int
    d: int = 256
    ffn: int = 1024
    heads: int = 4
    encoder: int = 4
    decoder: int = 2
    positions: int = 512
    activation: str = "relu"

    @property
    def pad(self) -> int:
        """The id of `<pad>`, last in the vocabulary: decoding starts from it, and its embedding is zero."""
        return self.vocabulary - 1


def positions(count: int, d: int) -> Tensor:
    """The (count, d) table of sinusoids in Marian's order: all the sines, then all the cosines."""
    rate = torch.exp(torch.arange(0, d, 2, dtype=torch.float64) * (-math.log(10000.0) / d))
    angle = torch.arange(count, dtype=torch.float64)[:, None] * rate
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()


class Linear(nn.Linear):
    """A linear layer that multiplies in its input's type."""

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight.to(x.dtype), None if self.bias is None else self.bias.to(x.dtype))


class Norm(nn.LayerNorm):
    """A layer normalisation that works in its input's type."""

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, self.normalized_shape, self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps)


class Dropout(nn.Module):
    """On a GPU a mask per element; on a CPU, where those cost more than they bring, one per channel of a sentence (Gal
    and Ghahramani 2016). `noise` draws the masks, None is the device's own generator."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor, noise: torch.Generator | None) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        if x.is_cuda:
            return F.dropout(x, self.rate)
        keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device, generator=noise) >= self.rate
        return x * (keep.to(x.dtype) / (1 - self.rate))


class Attention(nn.Module):
    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (Linear(d, d) for _ in range(4))

    def split(self, x: Tensor) -> Tensor:
        """(batch, length, d) -> (batch, heads, length, d / heads)."""
        batch, length, d = x.shape
        return x.view(batch, length, self.heads, d // self.heads).transpose(1, 2)

    def forward(self, x: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """The attended values, (batch, length, d), and the weights, (batch, heads, length, length of keys)."""
        query = self.split(self.q_proj(x)) * (x.shape[-1] // self.heads) ** -0.5
        scores = query @ keys.transpose(-1, -2)
        if mask is not None:
            scores = scores + mask
        weights = scores.softmax(-1)
        return self.out_proj((weights @ values).transpose(1, 2).flatten(2)), weights

    def remember(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of `memory`, split into heads."""
        return self.split(self.k_proj(memory)), self.split(self.v_proj(memory))


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.self_attn = Attention(shape.d, shape.heads)
        self.self_attn_layer_norm = Norm(shape.d)
        self.activate = ACTIVATIONS[shape.activation]
        self.fc1, self.fc2 = Linear(shape.d, shape.ffn), Linear(shape.ffn, shape.d)
        self.final_layer_norm = Norm(shape.d)
        self.dropout = Dropout(dropout)

    def transform(self, x: Tensor, noise: torch.Generator | None) -> Tensor:
        """The feed-forward half of a layer."""
        wide = self.dropout(self.activate(self.fc1(x)), noise)
        out: Tensor = self.final_layer_norm(x + self.dropout(self.fc2(wide), noise))
        return out

    def forward(self, x: Tensor, mask: Tensor, noise: torch.Generator | None) -> Tensor:
        attended, _ = self.self_attn(x, *self.self_attn.remember(x), mask)
        return self.transform(self.self_attn_layer_norm(x + self.dropout(attended, noise)), noise)


class DecoderLayer(EncoderLayer):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__(shape, dropout)
        self.encoder_attn = Attention(shape.d, shape.heads)
        self.encoder_attn_layer_norm = Norm(shape.d)

    def decode(
        self,
        x: Tensor,
        past: tuple[Tensor, Tensor],
        causal: Tensor | None,
        memory: tuple[Tensor, Tensor],
        mask: Tensor,
        noise: torch.Generator | None = None,
    ) -> tuple[Tensor, Tensor]:
        """The layer's output and its attention to the source; `past` are the keys and values it may look at."""
        attended, _ = self.self_attn(x, *past, causal)
        x = self.self_attn_layer_norm(x + self.dropout(attended, noise))
        attended, weights = self.encoder_attn(x, *memory, mask)
        x = self.encoder_attn_layer_norm(x + self.dropout(attended, noise))
        return self.transform(x, noise), weights


class Stack(nn.Module):
    def __init__(self, layers: list[EncoderLayer]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)


class Body(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shared = nn.Embedding(shape.vocabulary, shape.d, padding_idx=shape.pad)
        self.encoder = Stack([EncoderLayer(shape, dropout) for _ in range(shape.encoder)])
        self.decoder = Stack([DecoderLayer(shape, dropout) for _ in range(shape.decoder)])


class Network(nn.Module):
    """The network; `output_bias` (targets,) becomes Marian's final_logits_bias when the model is saved.

    In training, `dropout` of the channels and `word_dropout` of the embeddings are left out.
    """

    def __init__(
        self, shape: Shape, dropout: float = 0.1, compute: torch.dtype = torch.float32, word_dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.shape, self.compute, self.word_dropout = shape, compute, word_dropout
        self.model = Body(shape, dropout)
        self.output_bias = nn.Parameter(torch.zeros(shape.targets))
        self.dropout = Dropout(dropout)
        self.sinusoids: Tensor
        self.register_buffer("sinusoids", positions(shape.positions, shape.d), persistent=False)

    @property
    def encoder_layers(self) -> list[EncoderLayer]:
        return cast(list[EncoderLayer], list(self.model.encoder.layers))

    @property
    def decoder_layers(self) -> list[DecoderLayer]:
        return cast(list[DecoderLayer], list(self.model.decoder.layers))

    def embed(self, ids: Tensor, start: int = 0, noise: torch.Generator | None = None) -> Tensor:
        """Embeddings of `ids` at positions from `start`, (batch, length, d)."""
        words = self.model.shared(ids)
        if self.training and self.word_dropout:
            words = words * (torch.rand(*ids.shape, 1, device=ids.device, generator=noise) >= self.word_dropout)
        x = words * math.sqrt(self.shape.d) + self.sinusoids[start : start + ids.shape[1]]
        out: Tensor = self.dropout(x.to(self.compute), noise)
        return out

    def encode(self, source: Tensor, noise: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
        """The encoded source, (batch, length, d), and the mask that hides its padding from attention."""
        mask = ((source == self.shape.pad).to(self.compute) * -1e4)[:, None, None, :]
        x = self.embed(source, noise=noise)
        for layer in self.encoder_layers:
            x = layer(x, mask, noise)
        return x, mask

    def forward(self, source: Tensor, target: Tensor, noise: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
        """Hidden states that predict each id of `target`, (batch, length, d), and the last layer's attention to the
        source, averaged over its heads, (batch, length, source length)."""
        memory, mask = self.encode(source, noise)
        shifted = torch.cat([torch.full_like(target[:, :1], self.shape.pad), target[:, :-1]], dim=1)
        x = self.embed(shifted, noise=noise)
        causal = torch.full((x.shape[1], x.shape[1]), -1e4, dtype=self.compute, device=x.device).triu(1)
        weights = x
        for layer in self.decoder_layers:
            past, cross = layer.self_attn.remember(x), layer.encoder_attn.remember(memory)
            x, weights = layer.decode(x, past, causal, cross, mask, noise)
        return x, weights.mean(1)

    def scores(self, hidden: Tensor) -> Tensor:
        """Scores of the target pieces, (…, targets)."""
        table = self.model.shared.weight[: self.shape.targets]
        return F.linear(hidden, table.to(hidden.dtype)).float() + self.output_bias

    @torch.no_grad()
    def greedy(self, source: Tensor, limit: int) -> Tensor:
        """The likeliest next piece until each sentence has ended or has `limit` pieces, (batch, length)."""
        memory, mask = self.encode(source)
        layers = self.decoder_layers
        memories = [layer.encoder_attn.remember(memory) for layer in layers]
        nothing = memories[0][0][:, :, :0]
        pasts = [(nothing, nothing)] * len(layers)
        ids = torch.full_like(source[:, :1], self.shape.pad)
        ended = torch.zeros_like(ids, dtype=torch.bool)
        out = []
        for position in range(limit):
            x = self.embed(ids, position)
            for number, layer in enumerate(layers):
                keys, values = layer.self_attn.remember(x)
                pasts[number] = torch.cat([pasts[number][0], keys], 2), torch.cat([pasts[number][1], values], 2)
                x, _ = layer.decode(x, pasts[number], None, memories[number], mask)
            scores = self.scores(x)
            scores[..., 1] = -1e9
            ids = scores.argmax(-1).masked_fill(ended, 0)
            ended |= ids == 0
            out.append(ids)
            if bool(ended.all()):
                break
        return torch.cat(out, dim=1)
