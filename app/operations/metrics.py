"""The figures in Prometheus' text format."""

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import Connection

from app.operations.vitals import Vitals, last_done, portal_version, read_vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_HELP = {
    "mails_waiting": "Mails that have not left yet",
    "oldest_mail": "Seconds since the oldest waiting mail was written",
    "mails_given_up": "Mails given up after every try, in the last seven days",
    "jobs_waiting": "Jobs asked for and not taken yet",
    "oldest_job": "Seconds since the oldest waiting job was asked for",
    "lines_unsealed": "Lines of the journal not sealed into the chain yet",
    "oldest_unsealed": "Seconds since the oldest unsealed line was written",
}
_SECONDS = ("oldest_mail", "oldest_job", "oldest_unsealed")


def write_metrics(tx: Connection) -> bytes:
    """One answer; what was never done has no age."""
    registry = CollectorRegistry()
    vitals = read_vitals(tx)
    for name in Vitals.__slots__:
        unit = "_seconds" if name in _SECONDS else ""
        Gauge(f"portail_{name}{unit}", _HELP[name], registry=registry).set(getattr(vitals, name))
    age = Gauge("portail_last_done_age_seconds", "Seconds since it was last done", ["what"],
                registry=registry)  # fmt: skip
    fine = Gauge("portail_last_done_fine", "Whether it went well the last time", ["what"],
                 registry=registry)  # fmt: skip
    for done in last_done(tx):
        fine.labels(done.what.value.lower()).set(done.fine)
        if done.age is not None:
            age.labels(done.what.value.lower()).set(done.age)
    built = Gauge("portail_build_info", "The version served", ["version"], registry=registry)
    built.labels(portal_version()).set(1)
    return generate_latest(registry)
