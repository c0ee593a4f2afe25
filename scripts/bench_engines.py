"""How much faster the default engine is than a plain transformers loop, and how soon it is ready.

The loop translates one sentence at a time with tokenizer and `generate`, as the model's page on the hub shows. Rounds
alternate between the loop and the engine in the same process, so that a busy machine slows both: read the ratios, not
the seconds. Two models: `opus`, random weights in the exact shape of opus-mt-ar-en (6 + 6 layers, width 512, vocabulary
62,834), which never ends a sentence early, so every answer has the same number of tokens; and `embedded`, models/ar-en.

    python scripts/bench_engines.py                 both models, three rounds
    python scripts/bench_engines.py --quick --json  fewer sentences, one JSON object
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EMBEDDED = ROOT / "models" / "ar-en"
TARGETS = {4: 8.0, 1: 20.0}
"""Beam -> how many times the loop's speed is asked of the default engine on the `opus` shape."""
READY_TARGET = 1.0

SENTENCES = [
    "قال وزير الخارجية إن المحادثات ستستأنف يوم الأحد المقبل في العاصمة.",
    "وأضاف أن الجانبين اتفقا على مواصلة المشاورات عبر الوسطاء خلال الأيام المقبلة.",
    "ارتفعت أسعار النفط بنسبة ثلاثة في المئة بعد إعلان المنظمة خفض الإنتاج، وفق بيانات صدرت يوم الثلاثاء.",
    "ويرى محللون أن الأسواق ستظل متقلبة ما لم تتضح سياسة المصرف المركزي حيال أسعار الفائدة في النصف الثاني من العام.",
    "أعلنت الجامعة افتتاح مركز جديد لأبحاث المياه.",
    "وشدد المدير العام على أن المشروع الذي استغرق تنفيذه أربع سنوات سيوفر المياه النظيفة لأكثر من مئتي ألف شخص في "
    "القرى النائية التي عانت الجفاف طويلا، وأن مرحلته الثانية ستبدأ مطلع العام المقبل.",
    "فاز المنتخب الوطني بالمباراة النهائية أمام جمهور كبير ملأ مدرجات الملعب قبل ساعات من بدء اللقاء.",
    "وكان الكاتب قد نشر روايته الأولى قبل عشرين عاما ثم انقطع عن الكتابة.",
]


@dataclass(frozen=True)
class Row:
    """One comparison: tokens of source a second for both, and the ratios of wall and processor time."""

    model: str
    beam: int
    loop: float
    engine: float
    ratio: float
    processor_ratio: float
    target: float | None

    @property
    def passed(self) -> bool:
        return self.target is None or self.ratio >= self.target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, fewer sentences")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--threads", type=int, default=0, help="threads of both sides (default: all cores)")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    with tempfile.TemporaryDirectory(prefix="translator-bench-") as directory:
        os.environ["TRANSLATOR_CACHE"] = str(Path(directory) / "cache")
        models = {"opus": build_opus_shape(Path(directory) / "opus"), "embedded": EMBEDDED}
        rows = [row for name, path in models.items() for row in compare(name, path, options.quick, options.threads)]
        ready = statistics.median(measure_ready(path) for path in models.values() for _ in range(3))
    passed = all(row.passed for row in rows) and ready <= READY_TARGET
    report = {"rows": [asdict(row) for row in rows], "ready_seconds": round(ready, 3), "passed": passed}
    print(json.dumps(report, indent=2) if options.json else render(rows, ready))
    return 0 if passed else 1


def render(rows: list[Row], ready: float) -> str:
    lines = ["model     beam   loop tok/s   engine tok/s   ratio   processor ratio   target"]
    for row in rows:
        target = f"{row.target:5.0f} {'met' if row.passed else 'MISSED'}" if row.target else "    –"
        figures = f"{row.loop:10.1f}   {row.engine:12.1f}   {row.ratio:5.1f}   {row.processor_ratio:15.1f}"
        lines.append(f"{row.model:<9} {row.beam:4}   {figures}   {target}")
    lines.append(f"ready (import and load of a converted model): {ready:.2f} s, target {READY_TARGET:.0f} s")
    return "\n".join(lines)


