"""Search that knows Dutch: terms of texts and of what a visitor types, ranking, filters with counts, snippets."""
