"""Whatever blocks come: no word is lost or moved, every clause has an address and a citation of its own."""

from hypothesis import given, settings
from hypothesis import strategies as st
from support.clauses import h, i, n, p, row

from tracker.model import Block, BlockKind, Clause, Part
from tracker.split import split_clauses

LEVELS = st.integers(0, 3)
MARKERS = st.sampled_from(
    ["1.", "2.", "3.", "a.", "b.", "c.", "i.", "ii.", "1°.", "2°.", "–", "•", "1)", "3.1", "Ad 1"]
)
HEADS = st.sampled_from(
    ["Artikel 1", "Artikel 2", "Artikel I", "Hoofdstuk 1", "§ 1", "1", "1.1", "2", "A.", "Bijlage 1", ""]
)
TITLES = st.sampled_from(
    ["Doel", "Begrippen", "Toelichting", "Algemeen", "Artikelsgewijs", "[Vervallen]", "Artikel 2", ""]
)
TEXTS = st.sampled_from(
    "Een zin.|Nodig is:|Hier wordt verstaan onder:|wijk: een buurt;|Artikel 5 komt te luiden:|dat is zo,"
    "|De raad van Ergens;|overwegende dat:|Aldus vastgesteld.|a.een deel;|b.nog een;|Artikel 7 vervalt.".split("|")
)
PARTS = st.sampled_from([Part.UNKNOWN, Part.UNKNOWN, Part.UNKNOWN, Part.OPENING, Part.BODY, Part.CLOSING, Part.ANNEX])
BLOCKS = st.one_of(
    st.builds(
        h, HEADS, TITLES, LEVELS, st.sampled_from(["", "", "artikel", "paragraaf", "bijlage", "toelichting"]), PARTS
    ),
    st.builds(p, TEXTS, LEVELS, st.just(""), PARTS),
    st.builds(i, MARKERS, TEXTS, LEVELS, st.sampled_from(["", "", "lid", "onderdeel", "definitie"])),
    st.builds(n, st.sampled_from(["1", "*"]), st.just("Zie elders.")),
    st.builds(row, st.just("zaal"), st.just("€ 5")),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCKS, max_size=25))
def test_nothing_is_lost_moved_or_named_twice(blocks: list[Block]):
    clauses = split_clauses(tuple(blocks))
    plain = [block for block in blocks if block.kind is not BlockKind.NOTE]
    assert _squeezed(text for block in plain for text in (block.marker, block.text)) == _squeezed(
        text for clause in clauses if not _is_note(clause) for text in (clause.label, clause.heading, clause.text)
    )
    eids = [clause.eid for clause in clauses]
    assert len(set(eids)) == len(eids)
    assert all(clause.parent is None or eids.index(clause.parent) < clause.position for clause in clauses)
    said = [clause.citation for clause in clauses]
    assert len(set(said)) == len(said)


def _squeezed(texts) -> str:
    return "".join("".join(texts).split())


def _is_note(clause: Clause) -> bool:
    return clause.eid.rsplit("__", 1)[-1].startswith("fn_")
