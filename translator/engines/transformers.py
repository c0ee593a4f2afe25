"""The reference engine: the model as transformers runs it, in float32. Slow; others are measured against it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translator.engines.alignment import align
from translator.engines.base import Engine, Options, Progress, Translation
from translator.engines.batches import Answers, Batch, batch, others, require_positions
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
        import torch

        answers = Answers(sources, progress)
        ids = [self._tokenizer.to_ids(pieces) for pieces in self._tokenizer.encode(answers.distinct)]
        lengths = [len(source) for source in ids]
        require_positions(self.name, answers.distinct, lengths, self._config.positions)
        for members in batch(lengths, options.batch_tokens, min(options.max_tokens, self._config.positions)):
            chosen = [answers.distinct[index] for index in members.indices]
            with torch.inference_mode():
                answers.add(chosen, self._translate_batch(chosen, ids, members, options))
        return answers.in_order()

    def _translate_batch(
        self, sources: list[str], ids: list[list[int]], members: Batch, options: Options
    ) -> list[Translation]:
        tokens, mask = self._pad([ids[index] for index in members.indices])
        count = min(options.alternatives, options.beam - 1) + 1
        settings = self._settings(options, count, members.max_tokens)
        generated = self._network.generate(input_ids=tokens, attention_mask=mask, generation_config=settings)
        scores, attentions = self._force(tokens, mask, generated[::count])
        pieces = [self._tokenizer.to_pieces(self._strip(row)) for row in generated.tolist()]
        translations = []
        for number, source in enumerate(sources):
            hypotheses = pieces[number * count : (number + 1) * count]
            texts = [self._tokenizer.decode(hypothesis) for hypothesis in hypotheses]
            alignment: tuple[tuple[int, int], ...] = ()
            if options.alignment:
                alignment = align(self._tokenizer, source, hypotheses[0], attentions[number])
            translations.append(Translation(texts[0], scores[number], others(texts), alignment))
        return translations

    def _pad(self, ids: list[list[int]]) -> tuple[Any, Any]:
        """Rows of equal length, and a mask that is 1 where they are not padding."""
        import torch

        rows = [torch.tensor(row) for row in ids]
        tokens = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=self._config.pad)
        return tokens, (tokens != self._config.pad).long()

    def _settings(self, options: Options, count: int, max_tokens: int) -> Any:
        from transformers import GenerationConfig

        return GenerationConfig(
            num_beams=options.beam,
            num_return_sequences=count,
            max_new_tokens=max_tokens,
            no_repeat_ngram_size=options.no_repeat,
            early_stopping=options.beam > 1 or None,
            do_sample=False,
            decoder_start_token_id=self._config.start,
            eos_token_id=self._config.eos,
            pad_token_id=self._config.pad,
        )

    def _force(self, tokens: Any, mask: Any, targets: Any) -> tuple[list[float], list[list[list[float]]]]:
        """Teacher forcing: mean log-probability per target token, and the last layer's attention (target × source)."""
        import torch

        output = self._network(
            input_ids=tokens, attention_mask=mask, decoder_input_ids=targets[:, :-1], output_attentions=True
        )
        labels = targets[:, 1:]
        padding = labels == self._config.pad
        chosen = torch.log_softmax(output.logits, -1).gather(-1, labels[:, :, None])[:, :, 0]
        scores = chosen.masked_fill(padding, 0).sum(1) / (~padding).sum(1)
        attention = output.cross_attentions[-1][:, : self._config.alignment_heads].mean(1)
        return scores.tolist(), attention.tolist()

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
        loaded: Any = MarianMTModel.from_pretrained(found.path, attn_implementation="eager", output_loading_info=True)
    except Exception as error:  # from_pretrained has no common error for a broken directory
        raise ModelError(found.path, f"cannot be loaded: {error}.", "Fetch or export the model again.") from error
    network, report = loaded
    if report["missing_keys"]:  # transformers would draw them at random
        missing = ", ".join(sorted(report["missing_keys"])[:3])
        raise ModelError(found.path, f"has no weights for {missing}.", "Fetch or export the model again.")
    network.generation_config = GenerationConfig()  # what is decoded depends on Options, not on the model's directory
    # Pad has a zero embedding, so a logit of 0: out of the softmax, as in Marian, which has no such token.
    network.final_logits_bias[:, config.pad] = float("-inf")
    return Transformers(found, network.float().eval())
