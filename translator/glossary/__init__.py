"""Glossary: terms that must be used, found in Arabic however they are written, put into translations and verified."""

from translator.glossary.enforce import Enforced, annotate_inline, enforce, unannotated
from translator.glossary.files import load, save
from translator.glossary.names import name_corrections, names_of
from translator.glossary.terms import Glossary, Hit, Term, find_target
from translator.glossary.verify import glossary_check, missing_terms

__all__ = [
    "Enforced",
    "Glossary",
    "Hit",
    "Term",
    "annotate_inline",
    "enforce",
    "find_target",
    "glossary_check",
    "load",
    "missing_terms",
    "name_corrections",
    "names_of",
    "save",
    "unannotated",
]
