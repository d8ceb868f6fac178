"""What a change does to who has the say."""

import re
import time
import tomllib
from dataclasses import replace

import pytest
from support.versions import mention, version

from tracker.compare.changes import compare
from tracker.compare.control import control_changes, overall
from tracker.compare.mentions import Placed, stretches
from tracker.compare.questions import as_clause
from tracker.compare.rules import load_rules, rules
from tracker.compare.signs import Around
from tracker.compare.text import Piece
from tracker.compare.weighing import WHAT, differing, weigh
from tracker.model import Mention, TrackerError
from tracker.paths import corpus_file

DATA = tomllib.loads(corpus_file("changes.toml").read_text(encoding="utf-8"))
CLAUSE = version("artikel 1 | Bewoners hebben zeggenschap over het plein.")[0]
CLAIM = version("artikel 1 | Bewoners hebben recht op zeggenschap over het plein.")[0]


ANY_WORDS = Around("", "", "niet moet", "kan indien", 0.9)
"""Changed words that give reason for any difference."""


def weighed(old: Placed, new: Placed) -> tuple[str, str] | None:
    return weigh(old, new, differing(old, new, ANY_WORDS))


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
        ({"force": "plicht"}, {"force": "voornemen"}, ("verzwakking", "force")),
        ({"force": "plicht"}, {"force": "beschrijving"}, None),  # what is described is given all the same
        ({"force": "voornemen"}, {"force": "recht"}, ("versterking", "force")),
        # Up and down the ladder.
        ({"rung": "meebeslissen"}, {"rung": "adviseren"}, ("verzwakking", "rung")),
        ({"rung": "informeren"}, {"rung": "raadplegen"}, ("versterking", "rung")),
        ({"rung": "onbepaald"}, {"rung": "zelf"}, None),  # the same word: nobody knows from where
        # One up, one down: neither.
        ({"rung": "adviseren", "force": "plicht"}, {"rung": "zelf", "force": "recht"}, ("veranderd", "rung")),
        # The holder.
        ({"holder": "bewoners"}, {"holder": "gemeente"}, ("verzwakking", "holder")),
        ({"holder": "bewonersgroep"}, {"holder": "aanbieder"}, ("verzwakking", "holder")),
        ({"holder": "gemeente"}, {"holder": "bewonersgroep"}, ("versterking", "holder")),
        ({"holder": "bewoners"}, {"holder": "onbepaald"}, ("verzwakking", "holder_gone")),
        ({"holder": "onbepaald"}, {"holder": "bewoners"}, ("versterking", "holder_named")),
        ({"holder": "bewoners"}, {"holder": "bewonersgroep"}, ("veranderd", "holder")),
        ({"holder": "bewoners"}, {"holder": "bewonersgroep", "rung": "zelf"}, ("versterking", "rung")),
        ({"polarity": "nee"}, {"polarity": "nee", "holder": "onbepaald"}, ("veranderd", "holder_gone")),
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
    assert weighed(placed(**old), placed(**new)) == expected


def test_a_right_that_can_be_claimed_is_no_less_than_a_duty():
    assert weighed(placed(force="plicht"), placed(CLAIM, force="recht")) == ("veranderd", "force")
    assert weighed(placed(CLAIM, force="recht"), placed(force="plicht")) == ("veranderd", "force")
    assert weighed(placed(CLAIM, force="recht"), placed(force="voornemen")) == ("verzwakking", "force")


def test_a_rung_that_is_not_known_is_the_usual_one_of_the_form():
    clause = version("artikel 1 | Bewoners hebben inspraak over het plein.")[0]
    heard = Placed(clause, mention(clause, "inspraak", form="inspraak", rung="raadplegen"))
    assert weighed(heard, placed(rung="onbepaald")) == ("versterking", "rung")


@pytest.mark.parametrize("text", DATA["claims"]["matches"])
def test_claims(text):
    assert rules().claims.search(text), "is a right that can be claimed"


@pytest.mark.parametrize("text", DATA["claims"]["not"])
def test_no_claims(text):
    assert not rules().claims.search(text), "is no right that can be claimed"


@pytest.mark.parametrize("citation", DATA["explains"]["matches"])
def test_places_that_explain(citation):
    assert rules().explains.search(citation), "explains"


@pytest.mark.parametrize("citation", DATA["explains"]["not"])
def test_places_that_give(citation):
    assert not rules().explains.search(citation), "does not explain"


