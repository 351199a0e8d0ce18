"""Logs: one JSON object a line in production, readable lines elsewhere. No personal data, ever:
events carry kinds, counts and route names, never addresses, ids of people or values."""

import logging

import structlog


def configure_logs(*, production: bool) -> None:
    """Set structlog up once per process; libraries may warn, and no lower."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s")
