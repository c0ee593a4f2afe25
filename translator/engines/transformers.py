"""The reference engine: the model as transformers runs it, in float32. Slow; others are measured against it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translator.engines.alignment import align
from translator.engines.base import Engine, Options, Progress, Translation
from translator.engines.batches import Answers, batch, require_positions
from translator.engines.marian import Tokenizer, read_config
from translator.engines.models import Model, find
from translator.errors import ModelError

__all__ = ["Transformers", "load"]


class Transformers:
    """A MarianMTModel in memory, on the processor."""

    def __init__(self, model: Model, network: Any) -> None:
        self.name = model.name_with_digest
        self._config = read_config(model.path)
        self._tokenizer = Tokenizer(model.path)
        self._network = network

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        """Tokens the model would see for each source, end of sentence included."""
        return [len(pieces) for pieces in self._tokenizer.encode(sources)]

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        """One Translation per source, in order. Raises ModelError for a source beyond the model's positions."""
        answers = Answers(sources, progress)
        ids = [self._tokenizer.to_ids(pieces) for pieces in self._tokenizer.encode(answers.distinct)]
        lengths = [len(source) for source in ids]
        require_positions(self.name, answers.distinct, lengths, self._config.positions)
        for members in batch(lengths, options.batch_tokens):
            chosen = [answers.distinct[index] for index in members]
            answers.add(chosen, self._translate_batch(chosen, [ids[index] for index in members], options))
        return answers.in_order()

    def _translate_batch(self, sources: list[str], ids: list[list[int]], options: Options) -> list[Translation]:
        import torch

        tokens, mask = self._pad(ids)
        count = min(options.alternatives, options.beam - 1) + 1
        with torch.inference_mode():
            generated = self._network.generate(
                input_ids=tokens, attention_mask=mask, generation_config=self._generation(options, count)
            )
            best = generated[::count]
            scores, attention = self._score(tokens, mask, best)
        outputs = [self._strip(row) for row in generated.tolist()]
        translations = []
        for number, source in enumerate(sources):
            pieces = [self._tokenizer.to_pieces(row) for row in outputs[number * count : (number + 1) * count]]
            texts = [self._tokenizer.decode(hypothesis) for hypothesis in pieces]
            alignment = align(self._tokenizer, source, pieces[0], attention[number]) if options.alignment else ()
            translations.append(Translation(texts[0], scores[number], tuple(dict.fromkeys(texts[1:])), alignment))
        return translations

    def _pad(self, ids: list[list[int]]) -> tuple[Any, Any]:
        import torch

        longest = max(map(len, ids))
        tokens = torch.tensor([row + [self._config.pad] * (longest - len(row)) for row in ids])
        return tokens, torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids])

    def _generation(self, options: Options, count: int) -> Any:
        from transformers import GenerationConfig

        return GenerationConfig(
            num_beams=options.beam,
            num_return_sequences=count,
            max_new_tokens=min(options.max_tokens, self._config.positions - 1),
            early_stopping=options.beam > 1 or None,
            do_sample=False,
            decoder_start_token_id=self._config.start,
            eos_token_id=self._config.eos,
            pad_token_id=self._config.pad,
            bad_words_ids=[[self._config.pad]],
        )

    def _score(self, tokens: Any, mask: Any, targets: Any) -> tuple[list[float], Any]:
        """Teacher forcing: mean log-probability per target token, and the last layer's attention (target × source)."""
        import torch

        output = self._network(
            input_ids=tokens, attention_mask=mask, decoder_input_ids=targets[:, :-1], output_attentions=True
        )
        labels = targets[:, 1:]
        chosen = torch.log_softmax(output.logits, -1).gather(-1, labels[:, :, None])[:, :, 0]
        real = labels != self._config.pad
        means = chosen.masked_fill(~real, 0).sum(1) / real.sum(1)
        heads = output.cross_attentions[-1][:, : self._config.alignment_heads]
        return means.tolist(), heads.mean(1).tolist()

    def _strip(self, row: list[int]) -> list[int]:
        """The ids of one generated row without its start, end and padding."""
        return [id for id in row if id not in (self._config.pad, self._config.eos)]


def load(model: str | Path, threads: int = 0) -> Engine:
    """The engine for `model`. Raises ModelError."""
    import torch
    from transformers import GenerationConfig, MarianMTModel
    from transformers.utils import logging

    found = find(model)
    config = read_config(found.path)
    if threads:
        torch.set_num_threads(threads)
    logging.disable_progress_bar()
    try:
        network = MarianMTModel.from_pretrained(found.path, attn_implementation="eager").float()
    except Exception as error:  # from_pretrained has no common error for a broken directory
        raise ModelError(found.path, f"cannot be loaded: {error}.", "Fetch or export the model again.") from error
    network.generation_config = GenerationConfig()  # what is decoded depends on Options, not on the model's directory
    # Pad has a zero embedding, so a logit of 0: out of the softmax, as in Marian, which has no such token.
    network.final_logits_bias[:, config.pad] = float("-inf")
    return Transformers(found, network.eval())
