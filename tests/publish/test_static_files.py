"""The files that every page needs: a browser asks for them once in a while, and for pages always."""

import pytest


@pytest.mark.parametrize("path", ["site.css", "dossier.js", "icoon.svg", "icoon-180.png"])
def test_a_file_is_kept_for_a_while(site, path):
    answer = site.get(f"/beleidsvolger/{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/over", "/klopt-niet", "/tracker/clauses", "/beleidsvolger/bestaat-niet.css"])
def test_a_page_and_an_error_are_not(site, path):
    assert "max-age" not in site.get(path).headers.get("cache-control", "")
