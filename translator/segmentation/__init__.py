"""Blocks to articles, articles to sentences, sentences to the pieces that an engine can take."""

from translator.segmentation.articles import segment, split_articles
from translator.segmentation.blocks import split_blocks
from translator.segmentation.pieces import join_pieces, split_pieces
from translator.segmentation.rules import Rules
from translator.segmentation.sentences import split_sentences

__all__ = ["Rules", "join_pieces", "segment", "split_articles", "split_blocks", "split_pieces", "split_sentences"]
