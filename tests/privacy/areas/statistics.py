"""Rows of the network's figures, month by month."""

_ASKED = ["", "par=departement", "par=taille&mesure=choice-1", "mois=2026-10&par=taille",
          "par=x&mesure=%00&mois=9999-99", "mois=2026-13&par=departement"]  # fmt: skip
GET: dict[str, list[str]] = {
    "staff_statistics.show": [*_ASKED, "langue=en"],
    "staff_statistics.export": [*_ASKED, "forme=xlsx&par=departement", "forme=x"],
}
