"""What is counted each month, and along what. Pure."""

from enum import Enum


class Measure(Enum):
    """COMPANIES and CODES count no person; the others count people, each once a month."""

    COMPANIES = "COMPANIES"
    CODES = "CODES"
    CHOICE_1 = "CHOICE_1"
    CHOICE_2 = "CHOICE_2"
    CHOICE_3 = "CHOICE_3"
    POINTS = "POINTS"
    CANDIDATURES = "CANDIDATURES"
    LEASES = "LEASES"


OF_PEOPLE = tuple(m for m in Measure if m not in (Measure.COMPANIES, Measure.CODES))


class Dimension(Enum):
    """TOTAL is a month as a whole, for tables of months."""

    DEPARTMENT = "DEPARTMENT"
    SIZE = "SIZE"
    TOTAL = "TOTAL"


WHOLE = ""
# The fewest employees of each class of sizes; the last: unknown.
SIZES = ("0", "10", "50", "250", "1000", "")
