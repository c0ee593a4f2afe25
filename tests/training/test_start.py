"""Models read back for adaptation: our own, and the shape of OPUS-MT's (swish, a SentencePiece model a side)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from translator.errors import ModelError
from translator.training.export import write_model
from translator.training.initial import initialise
from translator.training.model import Network, Shape
from translator.training.start import read_model
from translator.training.vocabulary import Encoder, Vocabulary, assign_ids, train_pieces


@pytest.fixture(scope="module")
def vocabulary(pairs: list[tuple[str, str]]) -> Vocabulary:
    model = train_pieces([side for pair in pairs for side in pair], 400)
    return assign_ids(model, [target for _, target in pairs])


def network(vocabulary: Vocabulary, activation: str = "relu") -> Network:
    pieces = len(vocabulary.pieces)
    shape = Shape(pieces, vocabulary.targets, 64, 128, 1, 2, 1, activation=activation)
    made = Network(shape, dropout=0)
    initialise(made, None, torch.ones(vocabulary.targets), seed=0)
    return made


def test_a_model_that_was_written_is_read_back(vocabulary: Vocabulary, tmp_path: Path) -> None:
    made = network(vocabulary)
    write_model(dict(made.named_parameters()), made.shape, vocabulary, tmp_path / "model")
    start = read_model(tmp_path / "model")
    assert start.shape == made.shape
    assert start.vocabulary == vocabulary
    for name, value in made.named_parameters():
        if name != "output_bias":
            assert torch.equal(start.parameters[name], value.detach().half().float()), name


def test_a_model_as_transformers_writes_it_translates_alike(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """With every piece sayable, swish, and separate SentencePiece models, as OPUS-MT has them."""
    from transformers import MarianMTModel

    everything = replace(vocabulary, targets=len(vocabulary.pieces) - 1)
    made = network(everything, "swish").eval()
    write_model(dict(made.named_parameters()), made.shape, everything, tmp_path / "model")
    reference = MarianMTModel.from_pretrained(tmp_path / "model", dtype=torch.float32).eval()
    reference.save_pretrained(tmp_path / "again")
    for name in ("source.spm", "vocab.json", "tokenizer_config.json"):
        (tmp_path / "again" / name).write_bytes((tmp_path / "model" / name).read_bytes())
    other = train_pieces([piece.strip("▁") for piece in vocabulary.pieces[300:]] * 50, 300)
    (tmp_path / "again" / "target.spm").write_bytes(other)

    start = read_model(tmp_path / "again")
    assert start.vocabulary.target_model == other
    loaded = Network(start.shape, dropout=0).eval()
    loaded.load_state_dict(start.parameters)
    ids = torch.tensor(Encoder(vocabulary).encode(["زار الوزير المدينة أمس."]))
    target = torch.tensor([[7, 9, 12, 0]])
    shifted = torch.tensor([[made.shape.pad, 7, 9, 12]])
    with torch.no_grad():
        theirs = reference(input_ids=ids, decoder_input_ids=shifted).logits[..., 2 : everything.targets]
        ours = loaded.scores(loaded(ids, target)[0])[..., 2:]
    assert torch.allclose(ours, theirs, atol=1e-4)


def test_a_model_of_another_shape_is_refused(vocabulary: Vocabulary, tmp_path: Path) -> None:
    made = network(vocabulary)
    write_model(dict(made.named_parameters()), made.shape, vocabulary, tmp_path / "model")
    config = tmp_path / "model" / "config.json"
    settings = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps({**settings, "activation_function": "gelu"}), encoding="utf-8")
    with pytest.raises(ModelError, match="not of the shape"):
        read_model(tmp_path / "model")
