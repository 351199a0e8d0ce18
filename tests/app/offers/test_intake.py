"""Offers come in as often as one likes, and change only when the landlord says something new."""

from dataclasses import replace
from datetime import date

import pytest

from app.db.engines import Database
from app.db.transaction import transaction
from app.offers.intake import BadOffer, Stored, check_offer, store_offer
from tests.factories.offers import an_offer_record


def test_the_same_offer_twice_changes_nothing_and_a_new_rent_does(database: Database) -> None:
    offer = an_offer_record()
    with transaction(database, "worker") as tx:
        first, how = store_offer(tx, offer)
        assert how is Stored.NEW
        assert store_offer(tx, offer) == (first, Stored.UNCHANGED)
        assert store_offer(tx, replace(offer, rent_euros=555)) == (first, Stored.UPDATED)
        assert store_offer(tx, replace(offer, lift=True))[1] is Stored.UPDATED
        other, how = store_offer(tx, replace(offer, landlord_siren="732829320"))
    assert how is Stored.NEW
    assert other != first


@pytest.mark.parametrize(
    ("field", "value"),
    [("landlord_siren", "123456789"), ("insee_code", "99999"), ("surface_m2", 0),
     ("rent_euros", -1), ("financing", "HLM"), ("closes_on", date(2020, 1, 1)),
     ("dwelling_type", "F3"), ("reserved_for_siren", "1"), ("reference", ""),
     ("postcode", "6910")],
)  # fmt: skip
def test_an_offer_off_the_contract_names_its_field(field: str, value: object) -> None:
    with pytest.raises(BadOffer, match=field):
        check_offer(an_offer_record(**{field: value}))
