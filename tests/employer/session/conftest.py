"""The fixtures of the tests of accounts."""

from tests.app.accounts.conftest import letters, plain_app

__all__ = ["letters", "plain_app"]
