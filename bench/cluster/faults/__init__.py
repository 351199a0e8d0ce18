"""One file a fault; each is run under load by `python -m bench.cluster NAME`."""

from collections.abc import Callable

from bench.cluster.faults import (
    clocks_apart,
    database_restarted,
    disk_full,
    node_killed,
    replica_lagging,
    replica_promoted,
    rolling_upgrade,
    secret_rotated,
    worker_killed,
)
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict

FAULTS: dict[str, tuple[str, Callable[[Cluster, Verdict], None]]] = {
    "node_killed": (node_killed.DONE, node_killed.run),
    "node_unplugged": (node_killed.DONE_UNPLUGGED, node_killed.run_unplugged),
    "worker_killed": (worker_killed.DONE, worker_killed.run),
    "database_restarted": (database_restarted.DONE, database_restarted.run),
    "replica_lagging": (replica_lagging.DONE, replica_lagging.run),
    "replica_gone": (replica_lagging.DONE_GONE, replica_lagging.run_gone),
    "replica_promoted": (replica_promoted.DONE, replica_promoted.run),
    "clocks_apart": (clocks_apart.DONE, clocks_apart.run),
    "store_full": (disk_full.DONE_STORE, disk_full.run_store),
    "rolling_upgrade": (rolling_upgrade.DONE, rolling_upgrade.run),
    "secret_rotated": (secret_rotated.DONE, secret_rotated.run),
    "database_full": (disk_full.DONE_DATABASE, disk_full.run_database),
}
