"""The changes tell all: applied to the older version they give the newer one, clause for clause."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.versions import version

from tracker.compare.apply import apply
from tracker.compare.changes import compare
from tracker.compare.text import comparable
from tracker.model import Clause, ClauseKind
from tracker.parse import parse
from tracker.split import split

Said = list[tuple[int | None, str, str, str]]


def said(rows) -> Said:
    """What counts of every clause: what holds it, its number, its heading, its text."""
    return [(parent, each.number.casefold(), comparable(each.heading), comparable(each.text)) for parent, each in rows]


def as_it_is(clauses) -> Said:
    places = {clause.eid: place for place, clause in enumerate(clauses)}
    return said((places.get(clause.parent), clause) for clause in clauses)


def as_applied(old, new, **settings: bool) -> Said:
    return said((each.parent, each.clause) for each in apply(old, compare(old, new, **settings).changes))


TEXTS = ["De buurt beslist over het plein en het park.", "De buurt beslist mee over het plein en het park.",
         "Het college stelt ieder jaar een budget vast voor de wijk.", "Het college stelt een budget vast.",
         "De wijkraad geeft gevraagd en ongevraagd advies aan het college.", "Vervallen.", "",
         "wijk: de buurt"]  # fmt: skip


@st.composite
def documents(draw) -> tuple[Clause, ...]:
    """Any tree of a few clauses, in reading order, with texts that come back, are joined and are cut."""
    clauses: list[Clause] = []
    depths = draw(st.lists(st.integers(0, 3), max_size=12))
    path: list[Clause] = []
    for position, wanted in enumerate(depths):
        path = path[: min(wanted, len(path))]
        text = " ".join(draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2))).strip()
        kind = draw(st.sampled_from([ClauseKind.ARTICLE, ClauseKind.MEMBER, ClauseKind.PARAGRAPH, ClauseKind.CHAPTER]))
        number = draw(st.sampled_from(["", "1", "2", "2a"]))
        eid = f"{path[-1].eid}__{position}" if path else f"c_{position}"
        clause = Clause(eid, path[-1].eid if path else None, kind, number, number, eid, "", text, None, position)
        clauses.append(clause)
        path.append(clause)
    return tuple(clauses)


@given(documents(), documents(), st.booleans())
def test_any_two_documents(old, new, same_rule):
    assert as_applied(old, new, same_rule=same_rule) == as_it_is(new)


@given(documents())
def test_a_document_and_itself(clauses):
    assert compare(clauses, clauses).changes == ()


@given(documents(), documents())
def test_comparing_gives_the_same_every_time(old, new):
    assert compare(old, new) == compare(old, new)


def test_changes_of_another_version_are_refused():
    one, other = version("artikel 1 | Een."), version("artikel 2 | Iets heel anders.")
    changes = compare(one, ()).changes
    with pytest.raises(ValueError, match="art_1: is changed, but is no clause"):
        apply(other, changes)


def test_a_change_that_is_left_out_is_noticed():
    old, new = version("artikel 1 | De buurt beslist."), version("artikel 1 | De buurt adviseert.")
    assert as_it_is(new) != said((each.parent, each.clause) for each in apply(old, ()))


# ------------------------------------------------------------------ real documents


def read(path: Path) -> tuple[Clause, ...]:
    return split(parse(path.read_bytes(), name=path.name)).clauses


FOLDERS = ["versions_md/BWBR0007920", "versions_md/BWBR0017099", "versions_md/BWBR0023914", "versions_md/BWBR0025046",
           "versions_md/BWBR0027869", "versions_md/BWBR0029367", "versions_md/BWBR0033752", "versions_md/BWBR0035362",
           "bwb/versions_BWBR0002458"]  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_real_pair_forward_and_back(shared, folder):
    versions = [read(path) for path in sorted((shared / "real" / folder).iterdir())]
    assert len(versions) > 1
    for earlier, later in [*pairwise(versions), (versions[0], versions[-1])]:
        assert as_applied(earlier, later) == as_it_is(later)
        assert as_applied(later, earlier) == as_it_is(earlier)


def test_two_rules_that_have_nothing_to_do_with_one_another(shared):
    one = read(shared / "real/versions_md/BWBR0029367/v2_2013-01-01.md")
    other = read(shared / "real/bwb/versions_BWBR0002458/BWBR0002458_2010-07-14_0.xml")
    assert as_applied(one, other, same_rule=False) == as_it_is(other)


DENHAAG = [("motie-15374598-n-2", "motie-15393357-n-2"), ("amendement-15374264-i-d", "amendement-15393508-i-d"),
           ("motie-15784246-cu", "motie-15802005-cu"), ("motie-15790503-g-1", "motie-15802299-g-1")]  # fmt: skip


@pytest.mark.parametrize(("draft", "adopted"), DENHAAG)
def test_a_draft_and_what_was_adopted(shared, draft, adopted):
    folder = shared / "real" / "pdf" / "denhaag"
    old, new = (read(next(folder.glob(f"{name}*.pdf"))) for name in (draft, adopted))
    assert as_applied(old, new) == as_it_is(new)


def test_what_only_looks_otherwise_is_no_change():
    old = version("artikel 1 Wie beslist | De buurt beslist.\n  lid 1 | Ieder jaar.")
    new = tuple(replace(each, text=each.text.replace(" ", "  "), label=f"{each.number})", page=3) for each in old)
    assert compare(old, new).changes == ()
