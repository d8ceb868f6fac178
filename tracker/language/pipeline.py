"""One door to the Dutch pipeline: ours by default, or another that is installed.

>>> nlp = load()
>>> [sentence.root.text for sentence in nlp("Bewoners beslissen mee. De gemeente luistert.").sents]
['beslissen', 'luistert']
"""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from tracker.language import boundaries, compounds, lemmas, storage  # noqa: F401  the components register themselves
from tracker.model import TrackerError

OURS = "nl_beleid"
FOLDER = Path(__file__).resolve().parent / OURS

NEEDED = {
    "TAG": "tags",
    "POS": "parts of speech",
    "LEMMA": "lemmas",
    "DEP": "a dependency tree",
    "SENT_START": "sentences",
}
PROBE = "De bewoners beslissen mee over het plan van de gemeente. Het college neemt het besluit."


def load(name: str | None = None) -> Language:
    """Load the Dutch pipeline: ours, or the installed package or folder of that name (`nl_core_news_lg`).

    Another pipeline gets our sentence rules and compounds, which the tracker needs and which no published pipeline has.

    Raises TrackerError when there is no such pipeline, when it is not for Dutch, or when it does not give tags, parts
    of speech, lemmas, a dependency tree and sentences.
    """
    if name is None or name == OURS:
        return _ours()
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise TrackerError(
            f"{name}: no pipeline of this name is installed ({str(error).splitlines()[0]}); "
            f"install it in this environment, or leave the name out to use {OURS}"
        ) from error
    _check(nlp, name)
    return _completed(nlp)


def _ours() -> Language:
    try:
        return storage.load(FOLDER)
    except OSError as error:
        raise TrackerError(f"{OURS}: not in this installation ({error}); install the package again") from error


def _check(nlp: Language, name: str) -> None:
    """Raise TrackerError unless the pipeline is Dutch and gives all that the tracker reads."""
    if nlp.lang != "nl":
        raise TrackerError(f"{name}: a pipeline for language {nlp.lang!r}; the documents are Dutch, name one for 'nl'")
    doc = nlp(PROBE)
    missing = [what for attribute, what in NEEDED.items() if not doc.has_annotation(attribute)]
    if missing:
        raise TrackerError(
            f"{name}: gives no {', '.join(missing)} (components: {', '.join(nlp.pipe_names) or 'none'}); "
            f"name a pipeline that does, such as nl_core_news_lg, or leave the name out to use {OURS}"
        )


def _completed(nlp: Language) -> Language:
    """The pipeline with our sentence rules before its own boundaries, and our compounds at its end."""
    ours = _ours()
    storage.use_numpy_products(nlp)
    first = next((pipe for pipe in nlp.pipe_names if pipe in ("senter", "sentencizer", "parser")), None)
    if "legal_boundaries" not in nlp.pipe_names:
        nlp.add_pipe("legal_boundaries", before=first)
    if "compounds" not in nlp.pipe_names:
        splitter = nlp.add_pipe("compounds")
        splitter.from_bytes(ours.get_pipe("compounds").to_bytes())  # type: ignore[attr-defined]
    return nlp
