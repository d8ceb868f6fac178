"""What a change does to who has the say."""

import re
import tomllib

import pytest
from support.versions import mention, version

from tracker.compare.changes import compare
from tracker.compare.control import WHAT, control_changes, overall, weigh
from tracker.compare.mentions import Placed, stretches
from tracker.compare.rules import load_rules, rules
from tracker.compare.text import Piece
from tracker.model import TrackerError
from tracker.paths import corpus_file

DATA = tomllib.loads(corpus_file("changes.toml").read_text(encoding="utf-8"))
CLAUSE = version("artikel 1 | Bewoners hebben zeggenschap over het plein.")[0]
CLAIM = version("artikel 1 | Bewoners hebben recht op zeggenschap over het plein.")[0]


def placed(clause=CLAUSE, **values: str) -> Placed:
    return Placed(clause, mention(clause, "zeggenschap", **values))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Nothing that counts.
        ({}, {}, None),
        ({}, {"force": ""}, None),  # not known on one side
        # moet, kan, wil, is: from firm to weak.
        ({"force": "plicht"}, {"force": "recht"}, ("verzwakking", "force")),
        ({"force": "plicht"}, {"force": "beschrijving"}, ("verzwakking", "force")),
        ({"force": "voornemen"}, {"force": "recht"}, ("versterking", "force")),
        # Up and down the ladder.
        ({"rung": "meebeslissen"}, {"rung": "adviseren"}, ("verzwakking", "rung")),
        ({"rung": "informeren"}, {"rung": "raadplegen"}, ("versterking", "rung")),
        ({"rung": "onbepaald"}, {"rung": "zelf"}, ("veranderd", "rung")),  # nobody knows from where
        # One up, one down: neither.
        ({"rung": "adviseren", "force": "plicht"}, {"rung": "zelf", "force": "recht"}, ("veranderd", "rung")),
        # The holder.
        ({"holder": "bewoners"}, {"holder": "gemeente"}, ("verzwakking", "holder")),
        ({"holder": "bewonersgroep"}, {"holder": "aanbieder"}, ("verzwakking", "holder")),
        ({"holder": "gemeente"}, {"holder": "bewonersgroep"}, ("versterking", "holder")),
        ({"holder": "bewoners"}, {"holder": "onbepaald"}, ("verzwakking", "holder_gone")),
        ({"holder": "onbepaald"}, {"holder": "bewoners"}, ("versterking", "holder_named")),
        ({"holder": "bewoners"}, {"holder": "bewonersgroep"}, ("veranderd", "holder")),
        ({"holder": "gemeente"}, {"holder": "aanbieder"}, ("veranderd", "holder")),
        # Who has the say goes before how firm it is.
        ({"holder": "bewoners", "force": "recht"}, {"holder": "overig", "force": "plicht"}, ("verzwakking", "holder")),
        # Negation and condition.
        ({"polarity": "ja"}, {"polarity": "nee"}, ("verzwakking", "denied")),
        ({"polarity": "nee"}, {"polarity": "ja"}, ("versterking", "granted")),
        ({"polarity": "ja"}, {"polarity": "voorwaarde"}, ("verzwakking", "conditional")),
        ({"polarity": "voorwaarde"}, {"polarity": "ja"}, ("versterking", "unconditional")),
        ({"polarity": "nee", "force": "plicht"}, {"polarity": "nee", "force": "recht"}, ("veranderd", "force")),
        ({"polarity": "nee"}, {"polarity": "nee", "holder": "gemeente"}, ("versterking", "holder")),
        # What the municipality has the say over is not residents' say.
        ({"holder": "gemeente", "force": "plicht"}, {"holder": "gemeente", "force": "recht"}, ("veranderd", "force")),
        ({"holder": "gemeente"}, {"holder": "gemeente", "polarity": "nee"}, ("veranderd", "denied")),
        # Nobody is named, before or after: it is still a say that became weaker.
        ({"holder": "onbepaald"}, {"holder": "onbepaald", "force": "recht"}, ("verzwakking", "force")),
        # Another form alone says neither more nor less.
        ({"form": "regie"}, {"form": "eigenaarschap"}, ("veranderd", "form")),
    ],
)  # fmt: skip
def test_more_or_less(old, new, expected):
    assert weigh(placed(**old), placed(**new)) == expected


