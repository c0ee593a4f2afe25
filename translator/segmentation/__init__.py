"""Blocks to articles, articles to sentences, sentences to the pieces that an engine can take."""

from translator.segmentation.articles import split_articles
from translator.segmentation.blocks import split_blocks
from translator.segmentation.pieces import join_pieces, split_pieces
from translator.segmentation.rules import Rules
from translator.segmentation.segments import Cut, apply_joins_and_splits, cut_between, cuts_in, segment
from translator.segmentation.sentences import split_sentences

__all__ = [
    "Cut",
    "Rules",
    "apply_joins_and_splits",
    "cut_between",
    "cuts_in",
    "join_pieces",
    "segment",
    "split_articles",
    "split_blocks",
    "split_pieces",
    "split_sentences",
]
