"""Rows of the reports: what is printed, for whom, and the public page that checks it."""

from typing import Any
from uuid import uuid4

GET: dict[str, list[str]] = {
    "verifying.ask": ["", "reference=0123456789AB", "reference=%00", "langue=en"],
    "employer_exports.ask": ["", "visible=dossier", "candidature=none", "q=ferr"],
    "verifying.show": ["", "empreinte=x", f"empreinte={'0' * 64}"],
}
PLAIN = {"staff_reports.index", "staff_reports.show", "staff_reports.state", "staff_reports.pdf",
         "employer_reports.spreadsheet"}  # fmt: skip
# Before the purpose of a file is given up, and before the codes are replaced.
OPENINGS = ("employer_reports.ask", "employer_reports.ask_code_poster")


def posts(world: Any) -> dict[str, list[dict[str, Any]]]:
    return {
        "employer_reports.ask_company": [
            {"since": "2025-01-01", "until": "2026-01-01"},
            {"since": "2030-01-01", "until": "2026-01-01"},
            {"since": "x"},
        ],
        "employer_reports.ask_council": [{}],
        "employer_exports.start": [
            {"purpose": "SUPPORT", "form": "csv"}, {"purpose": "SUPPORT", "form": "xlsx"},
            {"purpose": "x"}, {}],
        "employer_reports.ask_code_poster": [
            *({"code_id": str(i)} for i in (*world.code_ids, uuid4())), {"code_id": "x"}],
        "staff_reports.ask_company": [
            {"number": world.companies["mine"].siren}, {"number": "x"}, {}],
        "staff_reports.ask_network": [{}],
        "staff_reports.cancel": [{}],
    }  # fmt: skip


def values(_world: object) -> dict[str, list[str]]:
    return {"reference": ["0123456789AB", "x", "0123-4567-89AB"]}
