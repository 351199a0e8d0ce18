"""The one error of the embedded server."""


class EmbeddedUnavailable(Exception):
    """The embedded server cannot run here; the message is one sentence that says what to do."""