def test_a_right_that_can_be_claimed_is_no_less_than_a_duty():
    assert weigh(placed(force="plicht"), placed(CLAIM, force="recht")) == ("veranderd", "force")
    assert weigh(placed(CLAIM, force="recht"), placed(force="plicht")) == ("veranderd", "force")
    assert weigh(placed(CLAIM, force="recht"), placed(force="voornemen")) == ("verzwakking", "force")


@pytest.mark.parametrize("text", DATA["claims"]["matches"])
def test_claims(text):
    assert rules().claims.search(text), "is a right that can be claimed"


@pytest.mark.parametrize("text", DATA["claims"]["not"])
def test_no_claims(text):
    assert not rules().claims.search(text), "is no right that can be claimed"


def changed(old: str, new: str, before: dict, after: dict) -> list[tuple]:
    """Changes of mentions: (kind, trigger before, trigger after, effect, what), of mentions {eid: [(word, values)]}."""
    olds, news = version(old), version(new)
    changes = compare(olds, news).changes
    found = control_changes(changes, marked(olds, before), marked(news, after))
    return [(each.kind, word(each.old), word(each.new), each.effect, each.what) for each in found]


def word(of: Placed | None) -> str | None:
    return of and of.mention.trigger


def marked(clauses, mentions: dict) -> dict:
    by_eid = {clause.eid: clause for clause in clauses}
    return {
        eid: tuple(mention(by_eid[eid], word, **values) for word, values in found) for eid, found in mentions.items()
    }


WEAK = {"form": "advies", "rung": "adviseren", "force": "recht"}


@pytest.mark.parametrize(
    ("old", "new", "before", "after", "expected"),
    [
        # In its place came less.
        ("artikel 1 | De buurt beslist over het plein.", "artikel 1 | De buurt kan advies geven over het plein.",
         {"art_1": [("beslist", {})]}, {"art_1": [("advies", WEAK)]},
         [("gewijzigd", "beslist", "advies", "verzwakking", ("vorm", "trede", "kracht"))]),
        # The words around it changed, it did not.
        ("artikel 1 | De buurt beslist over het plein.", "artikel 1 | De hele buurt beslist over het plein.",
         {"art_1": [("beslist", {})]}, {"art_1": [("beslist", {})]}, []),
        # Gained and lost.
        ("artikel 1 | Het plein is groen.", "artikel 1 | Het plein is groen. De buurt beslist.",
         {}, {"art_1": [("beslist", {})]}, [("toegevoegd", None, "beslist", "versterking", ())]),
        ("artikel 1 | De buurt beslist.\nartikel 2 | Er is een plein.", "artikel 2 | Er is een plein.",
         {"art_1": [("beslist", {})]}, {}, [("vervallen", "beslist", None, "verzwakking", ())]),
        ("artikel 1 | Een.", "artikel 1 | Er is geen inspraak meer mogelijk.",
         {}, {"art_1": [("inspraak", {"form": "inspraak", "polarity": "nee"})]},
         [("toegevoegd", None, "inspraak", "verzwakking", ())]),
        ("artikel 1 | Een.", "artikel 1 | De gemeente voert de regie in de wijk.",
         {}, {"art_1": [("regie", {"form": "regie", "holder": "gemeente"})]},
         [("toegevoegd", None, "regie", "veranderd", ())]),
        ("artikel 1 | Een.", "artikel 1 | Zeggenschap betekent: mee beslissen.",
         {}, {"art_1": [("Zeggenschap", {"force": "beschrijving"})]},
         [("toegevoegd", None, "Zeggenschap", "veranderd", ())]),
        # Where the words stayed, another tag is ours, not theirs.
        ("artikel 1 | De buurt beslist.", "artikel 1 | De buurt  beslist.",
         {"art_1": [("beslist", {})]}, {"art_1": [("beslist", {"force": "recht"})]}, []),
        # What moved is no change.
        ("artikel 1 | De buurt beslist over het hele plein.\nartikel 2 | Het college stelt een budget vast.",
         "artikel 1 | Het college stelt een budget vast.\nartikel 2 | De buurt beslist over het hele plein.",
         {"art_1": [("beslist", {})]}, {"art_2": [("beslist", {})]}, []),
        # Neither is what went along with a split, or with a merge.
        ("artikel 1 | Het college stelt elk jaar een budget vast. De buurt beslist over het plein en het park.",
         "artikel 1\n  lid 1 | Het college stelt elk jaar een budget vast.\n"
         "  lid 2 | De buurt beslist over het plein en het park.",
         {"art_1": [("beslist", {})]}, {"art_1__para_2": [("beslist", {})]}, []),
        ("artikel 1\n  lid 1 | Het college stelt elk jaar een budget vast.\n"
         "  lid 2 | De buurt beslist over het plein en het park.",
         "artikel 1 | Het college stelt elk jaar een budget vast. De buurt beslist over het plein en het park.",
         {"art_1__para_2": [("beslist", {})]}, {"art_1": [("beslist", {"force": "recht"})]},
         [("gewijzigd", "beslist", "beslist", "verzwakking", ("kracht",))]),
    ],
)  # fmt: skip
def test_changes_of_mentions(old, new, before, after, expected):
    assert changed(old, new, before, after) == expected


