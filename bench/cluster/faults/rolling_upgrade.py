"""The next version, with a migration, put on node by node under load; then the way back."""

import shutil
import time
from pathlib import Path

from app.db.upgrade import newest_revision
from bench.cluster.checks import describe, hold_acts, hold_exports, hold_sessions
from bench.cluster.database import NAME
from bench.cluster.ground import Cluster
from bench.cluster.nodes import ROOT
from bench.cluster.report import Verdict

DONE = (
    "`portail db upgrade` of a next version (a column and an index more on `candidature`), then "
    "both workers and both nodes replaced one by one"
)
_MIGRATION = '''"""what a next version brings"""

from alembic import op

revision = "of_tomorrow"
down_revision = "{newest}"


def upgrade() -> None:
    op.execute("ALTER TABLE candidature ADD COLUMN of_tomorrow text")
    op.execute("CREATE INDEX ix_of_tomorrow ON candidature (of_tomorrow)")


def downgrade() -> None:
    op.execute("ALTER TABLE candidature DROP COLUMN of_tomorrow")
'''


def run(made: Cluster, verdict: Verdict) -> None:
    tree = _next_version(made)
    load = made.load(75, 0.4)
    load.wait_until(5)
    began = time.time()
    made.command("db", "upgrade", tree=tree)
    migrated = time.time()
    verdict.note(f"the migration took {migrated - began:.1f} s under load")
    # A node of before that starts anew serves on the newer schema: it may have to, meanwhile.
    made.replace("node2", ROOT, {})
    for machine in ("worker1", "worker2", "node1", "node2"):
        made.replace(machine, tree, {})
    verdict.note(f"four machines replaced in {time.time() - migrated:.0f} s")
    over = time.time() < load.ready + load.seconds
    found = made.finish(load)
    verdict.hold(over, "all of it under load")
    describe(verdict, found)
    verdict.hold(not found.failed, "nobody failed")
    longest = max(load.between(began - 5, migrated + 1).times())
    verdict.note(f"slowest answer during the migration {longest:.1f} s")
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
    hold_exports(made, verdict, load)
    _back(made)


def _next_version(made: Cluster) -> Path:
    tree = made.folder / "next"
    for name in ("app", "employer", "admin", "templates"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    migration = tree / "app/db/migrations/versions/9999_of_tomorrow.py"
    migration.write_text(_MIGRATION.format(newest=newest_revision()))
    return tree


def _back(made: Cluster) -> None:
    """The faults after this one run the code of today."""
    with made.pair.superuser(made.pair.primary, NAME) as db:
        db.execute("ALTER TABLE candidature DROP COLUMN of_tomorrow")
        db.execute("UPDATE alembic_version SET version_num = %s", (newest_revision(),))
    for machine in ("worker1", "worker2", "node1", "node2"):
        made.replace(machine, ROOT, {})
