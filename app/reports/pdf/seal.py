"""The electronic seal: PAdES, from the PKCS#12 file of the settings; without one, no seal.

Invisible on purpose: a visible one would be painted outside the tags, with a font that is not in
the file. Its name stands in words on the page instead.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from app.config import Settings

FIELD = "Sceau"
FIELD_WORDS = "Sceau électronique du portail"


class SealUnusable(Exception):
    """The seal of the settings cannot be used; the message says why and holds no secret."""


@dataclass(frozen=True)
class Seal:
    """A seal ready to be applied; `name` is its certificate's."""

    name: str
    signer: SimpleSigner
    good_until: datetime


class _KeepsMetadata(IncrementalPdfFileWriter):
    """pyHanko rewrites the XMP when it signs, and both claims (PDF/A, PDF/UA) vanish from it."""

    def _update_meta(self) -> None:
        """Leave the metadata as they are."""


def open_seal(settings: Settings) -> Seal | None:
    """The seal of the settings, or None when there is none. Raises SealUnusable."""
    if settings.seal_p12 is None:
        return None
    password = settings.seal_password.encode()
    try:
        content = settings.seal_p12.read_bytes()
        certificate = pkcs12.load_pkcs12(content, password or None).cert
    except (OSError, ValueError) as error:
        raise SealUnusable("REPORT_SEAL_P12 or its password cannot be used.") from error
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        str(settings.seal_p12), passphrase=password or None
    )
    if certificate is None or signer is None:
        raise SealUnusable("REPORT_SEAL_P12 holds no certificate with its key.")
    found = certificate.certificate
    return Seal(_name_of(found, settings.seal_p12), signer, found.not_valid_after_utc)


def _name_of(certificate: x509.Certificate, path: Path) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else path.stem


def apply_seal(pdf: bytes, seal: Seal, now: datetime) -> bytes:
    """The sealed file: any later change breaks the seal. Raises SealUnusable once it is over."""
    if now >= seal.good_until:
        raise SealUnusable("The certificate of REPORT_SEAL_P12 is over.")
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    spec = fields.SigFieldSpec(FIELD, on_page=0, readable_field_name=FIELD_WORDS)
    writer = _KeepsMetadata(BytesIO(pdf))
    sealed = PdfSigner(metadata, signer=seal.signer, new_field_spec=spec).sign_pdf(writer)
    return bytes(sealed.getvalue())
