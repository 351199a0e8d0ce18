"""`make reset`: a data folder that is in use, or is none of ours, is left alone."""

import tempfile
from pathlib import Path

import pytest

from app.db.embedded import EmbeddedUnavailable, ensure_server
from app.demo.forget import forget, main


def test_a_folder_in_use_stays_and_is_erased_afterwards() -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "demo"
        server = ensure_server(folder, durable=False)
        (folder / "mail").mkdir()
        (folder / "mail" / "1.eml").write_text("…")
        (folder / "anchors").mkdir()
        with pytest.raises(EmbeddedUnavailable, match="in use"):
            forget(folder)
        assert main([str(folder)]) == 1
        assert (folder / "mail" / "1.eml").exists()
        server.release()
        assert main([str(folder)]) == 0
        assert not folder.exists()
        assert main([str(folder)]) == 0


def test_a_folder_with_anything_else_in_it_is_left_alone() -> None:
    with tempfile.TemporaryDirectory() as parent:
        mine = Path(parent) / "holidays.jpg"
        mine.write_bytes(b"")
        with pytest.raises(ValueError, match=r"holidays\.jpg"):
            forget(Path(parent))
        assert mine.exists()
