"""Mails: an outbox row in the act's own transaction, delivered by the worker."""
