"""Write the list of routes again, after reading what changed in it."""

from sqlalchemy.engine import make_url

from app.config import read_settings
from app.db.engines import Database
from app.factory import create_app
from tests.architecture.test_routes import LISTED, described

if __name__ == "__main__":
    nowhere = Database(make_url("postgresql://"), {}, "x")
    lines = described(create_app(read_settings(), nowhere))
    LISTED.write_text("\n".join(lines) + "\n", "utf-8")
