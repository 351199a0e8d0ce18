"""What no page may ever receive: characters that no keyboard types and PostgreSQL cannot store."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest


def refuse_unstorable_text(app: Flask) -> None:
    """Answer 400 to NUL bytes and lone surrogates, in addresses and forms alike."""

    def check() -> None:
        for values in (request.args, request.form):
            for name, value in values.items(multi=True):
                if not (_storable(name) and _storable(value)):
                    raise BadRequest

    app.before_request(check)


def _storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
