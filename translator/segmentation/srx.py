"""Segmentation rules as SRX 2.0, for OmegaT, Okapi and whatever else reads it; and SRX files as rules here.

SRX (Segmentation Rules eXchange, LISA 2008) is an ordered list of pairs of regular expressions; the first pair that
matches on both sides of a place decides. What our own rules see beyond that (the pairing of quotation marks, what a
bracket stands in) has no place in it: an exported file splits nearly as `split_sentences` does, and alike in every
program.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex

from translator.errors import ConfigError
from translator.segmentation.lexicon import SUFFIXES, read_words
from translator.segmentation.rules import BUILTIN, Pattern, Rules, compile_rules

__all__ = ["dump", "load", "patterns"]

NAMESPACE = "http://www.lisa.org/srx20"
TIP = "Check that it is an SRX 2.0 file; OmegaT and Okapi's Ratel write them."
START = r"(?<![\p{L}\p{N}])"
SILENT = r"[\u200E\u200F\u061C\u202C\u2069]*"
CLOSERS = r"(?:[\u0022'»”’›)\]}]|\s[»”›)])*"
NOTES = r"(?:\s?\[[0-9]{1,3}\]|\([0-9]{1,3}\)|[¹²³⁰⁴-⁹*])*"
SPACE = r"[\s\u00A0]+"
QUOTE = r"[\u0022»”]"
LETTER = r"[\u0620-\u064A\u0671-\u06D3]"
OPENING = r"[«\u0022“(]*"
ESCAPES = regex.compile(r"\\Q(.*?)\\E|\\x\{([0-9A-Fa-f]+)\}|\\h", regex.DOTALL)


def load(path: Path) -> Rules:
    """The rules for Arabic in an SRX file, alone. Raises ConfigError for a file that is none."""
    etree = _etree(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(path, parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise ConfigError(path, f"cannot be read ({error}).", TIP) from None
    if etree.QName(root).localname != "srx":
        raise ConfigError(path, "is not an SRX file.", TIP)
    ns = {"s": etree.QName(root).namespace or NAMESPACE}
    cascade = root.xpath("string(s:header/@cascade)", namespaces=ns) == "yes"
    found = []
    for language in root.xpath("s:body/s:maprules//s:languagemap", namespaces=ns):
        if not _speaks_of_arabic(language.get("languagepattern", ""), path):
            continue
        name = language.get("languagerulename")
        for rule in root.xpath(
            "s:body/s:languagerules/s:languagerule[@languagerulename=$name]/s:rule", namespaces=ns, name=name
        ):
            sides = (rule.findtext(f"s:{side}", "", ns) for side in ("beforebreak", "afterbreak"))
            found.append(Pattern(rule.get("break", "yes") == "yes", *map(_to_python, sides)))
        if not cascade:
            break
    if not found:
        raise ConfigError(path, "has no rules for Arabic.", "Map a language pattern such as [Aa][Rr].* to its rules.")
    rules = Rules(tuple(found), builtin=False, where=str(path))
    compile_rules(rules)
    return rules


def _speaks_of_arabic(pattern: str, path: Path) -> bool:
    try:
        return regex.fullmatch(pattern, "ar", regex.IGNORECASE) is not None
    except regex.error as error:
        raise ConfigError(path, f"{pattern!r} is no language pattern ({error}).", TIP) from None


def dump(rules: Rules = BUILTIN) -> bytes:
    """An SRX 2.0 file of `rules`: the user's patterns first, then the package's own unless they are switched off."""
    etree = _etree("SRX")
    srx = etree.Element(f"{{{NAMESPACE}}}srx", version="2.0", nsmap={None: NAMESPACE})
    header = etree.SubElement(srx, f"{{{NAMESPACE}}}header", segmentsubflows="yes", cascade="no")
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        etree.SubElement(header, f"{{{NAMESPACE}}}formathandle", type=kind, include=include)
    body = etree.SubElement(srx, f"{{{NAMESPACE}}}body")
    language = etree.SubElement(etree.SubElement(body, f"{{{NAMESPACE}}}languagerules"), f"{{{NAMESPACE}}}languagerule")
    language.set("languagerulename", "Arabic")
    for pattern in (*rules.patterns, *(patterns() if rules.builtin else ())):
        rule = etree.SubElement(language, f"{{{NAMESPACE}}}rule")
        rule.set("break", "yes" if pattern.breaks else "no")
        etree.SubElement(rule, f"{{{NAMESPACE}}}beforebreak").text = pattern.before
        etree.SubElement(rule, f"{{{NAMESPACE}}}afterbreak").text = pattern.after
    maps = etree.SubElement(body, f"{{{NAMESPACE}}}maprules")
    etree.SubElement(maps, f"{{{NAMESPACE}}}languagemap", languagepattern="[Aa][Rr].*", languagerulename="Arabic")
    data: bytes = etree.tostring(srx, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _etree(where: Path | str) -> Any:
    try:
        from lxml import etree
    except ImportError:
        raise ConfigError(where, "reading and writing SRX needs lxml.", "pip install 'translator[formats]'") from None
    return etree


def patterns() -> Iterator[Pattern]:
    """The package's own rules as SRX can say them, in order."""
    opener, surely, saying = _openers(), _sure_openers(), _before_space(_inflected("saying"))
    goes_on = _before_space(_any("continuers"))
    stop = rf"\.{SILENT}"
    yield Pattern(False, rf"[(\[][!?؟]+[)\]]{SILENT}", SPACE)
    yield Pattern(False, rf"[.…!؟?۔]+{SILENT}{CLOSERS}{SILENT}", r"\s*[،؛,;]")
    bracket = r"[^\s.!?؟…]\s?\([^()]{0,200}"
    yield Pattern(False, rf"{bracket}[.!?؟…]{SILENT}", r"[^()]{0,200}\)")
    yield Pattern(False, rf"{bracket}[!?؟]\){SILENT}", SPACE)
    yield from _unless(rf"(?:\.\.+|…|\. \.){CLOSERS}{SILENT}", surely)
    yield Pattern(False, r"\. ", r"\.")
    yield Pattern(False, rf"[!?؟]{QUOTE}{SILENT}", saying)
    yield Pattern(False, rf"[!?؟]{QUOTE}{SILENT}", _before_space("(?:كما|إن)"))
    yield Pattern(False, rf"[.!?؟]{QUOTE}{SILENT}", goes_on)
    yield from _unless(rf"{_any('names_with_marks')}[!?]{SILENT}", opener)
    number = r"[0-9٠-٩]{1,3}(?:[.\-][0-9٠-٩]{1,3})*|[IVXLivxl]{1,5}"
    begin = rf"(?:^|\p{{L}}{{2}}[.…!؟?:]{SILENT}\s+)"
    yield Pattern(False, rf"{begin}{OPENING}(?:{number}|{LETTER}|{_any('ordinals')}ً?){stop}", r"\s")
    yield Pattern(False, rf"(?<![0-9٠-٩]):\s?[0-9٠-٩]{{1,2}}{stop}", r"\s")
    yield Pattern(False, rf"{START}[0-9٠-٩]{{1,2}}{stop}", _before_space(_any("months")))
    clock = r"[0-9٠-٩]{1,2}:[0-9٠-٩]{2}|(?:الساعة|عند|حتى|من|إلى) [0-9٠-٩]{1,2}(?:\.[0-9٠-٩]{2})?"
    yield from _unless(rf"(?:{clock})\s?[صمظ]{stop}", surely)
    yield from _unless(rf"[0-9٠-٩]\s?{_any('units', letters=(1, 1))}{stop}", _waw(opener))
    yield Pattern(False, rf"[0-9٠-٩]\s?{_any('units', letters=(2, 9))}{stop}", goes_on)
    yield from _unless(rf"{START}{_any('units', dotted=True)}{stop}", _waw(opener))
    labelled = rf"{START}[وفبك]?(?:ال)?{_any('labelled')}\s{LETTER}{stop}"
    yield Pattern(False, labelled, goes_on)
    yield Pattern(True, labelled, SPACE)
    yield from _unless(rf"{START}و?{_any('titles')}{stop}", surely)
    yield from _unless(rf"{START}(?:{LETTER}|\p{{L}}\.(?:\p{{L}}\.)*\p{{L}}){stop}", opener)
    yield Pattern(False, rf"{_any('letter_names')}\.", rf"{_any('letter_names')}(?!\p{{L}})")
    yield Pattern(False, rf"{LETTER}\.", rf"{_any('domains')}(?!\p{{L}})")
    yield from _unless(rf"{START}(?:{_any('letter_names')}\.)+{_any('letter_names')}{stop}", opener)
    yield Pattern(False, rf"{START}{LETTER}\.\s?{_any('letter_names')}{stop}", SPACE)
    yield Pattern(False, rf"{START}{_any('references')}{stop}", r"\s*[0-9٠-٩]")
    yield Pattern(False, rf"{START}{_any('etcetera')}{stop}", goes_on)
    yield from _unless(rf"{START}(?i:{_any('latin')}|[A-Z]){stop}", opener)
    end = rf"{SILENT}{CLOSERS}{SILENT}{NOTES}{SILENT}"
    yield Pattern(True, rf"[.…!؟?۔‼⁇⁈⁉⸮]{end}", SPACE)
    yield Pattern(
        True, rf"(?:{LETTER}{{2}}|[0-9٠-٩%٪]|\p{{L}}{{3}}|{QUOTE}|\))[.!؟?۔]+{end}", rf"{OPENING}{LETTER}{{2}}"
    )


