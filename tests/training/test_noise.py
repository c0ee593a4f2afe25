from __future__ import annotations

import random

from translator.training.corpus import SentencePair
from translator.training.noise import SLIPS, join, spoil

SENTENCE = "أعلنت الوزارة الجديدة على لسان وزيرها، في مؤتمر؛ أن الخطة انتهت."


def test_each_slip_is_one_that_articles_have() -> None:
    spoiled = {slip.__name__.strip("_"): slip(SENTENCE, random.Random(0)) for slip in SLIPS}
    assert spoiled["drop_final_stop"] == SENTENCE[:-1]
    assert "الوزاره" in spoiled["write_ha_for_ta_marbuta"]
    assert " علي " in spoiled["write_ya_for_alef_maksura"]
    assert "؛" not in spoiled["weaken_semicolons"]
    assert "وزيرها،في" in spoiled["glue_after_comma"]


def test_the_same_seed_spoils_alike_and_keeps_the_words() -> None:
    one, two = (spoil(SENTENCE, random.Random(3)) for _ in range(2))
    assert one == two
    assert len(one.split()) in (len(SENTENCE.split()), len(SENTENCE.split()) - 1)


def test_neighbours_are_joined_in_order_up_to_a_length() -> None:
    pairs = [SentencePair(f"جملة {n}", f"sentence {n}") for n in range(9)]
    joined = join(pairs, random.Random(0))
    assert joined
    for pair in joined:
        numbers = [int(word) for word in pair.source.split() if word.isdecimal()]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert pair.target == " ".join(f"sentence {n}" for n in numbers)
    assert join(pairs, random.Random(0), longest=3) == []
