"""How often one visitor may do something, without keeping who that visitor is."""

import hashlib
import ipaddress
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MOST_VISITORS = 10_000
_HOME = 64
"""The bits of an IPv6 address that a provider gives to one home."""


class Pace:
    """At most `most` times in `seconds` a visitor.

    Kept in memory only: moments under a hash of the visitor's address with a salt that nobody knows and that is
    forgotten when the program ends. Of more than 10,000 visitors the one that came longest ago is forgotten.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._salt = secrets.token_bytes(16)
        self._moments: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Return whether a visitor may do it once more; if so, that is counted."""
        now, visitor = self._clock(), self._visitor(address)
        moments = self._moments.setdefault(visitor, deque())
        self._moments.move_to_end(visitor)
        while moments and moments[0] <= now - self._seconds:
            moments.popleft()
        if len(self._moments) > _MOST_VISITORS:
            self._moments.popitem(last=False)
        if len(moments) >= self._most:
            return False
        moments.append(now)
        return True

    def _visitor(self, address: str) -> bytes:
        return hashlib.blake2b(_home(address).encode(), key=self._salt, digest_size=16).digest()


def _home(address: str) -> str:
    """Return what one visitor has for an address: of IPv6 the network, since one machine has many addresses in it."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, _HOME), strict=False))
    return address
