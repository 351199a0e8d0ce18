"""The only writer of applicants' parts: a registered request comes in, as its applicant."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from app.privacy.codec import encode
from app.privacy.models import (
    adviser_only,
    file,
    housing_request,
    other_adult,
    sensitive_block,
    summary,
)
from app.privacy.parts import APPLICANT, Parts, attachable, person_of, split
from app.privacy.rule import FILE_FIELDS, SUMMARY_FIELDS, OtherAdult, Summary
from app.reference.names import sort_key
from app.registry.record import Person, RegisteredRequest

# PostgreSQL's index entries hold 2,704 bytes, and the list's index holds the name and what is
# searched: the name again and the e-mail address.
KEY_BYTES = 780


class AnotherRequest(Exception):
    """The account already holds a request under another number: it must be deleted first."""


def store(
    tx: Connection, account_id: UUID, record: RegisteredRequest, digest: bytes,
    employer_name: str | None = None, attached_to: str = APPLICANT, by_code: bool = True,
) -> UUID:  # fmt: skip
    """Write or refresh the account's request and its parts; returns the request's id.

    `employer_name` is AL'in's own field; the registered one stands in until it is given.
    `attached_to` says whose employer; without a co-applicant it is the applicant's. `by_code`: an
    import, and not a reading again.
    A running choice stays as made, unless the employer is another company (a trigger sees to it).
    Raises AnotherRequest.
    """
    held = tx.execute(
        select(
            housing_request.c.id, housing_request.c.unique_number, housing_request.c.employer_name
        ).where(housing_request.c.account_id == account_id)
    ).first()
    if held is not None and held.unique_number != record.unique_number:
        raise AnotherRequest
    own_name = employer_name or (held.employer_name if held else None)
    attached_to = attachable(record, attached_to)
    person = person_of(record, attached_to)
    name = own_name or person.occupation.employer_name
    values = {
        "registry_email": record.registry_email,
        "status": record.status,
        "employer_name": name,
        "siret": person.occupation.siret,
        "attached_to": attached_to,
        "other_siret": _other_siret(record, person),
        "renew_by": renew_by(record.registered_on, record.renewed_on),
        "digest": digest,
        "registered_at_source": record.updated_at,
    }
    today: date = tx.scalar(text("SELECT (app.clock() AT TIME ZONE 'Europe/Paris')::date"))
    if held is None:
        request_id: UUID = tx.execute(
            housing_request.insert().returning(housing_request.c.id),
            {"account_id": account_id, "unique_number": record.unique_number, **values},
        ).scalar_one()
    else:
        request_id = held.id
    _write_parts(tx, request_id, split(record, name, today, attached_to))
    if held is not None:
        # Last: its trigger reads the parts as they now are.
        tx.execute(
            housing_request.update()
            .where(housing_request.c.id == request_id)
            .values(**values, **_moments(by_code))
        )
    return request_id


def _moments(by_code: bool) -> dict[str, object]:
    now = text("app.clock()")
    return {"refreshed_at": now, "imported_at": now} if by_code else {"refreshed_at": now}


def renew_by(registered_on: date, renewed_on: date | None) -> date:
    """A request lives one year from its last renewal (art. R. 441-2-7 CCH)."""
    last = renewed_on or registered_on
    try:
        return last.replace(year=last.year + 1)
    except ValueError:  # 29 February
        return last.replace(year=last.year + 1, day=28)


def _other_siret(record: RegisteredRequest, person: Person) -> str | None:
    """Where the other one of applicant and co-applicant works."""
    other = record.applicant if person is record.co_applicant else record.co_applicant
    return other.occupation.siret if other is not None else None


def name_employer(tx: Connection, request_id: UUID, name: str) -> None:
    """AL'in's own field, given by the applicant."""
    tx.execute(
        housing_request.update()
        .where(housing_request.c.id == request_id)
        .values(employer_name=name)
    )
    tx.execute(
        summary.update().where(summary.c.request_id == request_id).values(employer_name=name)
    )


def accept_code(tx: Connection, request_id: UUID, company_id: UUID) -> None:
    """The Company Code of this company was typed right: it is not asked again."""
    tx.execute(
        housing_request.update()
        .where(housing_request.c.id == request_id)
        .values(code_accepted_for=company_id)
    )


def delete_request(tx: Connection, request_id: UUID) -> None:
    """The request and every part of it; the company sees at once what it sees at any exit."""
    tx.execute(delete(housing_request).where(housing_request.c.id == request_id))


def _write_parts(tx: Connection, request_id: UUID, parts: Parts) -> None:
    _upsert(tx, summary, request_id, {**_summary_columns(parts.summary)})
    _upsert(tx, file, request_id, {f: encode(parts.file[f]) for f in FILE_FIELDS})
    _upsert(tx, adviser_only, request_id, {"priority": list(parts.priority)})
    _write_blocks(tx, request_id, parts.sensitive)
    _write_adults(tx, request_id, parts.other_adults)


def _summary_columns(shown: Summary) -> dict[str, object]:
    name = f"{shown.surname} {shown.first_names}"
    found_by = (sort_key(name), sort_key(shown.email or ""), shown.employer_siret)
    values = {f: getattr(shown, f) for f in SUMMARY_FIELDS}
    values["workplace"] = encode(shown.workplace)
    values["wanted_location"] = encode(shown.wanted_location)
    return {
        **values,
        "sort_name": _cut(sort_key(name)),
        "search_text": "\n".join(_cut(part) for part in found_by),
    }


def _cut(key: str) -> str:
    """The key as far as an index entry has room for it: three cut ones and the rest are 2.4 kB.

    240 characters of any living script fit; what the compatibility forms of Unicode unfold may not.
    """
    return key.encode()[:KEY_BYTES].decode(errors="ignore")


def _upsert(tx: Connection, table, request_id: UUID, values: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    # Values instead of `excluded`: naming that needs the right to read, and of the advisers' part
    # the applicant reads nothing back.
    statement = insert(table).values(request_id=request_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["request_id"], set_=values))


def _write_blocks(tx: Connection, request_id: UUID, blocks: dict[str, object]) -> None:
    tx.execute(
        delete(sensitive_block).where(
            sensitive_block.c.request_id == request_id,
            sensitive_block.c.block.not_in(list(blocks)),
        )
    )
    for name, content in blocks.items():
        statement = insert(sensitive_block).values(
            request_id=request_id, block=name, content=encode(content)
        )
        tx.execute(
            statement.on_conflict_do_update(
                index_elements=["request_id", "block"],
                set_={"content": statement.excluded.content},
            )
        )


def _write_adults(tx: Connection, request_id: UUID, adults: tuple[OtherAdult, ...]) -> None:
    tx.execute(
        delete(other_adult).where(
            other_adult.c.request_id == request_id, other_adult.c.ordinal >= len(adults)
        )
    )
    for ordinal, adult in enumerate(adults):
        statement = insert(other_adult).values(
            request_id=request_id, ordinal=ordinal, content=encode(adult)
        )
        tx.execute(
            statement.on_conflict_do_update(
                index_elements=["request_id", "ordinal"],
                set_={"content": statement.excluded.content},
            )
        )
