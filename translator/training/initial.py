"""Where a network starts: as a word-for-word translator, not at random.

Marian's usual start (Xavier matrices, random embeddings) needs millions of tokens before the decoder uses its source
at all. Here the counted lexicon is built in: a source piece's embedding is the mean of its translations' embeddings;
the last cross-attention carries what it looks at straight to the output; and the first decoder layer turns the
previous word's embedding away by a random rotation, or the tied output layer would score that word again. All that is
left to learn at first is where to look, and guided alignment teaches that.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from translator.training.model import Network

__all__ = ["initialise"]

FORBIDDEN = -20.0
"""Output bias of `<unk>`, never to be generated."""


@torch.no_grad()
def initialise(network: Network, lexicon: Tensor | None, counts: Tensor, seed: int) -> None:
    """Sets all parameters, from `seed` alone.

    `lexicon` (vocabulary, targets) holds translation probabilities, None starts at random; `counts` (targets,) are the
    occurrences of target pieces.
    """
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in network.named_parameters():
        if parameter.dim() == 2:
            nn.init.xavier_uniform_(parameter, generator=generator)
        elif name.endswith("bias"):
            nn.init.zeros_(parameter)
    d = network.shape.d
    table = network.model.shared.weight
    table.copy_(torch.randn(table.shape, generator=generator) * d**-0.5)
    if lexicon is not None:
        table.copy_(near_translations(lexicon, table))
        open_the_path(network, torch.linalg.qr(torch.randn(d, d, generator=generator))[0])
    table[network.shape.pad] = 0
    bias = ((counts + 1) / (counts.sum() + len(counts))).log()
    network.output_bias.copy_(bias - bias.mean())
    network.output_bias[1] = FORBIDDEN


def near_translations(lexicon: Tensor, table: Tensor) -> Tensor:
    """The table with each source-only piece moved to the weighted mean of its translations, and a little of its own."""
    weights = torch.where(lexicon < 0.02, 0.0, lexicon.float())
    weights[:, :2] = 0
    known = (weights.sum(1, keepdim=True) > 0).float()
    meaning = F.normalize(weights.sqrt() @ table[: lexicon.shape[1]], dim=1)
    moved = F.normalize(meaning * known + 0.05**0.5 * table, dim=1)
    source_only = torch.arange(len(table)) >= lexicon.shape[1]
    return torch.where(source_only[:, None], moved, table)


def open_the_path(network: Network, rotation: Tensor) -> None:
    """Makes the decoder say what the last cross-attention looks at."""
    eye = torch.eye(network.shape.d)
    encoder, decoder = network.encoder_layers, network.decoder_layers
    for layer in (*encoder, *decoder):
        # Residual branches start weak, so that an encoded word is still near its embedding.
        layer.self_attn.out_proj.weight *= 0.4
        layer.fc2.weight *= 0.4
    own = decoder[0].self_attn
    for projection in (own.q_proj, own.k_proj, own.v_proj):
        projection.weight.mul_(0.3).add_(eye)
    own.out_proj.weight.copy_(rotation - eye)
    for layer in decoder[:-1]:
        layer.encoder_attn.out_proj.weight *= 0.5
    cross = decoder[-1].encoder_attn
    cross.v_proj.weight.mul_(0.2).add_(eye)
    cross.out_proj.weight.mul_(0.2).add_(eye * 3.0)
