"""Every page of the site on the example corpus: one of each kind, and more of the same kinds."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from tracker.addresses import place_address, policy_address, version_address

KINDS = (
    "home", "theme", "search", "nothing found", "policy", "text", "questions", "clause", "question",
    "comparison to choose", "two versions", "two policies", "since a day", "overview", "places of the overview",
    "empty dossier", "dossier", "about", "sources", "correction", "data", "table", "row", "prepared query", "own query",
    "wrong address",
)  # fmt: skip
MORE = (
    "search box", "search with filters", "next page of a search", "overview by rung", "overview of a theme",
    "correction of a clause", "unknown policy", "unknown clause", "text of buurtteams", "text of sociaal-makelen",
    "text of sociaal-makelen-2025", "text of nota-uitgangspunten", "text of manifest", "text of brief",
    "policy of manifest", "earlier text", "next part of a text", "all mentions by form", "new since a day",
    "archived files", "table of questions", "answers as they are found",
)  # fmt: skip


def addresses(database: Path) -> Mapping[str, str]:
    """Return the address of each page of KINDS and MORE by its name."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        earlier, newest = (row[0] for row in db.execute(
            "SELECT versions.id FROM versions JOIN sources ON sources.id = versions.source "
            "WHERE versions.policy = 'iac' AND role = 'tekst' ORDER BY newest"))  # fmt: skip
        (questions,) = db.execute(
            "SELECT versions.id FROM versions JOIN sources ON sources.id = versions.source "
            "WHERE versions.policy = 'iac' AND role = 'vragen'").fetchone()  # fmt: skip
        (theme,) = db.execute("SELECT theme FROM policies WHERE id = 'sociaal-makelen'").fetchone()
        (eid,) = db.execute(
            "SELECT eid FROM clauses JOIN mentions ON mentions.clause = clauses.id WHERE version = ? ORDER BY position",
            [newest]).fetchone()  # fmt: skip
        (question,) = db.execute(
            "SELECT name FROM questions WHERE version = ? ORDER BY position", [questions]
        ).fetchone()
    clause = f"{newest}/{eid}"
    filled = [("titel", "Voor de raad"), ("stuk", clause), ("notitie", "Dit is van ons."),
              ("stuk", f"{questions}/{question}")]  # fmt: skip
    kinds = {
        "home": "/",
        "theme": f"/thema/{theme}",
        "search": "/zoek?q=zeggenschap",
        "nothing found": "/zoek?q=qxqxqx",
        "policy": policy_address("iac"),
        "text": version_address("iac"),
        "questions": version_address("iac", questions),
        "clause": place_address("iac", newest, eid),
        "question": place_address("iac", questions, question),
        "comparison to choose": "/vergelijk",
        "two versions": f"/vergelijk?beleid=iac&van={earlier}&tot={newest}",
        "two policies": "/vergelijk?beleid=sociaal-makelen&met=sociaal-makelen-2025",
        "since a day": "/vergelijk?sinds=2018-01-01",
        "overview": "/matrix",
        "places of the overview": "/matrix/plaatsen?beleid=sociaal-makelen&vorm=regie",
        "empty dossier": "/dossier",
        "dossier": f"/dossier?{urlencode(filled)}",
        "about": "/over",
        "sources": "/bronnen",
        "correction": "/klopt-niet",
        "data": "/tracker",
        "table": "/tracker/clauses",
        "row": "/tracker/policies/iac",
        "prepared query": "/tracker/bepalingen?beleid_id=iac",
        "own query": "/tracker?sql=SELECT+id,+title+FROM+policies",
        "wrong address": "/bestaat-niet",
    }
    more = {
        "search box": "/zoek",
        "search with filters": f"/zoek?{urlencode({'q': 'bewoners', 'thema': theme, 'houder': 'bewoners'})}",
        "next page of a search": "/zoek?q=bewoners&pagina=2",
        "overview by rung": "/matrix?kolommen=trede",
        "overview of a theme": f"/matrix?{urlencode({'thema': theme})}",
        "correction of a clause": f"/klopt-niet?{urlencode({'over': clause})}",
        "unknown policy": "/beleid/bestaat-niet",
        "unknown clause": place_address("iac", newest, "art_9999"),
        "all mentions by form": "/tracker/zeggenschap-per-vorm?vorm=",
        "new since a day": "/tracker/nieuw-sinds?sinds=2010-01-01",
        "archived files": "/tracker/snapshots",
        "table of questions": "/tracker/vragen",
        "answers as they are found": "/tracker/zoek?q=bewoners",
        "policy of manifest": policy_address("manifest"),
        "earlier text": version_address("iac", earlier),
        "next part of a text": f"{version_address('iac', newest)}?deel=2",
    }
    texts = {name: version_address(name.removeprefix("text of ")) for name in MORE if name.startswith("text of ")}
    return {**kinds, **more, **texts}
