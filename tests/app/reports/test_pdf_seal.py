"""The seal: valid over the whole file, broken by any change, and both claims survive it."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.config import Settings
from app.doctor import seal_finding
from app.reports.pdf.check import faults_in
from app.reports.pdf.seal import Seal, SealUnusable, apply_seal, open_seal
from tests.app.reports.sealing import SEAL_NAME, SEAL_PASSWORD, a_seal


@pytest.fixture
def sealing(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, seal_p12=a_seal(tmp_path / "s.p12"), seal_password=SEAL_PASSWORD)


@pytest.fixture
def seal(sealing: Settings) -> Seal:
    opened = open_seal(sealing)
    assert opened is not None
    return opened


def test_a_sealed_file_is_whole_and_keeps_both_claims(file_pdf: bytes, seal: Seal) -> None:
    sealed = apply_seal(file_pdf, seal, datetime.now(UTC))
    assert faults_in(sealed) == [], "claims, tags and attachments as before"
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    trusted = load_certs_from_pemder_data(seal.signer.signing_cert.dump())
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=list(trusted), allow_fetching=False)
    )
    assert status.intact
    assert status.valid
    assert status.coverage.name == "ENTIRE_FILE"
    assert seal.name == SEAL_NAME
    with pikepdf.open(BytesIO(sealed)) as pdf:
        (held,) = pdf.Root["/AcroForm"]["/Fields"]
        assert str(held["/V"]["/SubFilter"]) == "/ETSI.CAdES.detached"
        assert str(held["/TU"]) == "Sceau électronique du portail"


def test_one_changed_byte_breaks_the_seal(file_pdf: bytes, seal: Seal) -> None:
    sealed = bytearray(apply_seal(file_pdf, seal, datetime.now(UTC)))
    sealed[len(file_pdf) // 2] ^= 1
    (signature,) = PdfFileReader(BytesIO(bytes(sealed)), strict=False).embedded_signatures
    signature.compute_integrity_info()
    assert not validate_pdf_signature(
        signature, ValidationContext(trust_roots=[], allow_fetching=False)
    ).intact


def test_a_seal_that_cannot_be_used_is_said_in_words(
    settings: Settings, sealing: Settings, tmp_path: Path, file_pdf: bytes
) -> None:
    assert open_seal(settings) is None
    with pytest.raises(SealUnusable):
        open_seal(replace(sealing, seal_password="autre"))
    with pytest.raises(SealUnusable):
        open_seal(replace(sealing, seal_p12=tmp_path / "absent.p12"))
    over = replace(sealing, seal_p12=a_seal(tmp_path / "old.p12", days=-1))
    old = open_seal(over)
    assert old is not None
    with pytest.raises(SealUnusable):
        apply_seal(file_pdf, old, datetime.now(UTC))
    found = [
        seal_finding(s) for s in (settings, sealing, over, replace(sealing, seal_password="x"))
    ]
    assert [f.fine for f in found] == [True, True, False, False]
    assert seal_finding(replace(settings, production=True)).fine, "a seal is a choice"
