"""The Dutch pipeline: tokenizer, sentences, tags, trees, lemmas and compounds."""

from tracker.language.pipeline import load

__all__ = ["load"]
