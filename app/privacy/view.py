"""The one way a person is put into words: HR pages, the applicant's preview, and the PDF.

A screen that formats an item by itself could differ from what the applicant was shown.
"""

from app.privacy.shown.candidature import view_candidature
from app.privacy.shown.file import view_file
from app.privacy.shown.models import (
    CandidatureView,
    EventView,
    FileView,
    Item,
    Section,
    StepView,
    SummaryView,
)
from app.privacy.shown.rule_table import RuleTable, rule_table
from app.privacy.shown.summary import view_summary
from app.privacy.shown.values import page_language, short_day

__all__ = [
    "CandidatureView",
    "EventView",
    "FileView",
    "Item",
    "RuleTable",
    "Section",
    "StepView",
    "SummaryView",
    "page_language",
    "rule_table",
    "short_day",
    "view_candidature",
    "view_file",
    "view_summary",
]