def compare(name: str, path: Path, quick: bool, threads: int) -> Iterator[Row]:
    """Both sides on the same model, the loop on a few sentences and the engine on many, round by round."""
    from translator.engines import Options, load

    tokens = 24 if name == "opus" else 128
    engine = load(path, threads=threads)
    loop = Loop(path, threads, tokens)
    few = SENTENCES[: 3 if quick else len(SENTENCES)]
    many = [f"{sentence} {number}" for number in range(6 if quick else 16) for sentence in SENTENCES]
    for beam in (4, 1):
        options = Options(beam=beam, max_tokens=tokens)
        speeds: list[tuple[Speed, Speed]] = []
        for _ in range(1 if quick else 3):
            slow = measure(lambda: loop.translate(few, beam), sum(engine.count_tokens(few)))  # noqa: B023
            fast = measure(lambda: engine.translate(many, options), sum(engine.count_tokens(many)))  # noqa: B023
            speeds.append((slow, fast))
        yield Row(
            model=name,
            beam=beam,
            loop=round(statistics.median(slow.wall for slow, _ in speeds), 1),
            engine=round(statistics.median(fast.wall for _, fast in speeds), 1),
            ratio=round(statistics.median(fast.wall / slow.wall for slow, fast in speeds), 1),
            processor_ratio=round(statistics.median(fast.processor / slow.processor for slow, fast in speeds), 1),
            target=TARGETS[beam] if name == "opus" else None,
        )


@dataclass(frozen=True)
class Speed:
    """Tokens of source a second of wall time and of processor time."""

    wall: float
    processor: float


def measure(work: Callable[[], Any], tokens: int) -> Speed:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Speed(tokens / (time.perf_counter() - wall), tokens / (time.process_time() - processor))


class Loop:
    """What a first script does: tokenizer, `generate`, decode, one sentence after the other."""

    def __init__(self, path: Path, threads: int, tokens: int) -> None:
        import torch
        from transformers import MarianMTModel, MarianTokenizer

        if threads:
            torch.set_num_threads(threads)
        self.tokenizer = MarianTokenizer.from_pretrained(path)
        self.model = MarianMTModel.from_pretrained(path).float().eval()
        self.tokens = tokens

    def translate(self, sentences: list[str], beam: int) -> list[str]:
        answers = []
        for sentence in sentences:
            batch = self.tokenizer([sentence], return_tensors="pt")
            ids = self.model.generate(**batch, num_beams=beam, max_length=None, max_new_tokens=self.tokens)
            answers.append(self.tokenizer.decode(ids[0], skip_special_tokens=True))
        return answers


def build_opus_shape(path: Path) -> Path:
    """A Marian directory with random weights and the embedded model's SentencePiece, in the shape of opus-mt-ar-en."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    size = 62_834
    pieces = [piece for piece in json.loads((EMBEDDED / "vocab.json").read_text(encoding="utf-8")) if piece != "<pad>"]
    pieces += [f"<filler {number}>" for number in range(size - 1 - len(pieces))]
    torch.manual_seed(1)
    config = MarianConfig(
        vocab_size=size,
        d_model=512,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        max_position_embeddings=512,
        activation_function="swish",
        scale_embedding=True,
        eos_token_id=0,
        forced_eos_token_id=0,
        pad_token_id=size - 1,
        decoder_start_token_id=size - 1,
    )
    model = MarianMTModel(config)
    with torch.no_grad():
        model.model.shared.weight[size - 1] = 0
        model.final_logits_bias[:, [0, size - 1]] = -1e4  # neither an early end nor pad: equal work on both sides
    model.generation_config.bad_words_ids = [[size - 1]]
    model.save_pretrained(path)
    (path / "vocab.json").write_text(
        json.dumps({piece: id for id, piece in enumerate([*pieces, "<pad>"])}), encoding="utf-8"
    )
    for name in ("source.spm", "target.spm", "tokenizer_config.json"):
        (path / name).write_bytes((EMBEDDED / name).read_bytes())
    return path


def measure_ready(path: Path) -> float:
    """Seconds from a started interpreter to a loaded engine, in a process of its own."""
    program = (
        "import time; start = time.perf_counter()\n"
        "from translator.engines import load\n"
        f"load({str(path)!r})\n"
        "print(time.perf_counter() - start)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    return float(result.stdout)


if __name__ == "__main__":
    sys.exit(main())
