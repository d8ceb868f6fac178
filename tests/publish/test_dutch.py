"""The words of the site that are made by code."""

import pytest

from tracker.dutch import count, day
from tracker.parse.pdf.pictures import READER
from tracker.publish.dutch import is_partly_read, is_scan, percent, remarks


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2021-07-01", "1 juli 2021"), ("2026-11-24T02:17:12Z", "24 november 2026"), ("ooit", "ooit"), (None, "")],
)
def test_day(moment, expected):
    assert day(moment) == expected


@pytest.mark.parametrize(("number", "expected"), [(1, "1 vraag"), (0, "0 vragen"), (1200, "1.200 vragen")])
def test_count(number, expected):
    assert count(number, "vraag", "vragen") == expected


@pytest.mark.parametrize(("share", "expected"), [(0.829, "83 %"), (1.0, "100 %"), (0.0, "0 %")])
def test_percent(share, expected):
    assert percent(share) == expected


OCR = "gescand papier. Een computer heeft de letters herkend; er kunnen fouten in staan."


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (f"pages 1-4, 6-11 read by {READER}", f"Bladzijden 1-4, 6-11: {OCR}"),
        (f"page 3 read by {READER}", f"Bladzijde 3: {OCR}"),
        (
            f"page 2: a picture with hardly any text, not read\npages 4, 5 read by {READER}",
            f"Bladzijde 2: een plaatje met bijna geen tekst; dat is niet gelezen.\nBladzijden 4, 5: {OCR}",
        ),
        (
            "pages 1-2: no readable text, not read by OCR: not installed",
            "Bladzijden 1-2: niet te lezen; de tekst daarvan ontbreekt hier.",
        ),
        ("page 9 cannot be read: broken", "Bladzijde 9: niet te lezen; de tekst daarvan ontbreekt hier."),
        ("something else", "something else"),
        ("", ""),
        (None, ""),
    ],
)
def test_remarks(notes, expected):
    assert remarks(notes) == expected


@pytest.mark.parametrize(
    ("notes", "partly", "scan"),
    [
        (f"pages 1-4 read by {READER}", False, True),
        ("page 2: a picture with hardly any text, not read", True, False),
        (f"page 9 cannot be read: broken\npages 4, 5 read by {READER}", True, True),
        ("pages 1-2: no readable text, not read by OCR: not installed", True, False),
        ("bytes read as cp1252", False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_what_was_not_read_well(notes, partly, scan):
    assert (is_partly_read(notes), is_scan(notes)) == (partly, scan)
