"""Reading XML: what is refused, and in which encoding a document is read."""

import time

import pytest

from tracker.model import ReadError
from tracker.parse.xml import first_named, local_name, namespace_of, read_xml, text_of

BOMB = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><a/>'

REFUSED = [
    (b"", "empty", "empty"),
    (b" \r\n\t\x00", "empty", "empty"),
    (b"\xef\xbb\xbf", "empty", "empty"),
    (b"<cvdr><body>", "broken-xml", "line 1"),
    (b"<a>\n<b></a>", "broken-xml", "line 2"),
    (b"no xml at all", "broken-xml", "not well-formed"),
    (BOMB.encode(), "entities", "grow without end"),
    (BOMB.encode("utf-16"), "entities", "grow without end"),
    (f"<!-- <b/> -->{BOMB}".encode(), "entities", "grow without end"),
    (OUTSIDE.encode(), "entities", "outside itself"),
    (PARAMETER.encode(), "entities", "outside itself"),
    (b"<a>twee&nbsp;woorden</a>", "broken-xml", "nbsp"),
    (b'<!DOCTYPE a SYSTEM "a.dtd"><a>twee&nbsp;woorden</a>', "broken-xml", "&nbsp;"),
    (b"<a>" * 300 + b"</a>" * 300, "too-large", "depth"),
]


@pytest.mark.parametrize(("content", "reason", "said"), REFUSED)
def test_what_cannot_be_read_has_a_reason_in_one_line(content, reason, said):
    with pytest.raises(ReadError) as failure:
        read_xml(content)
    assert failure.value.reason == reason
    assert said in str(failure.value)
    assert "\n" not in str(failure.value)


def declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><a>café – één</a>'


ENCODED = [
    ("<a>café – één</a>".encode(), "declares nothing and is in UTF-8"),
    ("<a>café – één</a>".encode("cp1252"), "declares nothing and is in Windows-1252"),
    (declared("utf-8").encode("cp1252"), "declares UTF-8 and is in Windows-1252"),
    (declared("windows-1252").encode(), "declares Windows-1252 and is in UTF-8"),
    (declared("no-such-encoding").encode(), "declares what does not exist"),
    (declared("windows-1252").encode("cp1252"), "is in Windows-1252 and says so"),
    (declared("utf-8").encode("utf-8-sig"), "begins with a byte-order mark"),
    (("\r\n " + declared("utf-8")).encode(), "begins with an empty line"),
    (declared("utf-16").encode("utf-16"), "is in UTF-16"),
    (declared("utf-16").encode("utf-16-le"), "is in UTF-16 without a byte-order mark"),
]


@pytest.mark.parametrize(("content", "why"), ENCODED)
def test_a_document_is_read_in_the_encoding_that_it_has(content, why):
    assert read_xml(content).text == "café – één", f"a document that {why}"


def test_a_document_type_without_entities_is_harmless():
    page = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd" []><html>in</html>'
    assert read_xml(page).text == "in"


def test_comments_and_instructions_do_not_part_a_text():
    assert read_xml(b"<a>een <!-- noot -->en <?xpp qa?>twee<![CDATA[ & drie]]></a>").text == "een en twee & drie"


def test_a_word_that_looks_like_an_entity_is_text():
    assert read_xml(b"<a><b><![CDATA[<!ENTITY x]]></b></a>")[0].text == "<!ENTITY x"


def test_ten_megabytes_are_read_in_seconds():
    content = b"<a>" + b"<b>Een alinea van een heel lange regeling.</b>" * 220_000 + b"</a>"
    started = time.perf_counter()
    root = read_xml(content)
    assert len(content) > 10_000_000
    assert len(root) == 220_000
    assert time.perf_counter() - started < 10, "10 MB of XML should be read within seconds"


def test_names_and_words():
    root = read_xml(b'<x:Een xmlns:x="urn:x">\n <Twee>a  <b>b</b></Twee> c</x:Een>')
    assert (local_name(root), namespace_of(root), text_of(root)) == ("een", "urn:x", "a b c")
    assert text_of(first_named(root, "twee")) == "a b"
    assert first_named(root, "drie") is None
    assert text_of(first_named(None, "drie")) == ""
