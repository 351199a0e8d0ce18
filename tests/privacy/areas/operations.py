"""Rows of the probes, the metrics and the page of the service."""

PLAIN = {"public.ready", "public.metrics", "staff_operations.show"}
