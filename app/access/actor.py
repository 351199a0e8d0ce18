"""Who is acting in this request, as the sign-in found it. Immutable; read once per request."""

from dataclasses import dataclass
from uuid import UUID

from app.access.permissions import FLAGGED, ROLE_GRANTS, Permission

_EVERYBODY = (Permission.PUBLIC, Permission.PASS_SECOND_FACTOR, Permission.BE_SIGNED_IN)


@dataclass(frozen=True, slots=True)
class Actor:
    """One signed-in person behind one door.

    `membership_id` and `company_id` are an employer's; `sid_hash` names the server-side session.
    """

    audience: str
    account_id: UUID
    name: str
    role: str
    locale: str
    sid_hash: bytes
    membership_id: UUID | None = None
    company_id: UUID | None = None
    company_name: str | None = None
    may_open_files: bool = False
    may_export: bool = False
    sites: tuple[str, ...] | None = None
    factor_pending: bool = False
    terms_pending: bool = False

    @property
    def unlimited(self) -> bool:
        """Whether the membership reaches every establishment."""
        return self.sites is None

    @property
    def may_export_whole(self) -> bool:
        """Whether what concerns the whole company may be exported."""
        return self.may_export and self.unlimited

    def may(self, permission: Permission) -> bool:
        """Whether the role grants it and neither flag nor limit of the membership withdraws it."""
        if permission in _EVERYBODY:
            return True
        flag = FLAGGED.get(permission)
        if flag is not None and not getattr(self, flag):
            return False
        return permission in ROLE_GRANTS.get((self.audience, self.role), frozenset())
