"""Mark where control over policy, services or the neighbourhood is named."""

from tracker.tag.taxonomy import FORMS
from tracker.tag.tagger import Tagger

__all__ = ["FORMS", "Tagger"]
