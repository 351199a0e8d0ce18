"""Which companies may use the platform: by sector and headcount of the SIREN (pure).

Private non-agricultural companies from 10 employees, agricultural ones from 50. Contributing to
the employers' effort is not the gate. Headcount comes in INSEE's bands ("tranche d'effectifs").
"""

from dataclasses import dataclass
from enum import Enum

# INSEE's code -> fewest employees of the band (variable trancheEffectifsUniteLegale of SIRENE).
# The two thresholds are bounds of bands, so a band is always wholly on one side.
BANDS: dict[str, int] = {
    "00": 0, "01": 1, "02": 3, "03": 6, "11": 10, "12": 20, "21": 50, "22": 100, "31": 200,
    "32": 250, "41": 500, "42": 1000, "51": 2000, "52": 5000, "53": 10000,
}  # fmt: skip

THRESHOLDS: dict[str, int] = {"NON_AGRICULTURAL": 10, "AGRICULTURAL": 50}
SECTORS = (*THRESHOLDS, "PUBLIC")


class Eligibility(Enum):
    ELIGIBLE = "ELIGIBLE"
    TOO_SMALL = "TOO_SMALL"
    NOT_PRIVATE = "NOT_PRIVATE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Band:
    """A headcount band: `most` is None for the open one at the top."""

    code: str
    fewest: int
    most: int | None


def band(code: str) -> Band | None:
    """The band of an INSEE code, None for any other ("NN", headcount unknown, among them)."""
    if code not in BANDS:
        return None
    following = sorted(low for low in BANDS.values() if low > BANDS[code])
    return Band(code, BANDS[code], following[0] - 1 if following else None)


def threshold(sector: str) -> int | None:
    """The fewest employees asked of a company of `sector`, None when none would do."""
    return THRESHOLDS.get(sector)


def eligibility(sector: str, headcount_band: str | None) -> Eligibility:
    """Whether a SIREN of this sector and band (INSEE code) may use the platform."""
    needed = threshold(sector)
    if needed is None:
        return Eligibility.NOT_PRIVATE
    found = band(headcount_band) if headcount_band else None
    if found is None:
        return Eligibility.UNKNOWN
    return Eligibility.ELIGIBLE if found.fewest >= needed else Eligibility.TOO_SMALL
