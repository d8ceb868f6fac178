"""Figures as Altair charts, with Dutch labels, an alternative text, and colours that do without seeing red or green.

They need altair, which comes with the extra `notebooks`. Every function takes a table of `tracker.analysis` (or rows
chosen from it) and gives a chart; its `description` is the alternative text.
"""

from tracker.analysis.figures.control import holder_by_force, ladder, matrix, where_named
from tracker.analysis.figures.course import effects, over_versions, reading_ease
from tracker.analysis.figures.style import LADDER

__all__ = ["LADDER", "effects", "holder_by_force", "ladder", "matrix", "over_versions", "reading_ease", "where_named"]