def test_an_explanation_that_goes_takes_nothing():
    clauses = version("artikel 1 | De wijkraad beslist over het wijkbudget.")
    explanation = replace(clauses[0], citation="toelichting op artikel 1")
    mentions = {"art_1": (mention(explanation, "beslist"),)}
    found = control_changes(compare((explanation,), ()).changes, mentions, {})
    assert [each.effect for each in found] == ["veranderd"]


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
        # Less came at another place of the sentence.
        ("artikel 1 | De gemeente regelt dat bewoners zeggenschap hebben over het plein en het park.",
         "artikel 1 | De gemeente betrekt bewoners bij het plein en het park.",
         {"art_1": [("zeggenschap", {})]}, {"art_1": [("betrekt", {"form": "samenspraak", "rung": "coproduceren"})]},
         [("gewijzigd", "zeggenschap", "betrekt", "verzwakking", ("vorm", "trede"))]),
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
        # A description of what residents do gives it to them; a report of what they did gives nothing.
        ("artikel 1 | Een.", "artikel 1 | De wijkraad beslist over het wijkbudget.",
         {}, {"art_1": [("beslist", {"force": "beschrijving"})]}, [("toegevoegd", None, "beslist", "versterking", ())]),
        ("artikel 1 | Een.", "artikel 1 | In mei hebben bewoners meegedacht.",
         {}, {"art_1": [("meegedacht", {"force": "beschrijving"})]},
         [("toegevoegd", None, "meegedacht", "veranderd", ())]),
        # It is said that there is no way to do it, whatever the tag says.
        ("artikel 1 | Een.", "artikel 1 | Er is geen mogelijkheid om zienswijzen te geven.",
         {}, {"art_1": [("zienswijzen", {})]}, [("toegevoegd", None, "zienswijzen", "verzwakking", ())]),
        # The word stayed; words around it say less, or more.
        ("artikel 1 | De gemeente betrekt bewoners.", "artikel 1 | De gemeente betrekt bewoners, als er geld voor is.",
         {"art_1": [("betrekt", {})]}, {"art_1": [("betrekt", {})]},
         [("gewijzigd", "betrekt", "betrekt", "verzwakking", ())]),
        ("artikel 1 | Huurders kunnen het huis zelf beheren.", "artikel 1 | Huurders kunnen het niet zelf beheren.",
         {"art_1": [("zelf beheren", {})]}, {"art_1": [("zelf beheren", {})]},
         [("gewijzigd", "zelf beheren", "zelf beheren", "verzwakking", ())]),
        # The tag went, the word did not: what changed around it decides, and nothing else does.
        ("artikel 1 | De raad hoort de buurt.", "artikel 1 | De raad hoort de buurt tijdig.",
         {"art_1": [("hoort", {})]}, {}, [("vervallen", "hoort", None, "versterking", ())]),
        ("artikel 1 | De raad hoort de buurt in maart.", "artikel 1 | De raad hoort de buurt in april.",
         {"art_1": [("hoort", {})]}, {}, []),
        # Another sentence of the clause changed: what its tag is now is ours.
        ("artikel 1 | De raad hoort de buurt. Dat is in maart.", "artikel 1 | De raad hoort de buurt. Dat is in april.",
         {"art_1": [("hoort", {})]}, {"art_1": [("hoort", {"force": "voornemen"})]}, []),
        # Another force without a word that gives reason for it is ours too.
        ("artikel 1 | De raad hoort de buurt in maart.", "artikel 1 | De raad hoort de buurt in april.",
         {"art_1": [("hoort", {})]}, {"art_1": [("hoort", {"force": "voornemen"})]}, []),
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
         {"art_1__para_2": [("beslist", {})]}, {"art_1": [("beslist", {"force": "recht"})]}, []),
        ("artikel 1\n  lid 1 | Het college stelt elk jaar een budget vast.\n"
         "  lid 2 | De buurt wordt ieder jaar gehoord over plein, park, straat en speeltuin.",
         "artikel 1 | Het college stelt elk jaar een budget vast. "
         "De buurt kan ieder jaar gehoord worden over plein, park, straat en speeltuin.",
         {"art_1__para_2": [("gehoord", {})]}, {"art_1": [("gehoord", {"force": "recht"})]},
         [("gewijzigd", "gehoord", "gehoord", "verzwakking", ())]),
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


def test_thousands_of_mentions_in_one_clause_are_followed_in_seconds():
    """Each is looked for near its own place, so that a text that names control in every line holds up nothing."""
    many = 3_000
    sentences_ = [f"De buurt beslist over zaak {number} in de wijk. " for number in range(many)]
    denied = [
        each.replace(" in de", " niet in de") if number % 3 == 0 else each for number, each in enumerate(sentences_)
    ]
    clauses, mentions = [], []
    for parts in (sentences_, denied):
        text = "".join(parts)
        clauses.append(as_clause("art_1", "Artikel 1", text, "", "1", 0))
        starts = [found.start() for found in re.finditer("beslist", text)]
        mentions.append(
            {"art_1": tuple(
                Mention(at, at + 7, "beslist", "zeggenschap", "bewoners", "meebeslissen", "plicht", polarity)
                for at, polarity in zip(starts, ("nee" if "niet" in each else "ja" for each in parts))
            )}
        )  # fmt: skip
    began = time.perf_counter()
    found = control_changes(compare([clauses[0]], [clauses[1]]).changes, *mentions)
    assert time.perf_counter() - began < 20
    assert len(found) == many / 3
    assert {(each.effect, each.what) for each in found} == {("verzwakking", ("ja of nee",))}
