"""Mark where control over policy, services or the neighbourhood is named."""

from tracker.tag.tagger import Tagger
from tracker.tag.taxonomy import FORMS

__all__ = ["FORMS", "Tagger"]
