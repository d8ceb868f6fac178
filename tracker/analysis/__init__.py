"""The database as tidy pandas tables: load, choose, compare and cite. Figures are in `tracker.analysis.figures`."""

from tracker.analysis.citing import Citation, cite
from tracker.analysis.likeness import alike
from tracker.analysis.loading import load
from tracker.analysis.reading import readability
from tracker.analysis.successor import compared
from tracker.analysis.tables import Tables
from tracker.codebook import codebook
from tracker.model import TrackerError

__all__ = ["Citation", "Tables", "TrackerError", "alike", "cite", "codebook", "compared", "load", "readability"]
