"""The ceiling: the bytes of our list page, served by the same server with nothing around them."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
_HEADERS = [("content-type", "text/html; charset=utf-8"), ("content-length", str(len(_PAGE)))]


def application(_: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", _HEADERS)
    return [_PAGE]
