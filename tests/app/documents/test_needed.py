"""Which documents apply to a household: the registry's list first, then what was declared."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.needed import Needed, documents_for
from app.documents.standing import DocumentsStanding
from app.privacy.rule import (
    CurrentHousingBlock,
    DocumentsBlock,
    FullFile,
    HouseholdBlock,
    IncomeBlock,
    NationalityBlock,
    PersonBlock,
    ReasonsBlock,
)
from app.privacy.words.income import DOCUMENTS
from tests.privacy.test_view import FILE

PERSON = PersonBlock("NOËL", None, None, None, "RETIRED", None, None)
BARE = replace(FILE, person=PERSON, current_housing=CurrentHousingBlock("HOMELESS"), sensitive={})
SAID_ON = datetime(2026, 11, 25, tzinfo=UTC)
ALWAYS = ["IDENTITY", "TAX_NOTICE_N2", "RESOURCES"]


def codes(whole: FullFile) -> list[str]:
    return [one.code for one in documents_for(whole)]


def with_block(name: str, block: object) -> FullFile:
    return replace(BARE, sensitive={name: block})


@pytest.mark.parametrize(
    ("whole", "more"),
    [
        (BARE, []),
        (with_block("household", HouseholdBlock("SINGLE")), []),
        (with_block("household", HouseholdBlock("PACS")), ["FAMILY_STATUS"]),
        (with_block("household", HouseholdBlock("WIDOWED")), ["FAMILY_STATUS"]),
        (with_block("household", HouseholdBlock(None, unborn_children=1)), ["PREGNANCY"]),
        (with_block("income", IncomeBlock(monthly_resources=(("SAL", 1500),))), []),
        (with_block("income", IncomeBlock(monthly_resources=(("RSA", 600),))), ["CAF_STATEMENT"]),
        (with_block("reasons", ReasonsBlock(("TOO_SMALL",))), []),
        (with_block("reasons", ReasonsBlock(("TOO_SMALL", "EVICTION"))), ["REASON_EVIDENCE"]),
        (replace(BARE, person=replace(PERSON, status="PRIVATE_EMPLOYEE")), ["PAYSLIPS"]),
        (replace(BARE, current_housing=CurrentHousingBlock("PRIVATE_TENANT")),
         ["LEASE", "RENT_RECEIPT"]),
        (replace(BARE, current_housing=CurrentHousingBlock("HOSTED_FAMILY")), ["HOSTING_LETTER"]),
        (replace(BARE, current_housing=CurrentHousingBlock("OWNER")), []),
    ],
)  # fmt: skip
def test_what_was_declared_calls_for_documents(whole: FullFile, more: list[str]) -> None:
    assert codes(whole) == [*ALWAYS, *more]


@pytest.mark.parametrize("nationality", ["FR", "EU"])
def test_a_stay_permit_is_asked_of_others_only(nationality: str) -> None:
    assert "IDENTITY" in codes(with_block("nationality", NationalityBlock(nationality)))
    permit = codes(with_block("nationality", NationalityBlock("NON_EU")))
    assert "STAY_PERMIT" in permit
    assert "IDENTITY" not in permit


def test_the_registry_s_own_list_comes_first_and_decides() -> None:
    listed = (("PREGNANCY", True, True), ("TAX_NOTICE_N2", False, False))
    found = documents_for(with_block("documents", DocumentsBlock(listed)))
    assert found[:2] == (Needed("PREGNANCY", True, True), Needed("TAX_NOTICE_N2", False, False))
    assert [one.code for one in found[2:]] == ["IDENTITY", "RESOURCES"]


listed_documents = st.lists(
    st.tuples(st.sampled_from(sorted(DOCUMENTS)), st.booleans(), st.booleans()),
    max_size=14, unique_by=lambda one: one[0],
)  # fmt: skip


@given(listed_documents, st.sets(st.sampled_from(sorted(DOCUMENTS))))
def test_each_document_has_one_line_and_a_name_and_ready_means_nothing_is_missing(
    listed: list[tuple[str, bool, bool]], ticked: set[str]
) -> None:
    needed = documents_for(with_block("documents", DocumentsBlock(tuple(listed))))
    names = [one.code for one in needed]
    assert len(set(names)) == len(names)
    assert set(names) <= set(DOCUMENTS)
    standing = DocumentsStanding(needed, frozenset(ticked), SAID_ON)
    there = {one.code for one in needed if one.deposited} | ticked
    assert standing.ready == all(one.code in there for one in needed if one.mandatory)
    assert not replace(standing, validated_at=None).ready
