"""A visitor's dossier: clauses and questions with a note of one's own, held by its address, shown and exported.

`collection` has the dossier itself, `address` writes it in an address and reads it back, `finding` looks up in the
database what it holds (`item`), `words` says that in Dutch, `composing` makes a document of it with a footnote to every
source, and `markdown`, `pandoc` and `styling` write that document down.
"""
