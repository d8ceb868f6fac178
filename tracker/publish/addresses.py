"""Where on the site things are: `tracker.addresses`, which messages and feeds use too."""

from tracker.addresses import (
    NOW,
    in_text_address,
    name_in_version,
    place_address,
    policy_address,
    theme_address,
    version_address,
)

__all__ = [
    "NOW",
    "in_text_address",
    "name_in_version",
    "place_address",
    "policy_address",
    "theme_address",
    "version_address",
]
