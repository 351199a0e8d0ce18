"""The closed fetcher: a renderer that can read nothing but what we bundle.

With WeasyPrint's default fetcher, HTML slipped into a name embedded a file of the
server in the PDF and called addresses of the inner network. This one knows names, not
addresses: whatever is not in its table does not exist.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
_FONTS = Path(__file__).parents[2] / "static" / "fonts"
_ICONS = Path(__file__).parent / "assets"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asset:
    """A bundled file: its bytes are read when it is asked for."""

    path: Path
    mime: str


FONT_FILES = (
    "alin-sans-400.woff2",
    "alin-sans-400-italic.woff2",
    "alin-sans-500.woff2",
    "alin-sans-600.woff2",
)
"""One complete file per face: two files under one family, weight and style would paint
wrong glyphs while the text extracted stays right."""


def font_paths() -> tuple[Path, ...]:
    """Return the bundled font files, the only ones the stylesheet names."""
    return tuple(_FONTS / name for name in FONT_FILES)


def font_assets() -> dict[str, Asset]:
    """Return what the stylesheet may fetch when it is read, by name: the fonts."""
    return {path.name: Asset(path, "font/woff2") for path in font_paths()}


def icon_assets() -> dict[str, Asset]:
    """Return what a document may fetch, by name: the icons its stylesheet draws."""
    return {path.name: Asset(path, "image/svg+xml") for path in _ICONS.glob("*.svg")}


class AssetRefused(ValueError):
    """Something outside the bundle was asked for. The message holds no address."""


class AssetFetcher(URLFetcher):  # WeasyPrint is not typed
    """Answers `asset:name` for the names it was given, and refuses everything else."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        """Take the names allowed; an empty table makes a fetcher that knows nothing."""
        super().__init__(allowed_protocols=frozenset({"asset"}), allow_redirects=False)
        self._assets = dict(assets)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return the bundled file of that name; raise AssetRefused otherwise.

        Never calls the parent's `fetch`, the only place that opens files and sockets.
        """
        name = url.removeprefix(SCHEME)
        asset = self._assets.get(name) if url.startswith(SCHEME) else None
        if asset is None:
            # The address may hold a person's data: neither logged nor raised.
            _log.warning("pdf: a resource outside the bundle was refused")
            raise AssetRefused("not bundled")
        return URLFetcherResponse(url, asset.path.read_bytes(), {"Content-Type": asset.mime})