def test_of_two_mentions_each_is_paired_with_its_own():
    old = "artikel 1 | De buurt beslist over het plein. De wijkraad beslist over het geld."
    new = "artikel 1 | De buurt beslist over het plein. De wijkraad adviseert over het geld."
    olds, news = version(old), version(new)
    second = mention(olds[0], "beslist", holder="bewonersgroep")
    at = olds[0].text.rindex("beslist")
    second = type(second)(at, at + 7, "beslist", "zeggenschap", "bewonersgroep", "meebeslissen", "plicht", "ja")
    before = {"art_1": (mention(olds[0], "beslist"), second)}
    after = {"art_1": (mention(news[0], "beslist"), mention(news[0], "adviseert", holder="bewonersgroep", **WEAK))}
    found = control_changes(compare(olds, news).changes, before, after)
    assert [(each.old.mention.start, each.new.mention.trigger) for each in found] == [(at, "adviseert")]


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ([], ""),
        (["veranderd"], "veranderd"),
        (["verzwakking", "veranderd"], "verzwakking"),
        (["versterking", "veranderd", "versterking"], "versterking"),
        (["versterking", "verzwakking"], "veranderd"),
    ],
)
def test_overall(effects, expected):
    assert overall(effects) == expected


def test_stretches_cover_both_texts():
    pieces = (("=", "De "), ("-", "buurt"), ("+", "hele wijk"), ("=", " beslist"), ("+", " mee"))
    assert [tuple(each) for each in stretches([Piece(*each) for each in pieces])] == [
        (True, 0, 3, 0, 3), (False, 3, 8, 3, 12), (True, 8, 16, 12, 20), (False, 16, 16, 20, 24)]  # fmt: skip


# ------------------------------------------------------------------ the rules


def test_the_orders_have_the_values_of_the_guide():
    taxonomy = re.findall(r"\w+", " ".join(DATA["names"]["rung"]))
    assert sorted(rules().orders["rung"]) == sorted(taxonomy)
    assert sorted(rules().orders["force"]) == sorted(DATA["names"]["force"])
    assert rules().residents < set(DATA["names"]["holder"])
    assert set(WHAT) == {"form", "holder", "rung", "force", "polarity"}


def test_rules_that_cannot_be_read_are_named(tmp_path):
    broken = tmp_path / "changes.toml"
    broken.write_text("[orders]\nforce = ['plicht']", encoding="utf-8")
    with pytest.raises(TrackerError, match=r"changes\.toml: cannot be used"):
        load_rules(broken)
