"""Addresses of pages that need no parameter: worked out once, since every frame names a dozen."""

from functools import cache

from flask import url_for


@cache
def page_address(endpoint: str) -> str:
    """The path of `endpoint`: the portal stands at the root of its host, whatever the request."""
    return url_for(endpoint)
