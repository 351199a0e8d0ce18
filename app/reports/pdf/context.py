"""What every printed page says about its own printing."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup


@dataclass(frozen=True)
class Imprint:
    """How the paper is checked: the code as printed, where it leads, and whether it is sealed."""

    code: str
    check_url: str
    qr: Markup
    seal_text: str


@dataclass(frozen=True)
class PrintContext:
    """Texts ready to print, in the report's language.

    `level_text` is what was open at printing ("Résumé", "Dossier complet, hors éléments
    sensibles"); `level_mark` is the mark drawn beside the title, None for reports about
    no single person. `imprint` is None only where a document has no public page.
    """

    reader_name: str
    reader_role: str
    company_name: str
    printed_at_text: str
    purpose_text: str | None
    level_text: str
    imprint: Imprint | None = None
    level_mark: Literal["summary", "file"] | None = None
