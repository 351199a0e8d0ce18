"""The full file of an invented person."""

from datetime import date, timedelta

from app.preview.invented import Invented
from app.privacy.rule import (
    AccessibilityBlock,
    Address,
    CurrentHousingBlock,
    DocumentsBlock,
    FreeTextBlock,
    FullFile,
    HouseholdBlock,
    IncomeBlock,
    NationalityBlock,
    PersonBlock,
    ReasonsBlock,
    RequestBlock,
    WantedHousingBlock,
)


def full_file(one: Invented, day: date) -> FullFile:
    """As registered: the sensitive blocks are there where the person shows them, wholly or not."""
    shown = one.summary
    number = one.id.int
    return FullFile(
        summary=shown,
        request=RequestBlock(
            f"{number:018d}", "FIRST", day - timedelta(days=200), None, one.since
        ),
        person=PersonBlock(
            birth_name=shown.surname,
            usual_name=None,
            phone=f"+3319900{number:04d}",
            address=Address(f"{number} rue des Exemples", "69500", "69029"),
            status="PRIVATE_EMPLOYEE",
            contract="CDI",
            job_title="Technique et production",
        ),
        people_to_house=1 + number % 4,
        monthly_total_euros=1_850 + 60 * number,
        current_housing=CurrentHousingBlock(
            kind="PRIVATE_TENANT", since=date(2019, 9, 1), dwelling_type="T2", surface_m2=38.0,
            rent_euros=640, housing_aid_euros=0, owns_another_home=False,
        ),
        wanted_housing=WantedHousingBlock(
            ("T2", "T3"), building="FLAT", flat_share=False, max_rent_euros=720, parking=False
        ),
        sensitive_shared=one.sensitive,
        sensitive=_sensitive() if one.sensitive else {},
        candidatures=(one.candidature,) if one.candidature else (),
    )  # fmt: skip


def _sensitive() -> dict[str, object]:
    return {
        "nationality": NationalityBlock("FR"),
        "household": HouseholdBlock(
            family_status="SINGLE", dependants_by_age_band=(("3-5", 1),),
            people_in_current_housing=2,
        ),
        "income": IncomeBlock(
            reference_tax_income=((2024, 19_800),), monthly_resources=(("SAL", 1_850),)
        ),
        "reasons": ReasonsBlock(("FAR_FROM_WORK",)),
        "free_text": FreeTextBlock("Texte inventé, écrit par la personne."),
        "accessibility": AccessibilityBlock(lift=True, ground_floor=False),
        "documents": DocumentsBlock((("IDENTITY", True, True), ("TAX_NOTICE_N1", True, False))),
    }  # fmt: skip
