from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from translator.errors import DataError
from translator.training import checkpoints
from translator.training.checkpoints import Checkpoint, Position
from translator.training.export import write_model
from translator.training.initial import initialise
from translator.training.model import Network, Shape
from translator.training.vocabulary import Encoder, assign_ids, train_pieces

SHAPE = {"vocabulary": 40, "targets": 30, "d": 64}


def checkpoint(steps: int) -> Checkpoint:
    position = Position(steps=steps, drawn={"a": 3}, best=1.5)
    return Checkpoint(
        SHAPE, {"w": torch.ones(3)}, [torch.zeros(3)], {"state": {0: {"step": torch.tensor(2.0)}}}, position
    )


def test_a_checkpoint_comes_back_whole(tmp_path: Path) -> None:
    assert checkpoints.load(tmp_path) is None
    checkpoints.save(checkpoint(7), tmp_path)
    checkpoints.save(checkpoint(8), tmp_path)
    stored = checkpoints.load(tmp_path)
    assert stored is not None
    assert stored.position == Position(steps=8, drawn={"a": 3}, best=1.5)
    assert torch.equal(stored.parameters["w"], torch.ones(3))
    assert [file.name for file in tmp_path.iterdir()] == [checkpoints.NAME]


def test_a_broken_checkpoint_is_told(tmp_path: Path) -> None:
    (tmp_path / checkpoints.NAME).write_bytes(b"half of it")
    with pytest.raises(DataError, match="no checkpoint"):
        checkpoints.load(tmp_path)


def test_a_saved_model_never_scores_what_must_not_be_said(pairs: list[tuple[str, str]], tmp_path: Path) -> None:
    model = train_pieces([side for pair in pairs for side in pair], 400)
    vocabulary = assign_ids(model, [target for _, target in pairs])
    shape = Shape(len(vocabulary.pieces), vocabulary.targets, d=64, ffn=64, heads=1, encoder=1, decoder=1)
    network = Network(shape)
    initialise(network, None, torch.ones(vocabulary.targets), seed=0)
    write_model(dict(network.named_parameters()), shape, vocabulary, tmp_path / "model")

    from safetensors.torch import load_file

    weights = load_file(tmp_path / "model" / "model.safetensors")
    assert weights["model.shared.weight"][shape.pad].abs().max() == 0
    assert (weights["final_logits_bias"][0, vocabulary.targets :] == -1e4).all()
    assert weights["final_logits_bias"][0, 1] == -1e4
    config = json.loads((tmp_path / "model" / "config.json").read_text(encoding="utf-8"))
    assert config["takes_terms"] is False
    assert config["alignment_heads"] == config["decoder_attention_heads"]
    assert config["pad_token_id"] == config["decoder_start_token_id"] == config["vocab_size"] - 1


def test_vocabulary_folds_spelling_variants_and_round_trips_targets(pairs: list[tuple[str, str]]) -> None:
    model = train_pieces([side for pair in pairs for side in pair], 400)
    vocabulary = assign_ids(model, [target for _, target in pairs])
    encoder = Encoder(vocabulary)
    assert encoder.encode(["الأحد ٢٠٢٤"]) == encoder.encode(["الاحد 2024"])
    odd = "The minister saw Şükrü, 漢字 and 1,234."
    ids = encoder.encode_targets([odd])
    assert max(ids[0]) < vocabulary.targets
    assert encoder.decode(ids) == [odd]


def test_sampled_segmentations_differ_and_can_be_drawn_again(pairs: list[tuple[str, str]]) -> None:
    import random

    model = train_pieces([side for pair in pairs for side in pair], 400)
    encoder = Encoder(assign_ids(model, [target for _, target in pairs]))
    sources = [source for source, _ in pairs]
    sampled = encoder.sample(sources, random.Random(1))
    assert sampled == encoder.sample(sources, random.Random(1))
    assert sampled != encoder.encode(sources)
    assert encoder.decode(sampled) == encoder.decode(encoder.encode(sources))
