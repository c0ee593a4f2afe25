"""XML from elsewhere, below the formats: see tests/readers/test_xml.py and tests/exchange for those."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.safexml import XMLError, local_name, parse


def test_the_root_element_is_given() -> None:
    root = parse('<a xmlns="urn:x"><!-- c --><b>نص</b></a>'.encode())
    assert [local_name(one) for one in (root, *root)] == ["a", "", "b"]


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"\xff\x00"])
def test_broken_xml_says_how(data: bytes) -> None:
    with pytest.raises(XMLError, match="is broken XML") as caught:
        parse(data)
    assert caught.value.tip


def test_entities_are_refused_and_other_files_left_alone(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    for entity in (
        '<!ENTITY e "x">',
        f'<!ENTITY e SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;',
    ):
        with pytest.raises(XMLError, match="entities") as caught:
            parse(f"<!DOCTYPE a [{entity}]><a>&e;</a>".encode())
        assert "secret" not in str(caught.value)


def test_a_document_type_alone_is_harmless() -> None:
    assert parse(b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx/>').tag == "tmx"