def _unless(before: str, opener: str) -> Iterator[Pattern]:
    """After `before` a sentence ends if `opener` follows, and otherwise not."""
    yield Pattern(True, before, opener)
    yield Pattern(False, before, SPACE)


def _any(name: str, *, letters: tuple[int, int] = (1, 99), dotted: bool | None = None) -> str:
    """One of the words of data/`name`.txt, the longest first."""
    words = read_words(name)
    if name == "units":
        words = [
            word
            for word in words
            if ("." in word) is bool(dotted) and letters[0] <= len(word.replace("ـ", "")) <= letters[1]
        ]
    return f"(?:{'|'.join(regex.escape(word) for word in sorted(words, key=len, reverse=True))})"


def _inflected(name: str) -> str:
    return f"{_any(name)}(?:{'|'.join(filter(None, SUFFIXES))})?"


def _before_space(words: str) -> str:
    return rf"{SPACE}{OPENING}{words}(?!\p{{L}})"


def _openers() -> str:
    shapes = r"[يتن]\p{L}{3,}|ا(?!ل)\p{L}{3,5}(?<![ةءا])(?<!ا\p{L})"
    verbs = rf"{_inflected('verbs')}|{_inflected('saying')}|{shapes}"
    names = rf"(?!{_any('waw_names')}(?!\p{{L}}))"
    return _before_space(rf"{names}(?:[وف](?:{_any('particles')}|{verbs})|{_any('starters')})")


def _sure_openers() -> str:
    return _before_space(rf"(?:[وف](?:{_inflected('saying')}|قد|لقد)|{_any('starters')})")


def _waw(opener: str) -> str:
    """An opener, or any other word with a waw of some length, but none with the article."""
    return rf"(?:{opener}|{SPACE}و(?!ال)\p{{L}}{{3,}})"


def _to_python(expression: str) -> str:
    """An ICU or Java expression as `regex` reads it: quoted text, code points and horizontal space."""
    return ESCAPES.sub(
        lambda found: regex.escape(found[1]) if found[1] else chr(int(found[2], 16)) if found[2] else r"[ \t\u00A0]",
        expression,
    )
