"""The API does what its own description says, whatever is sent: schemathesis' generated calls."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.core.failures import FailureGroup

from app.db.engines import Database
from tests.landlord_api.conftest import System

DOCUMENT = "/api/landlord/v1/openapi.json"


def test_the_description_is_there_for_everybody(app: Flask) -> None:
    answer = app.test_client().get(DOCUMENT)
    assert answer.status_code == 200
    document = answer.get_json()
    assert set(document["paths"]) == {"/api/landlord/v1/offers", "/api/landlord/v1/decisions"}
    assert set(document["components"]["schemas"]) == {"Offer", "Decision", "Told", "Error"}


@pytest.mark.parametrize("way", ["offers", "decisions"])
def test_no_generated_call_finds_an_undocumented_answer(
    system: System, database: Database, way: str
) -> None:
    described = schemathesis.openapi.from_wsgi(DOCUMENT, system.app)
    operation = described[f"/api/landlord/v1/{way}"]["POST"]
    shown = {"Authorization": f"Bearer {system.key}"}
    for strategy in (
        operation.as_strategy(),
        operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE),
    ):

        @given(case=strategy)
        @settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
        def run(case: schemathesis.Case) -> None:
            with database.owner.begin() as owner:
                owner.exec_driver_sql("DELETE FROM rate_window")
            case.call_and_validate(headers=shown)

        try:
            run()
        except FailureGroup as group:
            pytest.fail("\n".join(str(one) for one in group.exceptions))
