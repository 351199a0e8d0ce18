"""May this report be opened? Pure."""

import hashlib
import json

from app.privacy.readers.employer import ShownFile, ShownSummary


class ToBeMadeAgain(Exception):
    """What the person shows has changed since the printing: the file stays closed."""


def sharing_fingerprint(shown: ShownSummary | ShownFile) -> bytes:
    """A digest of how much is shared, not of what: a new phone number closes no report, one
    block less does."""
    if isinstance(shown, ShownSummary):
        facts: list[object] = ["summary"]
    else:
        adults = [f"{a.surname} {a.first_names}" for a in shown.file.other_adults]
        facts = ["file", shown.file.sensitive_shared, list(shown.file.sensitive), adults]
    return hashlib.sha256(json.dumps(facts).encode()).digest()
