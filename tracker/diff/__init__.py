"""Two versions side by side for a reader: which ones, what changed, on a terminal, as a page or as data."""

from tracker.diff.data import as_json
from tracker.diff.page import as_page
from tracker.diff.report import Report, ShownChange, ShownClause, ShownVersion
from tracker.diff.selection import between, between_policies, report_of, since
from tracker.diff.terminal import print_reports

__all__ = [
    "Report",
    "ShownChange",
    "ShownClause",
    "ShownVersion",
    "as_json",
    "as_page",
    "between",
    "between_policies",
    "print_reports",
    "report_of",
    "since",
]
