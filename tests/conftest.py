"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time: what a run finds, the next run finds too.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLE = ROOT / "corpus" / "example"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real documents (../shared) are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def example() -> Path:
    """The example corpus in the repository."""
    return EXAMPLE
