"""The file of followers: what it may hold, and what is said of one that is wrong, without its addresses."""

import pytest

from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.tell.followers_file import load_followers
from tracker.tell.news import Interest

GOOD = '[[followers]]\nid = "lezer"\nto = ["json://localhost/${KEY}"]\nthemes = ["groen"]\nforms = ["advies"]\n'


def write(tmp_path, text: str):
    path = tmp_path / "followers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_follower_with_a_secret_of_the_environment(tmp_path):
    text = '[settings]\nsite = "https://volg.example/"\nfailing_hours = 6\n' + GOOD
    found = load_followers(write(tmp_path, text), {"KEY": "geheim"})
    (follower,) = found.followers
    assert follower.to == ("json://localhost/geheim",)
    assert follower.interest == Interest(themes=("groen",), forms=("advies",))
    assert (follower.news, follower.maintenance) == (True, False)
    assert (found.site, found.failing_hours, found.failing_checks) == ("https://volg.example", 6, 3)


def test_the_example_is_right():
    example = corpus_file("sources.toml").parent.parent / "deploy" / "followers.example.toml"
    if not example.exists():
        pytest.skip("the example is in the repository only")
    assert len(load_followers(example, {"MAIL_PASSWORD": "x", "CHAT_TOKEN": "y"}).followers) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[followers]\n", "not TOML"),
        ('[[followers]]\nid = "lezer"\n', 'follower "lezer".to: is missing'),
        ('[[followers]]\nid = "lezer"\nto = []\n', "write at least one address"),
        ('[[followers]]\nid = "De Lezer"\nto = ["json://x"]\n', "lower case letters, digits and hyphens"),
        (GOOD.replace("themes", "thema"), 'follower "lezer".thema: there is no such key'),
        (GOOD + GOOD, "given to 2 followers"),
        (GOOD.replace('"lezer"', '"verslag"'), "kept for the report itself"),
        (GOOD.replace("${KEY}", "${WEG}"), "the environment has no WEG"),
        (GOOD.replace("json://localhost/${KEY}", "geheim"), "no kind of address"),
        (GOOD.replace("json://localhost/${KEY}", "onbekend://geheim"), "(onbekend) that Apprise cannot use"),
        ('[settings]\nsite = "geheim"\n', "settings.site: must be an address"),
        ("[settings]\nfailing_checks = 0\n", "settings.failing_checks"),
    ],
)
def test_what_is_wrong_is_said_without_an_address(tmp_path, text, says):
    path = write(tmp_path, text)
    with pytest.raises(TrackerError) as caught:
        load_followers(path, {"KEY": "geheim"})
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "geheim" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TrackerError, match="there is no such file of followers"):
        load_followers(tmp_path / "weg.toml")
