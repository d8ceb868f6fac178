"""The tables of an analysis, and choosing from them: by policy, by a day in force, or the newest versions."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

import pandas as pd

from tracker.model import TrackerError


@dataclass(frozen=True)
class Tables:
    """Policies, versions, clauses, questions, mentions and changes as tidy tables, joined and with types.

    Every row of clauses, questions, mentions and changes has its policy, version, place and file; `tracker export`
    writes what each column means. `origin` is the file or the address that they come from.
    """

    origin: str
    policies: pd.DataFrame
    sources: pd.DataFrame
    versions: pd.DataFrame
    clauses: pd.DataFrame
    questions: pd.DataFrame
    mentions: pd.DataFrame
    changes: pd.DataFrame
    mention_changes: pd.DataFrame
    question_clauses: pd.DataFrame
    successions: pd.DataFrame

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name} {len(frame):,}" for name, frame in self.frames().items())
        return f"<Tables of {self.origin}: {sizes}>"

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "origin"}

    def of(self, *policies: str) -> Self:
        """Return what belongs to these policies, named by id.

        Raises TrackerError for a policy that is not there.
        """
        known = self.policies["id"].tolist()
        if unknown := [policy for policy in policies if policy not in known]:
            raise TrackerError(f"{self.origin}: has no policy {unknown[0]}; choose from {', '.join(known)}")
        chosen = self._choose(self.versions["policy"].isin(policies))
        return chosen._with(
            policies=lambda frame: frame["id"].isin(policies),
            sources=lambda frame: frame["policy"].isin(policies),
            successions=lambda frame: frame["policy"].isin(policies),
        )

    def newest(self) -> Self:
        """Return the newest version of every text and every Q&A, with what belongs to it."""
        return self._choose(self.versions["newest"])

    def in_force(self, on: str | date) -> Self:
        """Return the texts that were valid on a day (`2020-01-31`), with what belongs to them.

        A version counts from `valid_from` (where that is not known, from `published`) up to the day before `valid_to`.
        Of several versions of one text that were valid that day it is the one that began last, read last. A version
        without any date is left out. Changes are those that brought the versions that are left.

        Raises TrackerError for what is no day.
        """
        day = _day(on)
        begins = self.versions["valid_from"].fillna(self.versions["published"])
        ends = self.versions["valid_to"]
        valid = (begins <= day) & (ends.isna() | (day < ends))
        dated = self.versions[valid].assign(begins=begins[valid]).sort_values(["begins", "retrieved"], kind="stable")
        last = dated.groupby(["source", "work"], sort=False).tail(1)
        return self._choose(self.versions["id"].isin(last["id"]))

    def _choose(self, mask: pd.Series) -> Self:
        """Keep the versions under the mask, and the rows that belong to them."""
        ids = self.versions.loc[mask, "id"]
        kept = self._with(
            versions=lambda frame: mask,
            clauses=lambda frame: frame["version"].isin(ids),
            questions=lambda frame: frame["version"].isin(ids),
            mentions=lambda frame: frame["version"].isin(ids),
            changes=lambda frame: frame["new_version"].isin(ids),
            mention_changes=lambda frame: frame["version"].isin(ids),
        )
        return kept._with(question_clauses=lambda frame: frame["question"].isin(kept.questions["id"]))

    def _with(self, **masks: Callable[[pd.DataFrame], pd.Series]) -> Self:
        frames = self.frames()
        for name, mask in masks.items():
            frames[name] = frames[name][mask(frames[name])].reset_index(drop=True)
        return type(self)(self.origin, **frames)


def _day(on: str | date) -> pd.Timestamp:
    try:
        return pd.Timestamp(on).normalize()
    except (ValueError, TypeError) as error:
        raise TrackerError(f"{on}: is no day; write for instance 2020-01-31") from error
