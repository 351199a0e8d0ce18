"""Rows of the reports: what is printed, for whom, and the public page that checks it."""

GET: dict[str, list[str]] = {
    "verifying.ask": ["", "reference=0123456789AB", "reference=%00", "langue=en"],
    "verifying.show": ["", "empreinte=x", f"empreinte={'0' * 64}"],
}


def values(_world: object) -> dict[str, list[str]]:
    return {"reference": ["0123456789AB", "x", "0123-4567-89AB"]}
