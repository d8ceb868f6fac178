"""A text in parts: none too heavy, each beginning where a reader would begin."""

from tracker.publish.reading.outline import WEIGHT, Entry, Outline, weight_of


def entry(name: str, kind: str = "artikel", parent: str | None = None, letters: int = 0, heading: str = "") -> Entry:
    return Entry(name, name, kind, parent, name, heading, name, 0, letters)


def titles(outline: Outline) -> list[str]:
    return [part.title for part in outline.parts]


def chapters(*sizes: int, letters: int = 5_000) -> Outline:
    """Chapters with so many articles each."""
    entries = []
    for number, articles in enumerate(sizes, 1):
        entries.append(entry(f"h{number}", "hoofdstuk"))
        entries += [entry(f"h{number}a{each}", parent=f"h{number}", letters=letters) for each in range(1, articles + 1)]
    return Outline(tuple(entries))


def test_a_short_text_and_no_text_at_all_are_one_part():
    assert titles(chapters(3, 3)) == ["h1"]
    assert [(part.start, part.end, part.title) for part in Outline(()).parts] == [(0, 0, "")]


def test_parts_begin_at_chapters_where_that_can_be():
    assert titles(chapters(10, 12, 9)) == ["h1", "h2", "h3"]
    assert titles(chapters(5, 5, 5, 5, 5)) == ["h1", "h4"]


def test_a_chapter_that_is_too_long_is_broken_at_an_article():
    outline = chapters(40)
    assert titles(outline)[0] == "h1"
    assert all(title.startswith("h1a") for title in titles(outline)[1:])


def test_every_entry_is_in_one_part_and_no_part_is_too_heavy():
    outline = chapters(1, 30, 2, 60, 7, letters=3_333)
    assert [part.start for part in outline.parts[1:]] == [part.end for part in outline.parts[:-1]]
    assert outline.parts[0].start == 0
    assert outline.parts[-1].end == len(outline.entries)
    for part in outline.parts:
        assert sum(map(weight_of, outline.entries[part.start : part.end])) <= WEIGHT


def test_one_entry_that_is_too_heavy_is_a_part_of_its_own():
    outline = Outline((entry("a"), entry("b", letters=2 * WEIGHT), entry("c")))
    assert [(part.start, part.end) for part in outline.parts] == [(0, 1), (1, 2), (2, 3)]


def test_a_part_that_begins_under_a_heading_is_called_after_it():
    items = [entry(f"i{number}", "onderdeel", "a", 9_000) for number in range(30)]
    outline = Outline((entry("a", heading="Kop"), *items))
    assert len(outline.parts) > 1
    assert set(titles(outline)) == {"a Kop"}


def test_parents_that_go_round_or_come_later_do_no_harm():
    outline = Outline((entry("a", parent="b"), entry("b", parent="a"), entry("c", parent="c"), entry("d", parent="?")))
    assert outline.depths == (0, 1, 0, 0)
    assert [each.name for each in outline.above(1)] == ["a"]
