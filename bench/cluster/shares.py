"""A share of the processor for each node: what makes two nodes comparable with one on two cores."""

from pathlib import Path

PERIOD = 20_000
_V1, _V2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")


def open_share(name: str, cores: float) -> Path | None:
    """A control group held to `cores`; None where this machine gives no such right."""
    quota = int(PERIOD * cores)
    one, two = _V1 / f"alinbench-{name}", _V2 / f"alinbench-{name}"
    try:
        if _V1.is_dir():
            one.mkdir(exist_ok=True)
            (one / "cpu.cfs_period_us").write_text(str(PERIOD))
            (one / "cpu.cfs_quota_us").write_text(str(quota))
            return one
        (_V2 / "cgroup.subtree_control").write_text("+cpu")
        two.mkdir(exist_ok=True)
        (two / "cpu.max").write_text(f"{quota} {PERIOD}")
    except OSError:
        return None
    return two


def sweep_shares() -> None:
    """Take away what an ended run left."""
    for root in (_V1, _V2):
        for share in root.glob("alinbench-*"):
            close_share(share)


def close_share(share: Path | None) -> None:
    """Possible once its last process has ended."""
    if share is not None:
        try:
            share.rmdir()
        except OSError:
            return
