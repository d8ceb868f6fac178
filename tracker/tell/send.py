"""Sending a message to an address, by mail, in a chat or to another program: the work is Apprise's."""

import logging
import re
from collections.abc import Mapping
from urllib.parse import unquote

from tracker.tell.outbox import Send, Sending

logging.getLogger("apprise").addHandler(logging.NullHandler())

_MAIL = re.compile(r"[^\s\"'<>]+@[^\s\"'<>]+")
_PARTS = re.compile(r"[/:@?&=]+")
_LONG = 8  # shorter parts are words such as "json" and "hook"
_LONGEST_REASON = 300


def sender(addresses: Mapping[str, str]) -> Send:
    """Return what sends a message to its target; `addresses` gives for each target the address that it stands for.

    The reason of a failure is Apprise's own, with the address left out.
    """

    def send(sending: Sending) -> str:
        from apprise import Apprise, AppriseAsset, LogCapture, NotifyFormat, PersistentStoreMode

        asset = AppriseAsset(
            app_id="Beleidsvolger", app_desc="Volgt gemeentelijk beleid", storage_mode=PersistentStoreMode.MEMORY
        )
        target = Apprise(asset=asset)
        target.add(_named(addresses[sending.target], sending.message))
        with LogCapture(level=logging.WARNING) as log:
            sent = target.notify(title=sending.title, body=sending.body, body_format=NotifyFormat.TEXT)
            said = log.getvalue()
        return "" if sent else _reason(said, addresses[sending.target])

    return send


def _named(address: str, message: str) -> str:
    """Give a mail or a call its name, by which a receiver can tell a second copy; others have no place for it."""
    if not address.lower().startswith(("mailto", "json", "xml", "form")):
        return address
    return f"{address}{'&' if '?' in address else '?'}+X-Beleidsvolger-Message={message}"


def _reason(log: str, address: str) -> str:
    """Say why, without any part of the address that may be a name or a secret."""
    lines = [line.rpartition(" - ")[2].strip() for line in log.splitlines() if line.strip()]
    said = _MAIL.sub("(address)", "; ".join(dict.fromkeys(lines)) or "the service did not take it")
    for part in sorted(filter(_telling, _PARTS.split(unquote(address))), key=len, reverse=True):
        said = said.replace(part, "…")
    return said[:_LONGEST_REASON]


def _telling(part: str) -> bool:
    return len(part) >= _LONG
