"""Sending a message to an address, by mail, in a chat or to another program: the work is Apprise's."""

import logging
from collections.abc import Mapping

from tracker.tell.outbox import Send, Sending

logging.getLogger("apprise").addHandler(logging.NullHandler())


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
    lines = [line.rpartition(" - ")[2].strip() for line in log.splitlines() if line.strip()]
    said = "; ".join(dict.fromkeys(lines)) or "the service did not take it"
    return said.replace(address, "(address)")[:300]
