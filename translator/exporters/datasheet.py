"""A datasheet of a corpus, after Gebru et al., "Datasheets for Datasets" (2021): what its files themselves can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from translator import __version__
from translator.bitext import Bitext, State, checksum
from translator.exporters import published
from translator.exporters.base import ExportOptions
from translator.exporters.markdown import escape

__all__ = ["datasheet"]


def datasheet(bitexts: Sequence[Bitext], options: ExportOptions, moses: int) -> str:
    """Markdown. `moses` is the number of line pairs in the Moses files."""
    sections = (
        f"# {escape(options.title or 'Arabic–English parallel corpus')}: datasheet",
        _composition(bitexts, moses),
        _collection(bitexts),
        _labels(bitexts),
        _articles(bitexts, options),
    )
    return "\n\n".join(sections) + "\n"


def _composition(bitexts: Sequence[Bitext], moses: int) -> str:
    pairs = [pair for bitext in bitexts for pair in bitext.pairs]
    states = Counter(pair.state for pair in pairs)
    arabic = sum(len(pair.source.split()) for pair in pairs)
    english = sum(len(pair.target.split()) for pair in pairs if pair.state is State.REVIEWED)
    lines = [
        "## Composition",
        "",
        f"- Instances: {len(pairs)} sentence pairs, Arabic to English, in {len(bitexts)} articles.",
        *(f"- {state.value.capitalize()}: {states[state]} ({published.STATE_WORDS[state]})." for state in State),
        f"- Words: {arabic} Arabic; {english} English in reviewed pairs (separated by white space).",
        f"- `corpus.ar`, `corpus.en`, `corpus.ids`: {moses} line pairs.",
        "- An instance: see the columns of `corpus.tsv` and the keys of `corpus.jsonl`.",
    ]
    return "\n".join(lines)


def _collection(bitexts: Sequence[Bitext]) -> str:
    models = sorted({pair.machine.model for bitext in bitexts for pair in bitext.pairs if pair.machine})
    lines = [
        "## Collection and preprocessing",
        "",
        f"- Made with translator {__version__}; texts are as stored, with single spaces in the TSV and Moses files.",
        "- Sentences were split automatically; pairs are aligned by construction.",
        f"- Machine translation: {', '.join(map(escape, models)) or 'none'}.",
        "- Rights in the articles remain with their publishers: see the sources below before passing the corpus on.",
    ]
    return "\n".join(lines)


def _labels(bitexts: Sequence[Bitext]) -> str:
    reviewed = [pair for bitext in bitexts for pair in bitext.pairs if pair.state is State.REVIEWED]
    edited = sum(bool(pair.machine and pair.machine.checksum != checksum(pair.target)) for pair in reviewed)
    accepted = sum(bool(pair.machine and pair.machine.checksum == checksum(pair.target)) for pair in reviewed)
    return (
        f"## Review\n\n- {edited} of the {len(reviewed)} reviewed pairs were edited after machine translation, "
        f"{accepted} accepted as they were; {len(reviewed) - edited - accepted} have no machine translation on record."
    )


def _articles(bitexts: Sequence[Bitext], options: ExportOptions) -> str:
    lines = ["## Sources", ""]
    for bitext in bitexts:
        about, state = bitext.metadata, published.progress(bitext)
        details = filter(None, (about.author, about.date, about.url, published.source_name(bitext)))
        title = escape(published.headline(bitext, options))
        where = ", ".join(map(escape, details))
        lines.append(f"- {title} ({where}): {state.total} pairs, {state.reviewed} reviewed")
    return "\n".join(lines)
