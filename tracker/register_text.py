"""Write an entry in the text of a register, which keeps its comments and its layout.

An entry is written between the lines that are there. The result is read back before it takes the place of the file: it
must be a register in order, with the old entries as they were. What cannot be placed so is left for the maintainer.
"""

import codecs
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import tomlkit

from tracker.model import TrackerError
from tracker.register import read_register

_HEADING = "# The register: which policies are followed, and where their texts are published.\n"
_POLICY_HEADER = re.compile(r"\s*\[\[\s*policies\s*\]\]")
_SOURCE_HEADER = re.compile(r"(?P<indent>[ \t]*)\[\[\s*policies\s*\.\s*sources\s*\]\]")


@dataclass
class RegisterText:
    """The text of a register in a file that may not be there yet."""

    path: Path
    before: str
    after: str = field(init=False)
    added: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.after = self.before

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file, or begin an empty text where there is none; a link is followed to the file itself."""
        path = path.resolve() if path.is_symlink() else path
        return cls(path, _text(path))

    @property
    def is_blank(self) -> bool:
        """There is no entry in it yet; comments there may be."""
        return all(not line.strip() or line.lstrip().startswith("#") for line in self.before.splitlines())

    def append_policy(self, policy: Mapping[str, Any], source: Mapping[str, Any]) -> str:
        """Add a policy with its source at the end; gives the new lines."""
        before = self.before if self.before.strip() else _HEADING
        self.added = self._lines_ended(f"[[policies]]\n{tomlkit.dumps(policy)}\n{self._source_lines(source)}")
        gap = self._line_end * (1 if before.endswith("\n") else 2)
        self.after = before + gap + self.added
        return self.added

    def insert_source(self, policy: int, source: Mapping[str, Any]) -> str:
        """Add a source below the others of a policy; gives the new lines.

        Comments before the next policy belong to that one and stay above it.
        """
        lines = self.before.splitlines(keepends=True)
        headers = [number for number, line in enumerate(lines) if _POLICY_HEADER.match(line)]
        end = headers[policy + 1] if policy + 1 < len(headers) else len(lines)
        while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        if end and not lines[end - 1].endswith("\n"):
            lines[end - 1] += self._line_end
        self.added = self._lines_ended(self._source_lines(source))
        self.after = "".join([*lines[:end], self._line_end, self.added, *lines[end:]])
        return self.added

    def save(self) -> None:
        """Put the new text in place of the file, whole or not at all.

        Raises RegisterError when it is no register in order, and TrackerError when the entry did not end up where it
        belongs, when someone else changed the file, or when it cannot be written.
        """
        self._check()
        try:
            if _text(self.path) != self.before:
                raise TrackerError(f"{self.path}: someone else changed it meanwhile; run again")
            _replace(self.path, self.after)
        except OSError as error:
            advice = "see who may write there, and the space that is left"
            raise TrackerError(f"{self.path}: cannot be written ({error.strerror}); {advice}") from error

    def _check(self) -> None:
        try:
            old, new = tomllib.loads(self.before), tomllib.loads(self.after)
            in_place = _without_last(new, old) == old.get("policies", [])
        except (tomllib.TOMLDecodeError, ValueError):
            in_place = False
        if not in_place:
            raise TrackerError(f"{self.path}: written in a way that this cannot add to; add by hand:\n{self.added}")
        read_register(self.after, self.path)

    def _source_lines(self, source: Mapping[str, Any]) -> str:
        """Write a source, indented as the others in the file."""
        found = next(filter(None, map(_SOURCE_HEADER.match, self.before.splitlines())), None)
        indent = found["indent"] if found else "  "
        lines = ["[[policies.sources]]", *tomlkit.dumps(source).splitlines()]
        return "".join(f"{indent}{line}\n" for line in lines)

    @property
    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self.before else "\n"

    def _lines_ended(self, text: str) -> str:
        return text.replace("\n", self._line_end)


def _text(path: Path) -> str:
    """Read a file with its line ends as they are; empty when it is not there."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise TrackerError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise TrackerError(f"{path}: cannot be read ({error.strerror}); see who may read it") from error


def _without_last(new: dict[str, Any], old: dict[str, Any]) -> list[Any]:
    """Take the added policy, or the added source, out again."""
    policies, before = list(new["policies"]), old.get("policies", [])
    if len(policies) > len(before):
        return policies[:-1]
    return [
        {**policy, "sources": policy["sources"][:-1]} if len(policy["sources"]) > len(was["sources"]) else policy
        for policy, was in zip(policies, before, strict=True)
    ]


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    there = path.exists()
    mark = codecs.BOM_UTF8 if there and path.read_bytes().startswith(codecs.BOM_UTF8) else b""
    mode = path.stat().st_mode if there else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(mark + text.encode())
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
