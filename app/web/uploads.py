"""Pages that take a file: larger bodies are read there, and nowhere else."""

from flask import Flask, request

# endpoint -> the largest body it takes, filled as the views are imported.
LARGEST: dict[str, int] = {}


def take_files_where_asked(app: Flask) -> None:
    """Set the limit before anything reads the body: the CSRF token is in it."""

    def widen() -> None:
        most = LARGEST.get(request.endpoint or "")
        if most is not None:
            request.max_content_length = most

    app.before_request(widen)
