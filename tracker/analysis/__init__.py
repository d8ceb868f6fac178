"""The database as tidy pandas tables: load it, choose from it, cite it. Figures are in `tracker.analysis.figures`."""

from tracker.analysis.citing import Citation, cite
from tracker.analysis.codebook import codebook
from tracker.analysis.loading import load
from tracker.analysis.tables import Tables

__all__ = ["Citation", "Tables", "cite", "codebook", "load"]
