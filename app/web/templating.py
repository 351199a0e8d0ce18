"""What every template may call."""

from app.privacy import wording

GLOBALS = {"wording": wording}
