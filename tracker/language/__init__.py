"""The Dutch pipeline: tokenizer, sentences, tags, trees, lemmas and compounds."""
