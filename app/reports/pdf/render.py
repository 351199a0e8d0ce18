"""Render a document: `render_pdf(job)`.

WeasyPrint never runs in the asking process: it is slow, it can eat memory, and GLib
aborts instead of raising. It runs in children that are kept warm, bounded, and killed
as soon as they are late or no longer wanted.
"""

import atexit
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.reports.pdf.job import (
    Progress,
    RenderCancelled,
    RendererLost,
    RenderFailed,
    RenderJob,
    RenderResult,
    RenderTimedOut,
)
from app.reports.pdf.limits import JOBS_PER_CHILD
from app.reports.pdf.process import RendererProcess
from app.reports.pdf.wire import Message, job_message

AT_ONCE = 2
"""Renders at a time in one process: more would only share the same cores."""


class Renderers:
    """A few warm renderers, started when first needed and replaced after some jobs."""

    def __init__(self, jobs_per_child: int = JOBS_PER_CHILD) -> None:
        """Keep nothing running yet."""
        self._jobs_per_child = jobs_per_child
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._idle: list[RendererProcess] = []

    def render(
        self,
        job: RenderJob,
        on_progress: Callable[[Progress], None] | None = None,
        timeout: float = 60,
        cancelled: Callable[[], bool] | None = None,
    ) -> RenderResult:
        """Return the file of `job`; see `render_pdf`."""
        look_up = _deadline(timeout, cancelled)
        message = job_message(job, int(timeout) + 1)
        with self._slot(look_up):
            try:
                return self._attempt(self._take(), message, look_up, on_progress or _ignore)
            except RendererLost as loss:
                if not loss.silent:
                    raise  # it died at work: the document may be to blame
            # It died while waiting (a machine short of memory kills the idle): ask a new one.
            return self._attempt(RendererProcess(), message, look_up, on_progress or _ignore)

    def close(self) -> None:
        """End the renderers that wait for work."""
        while self._idle:
            self._idle.pop().end()

    def forget(self) -> None:
        """After a fork: the renderers belong to the parent, start afresh."""
        idle, self._idle = self._idle, []
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        for renderer in idle:
            renderer.abandon()

    @contextmanager
    def _slot(self, look_up: Callable[[], None]) -> Iterator[None]:
        slots = self._slots
        while not slots.acquire(timeout=0.05):
            look_up()
        try:
            yield
        finally:
            slots.release()

    def _attempt(
        self,
        renderer: RendererProcess,
        message: Message,
        look_up: Callable[[], None],
        on_progress: Callable[[Progress], None],
    ) -> RenderResult:
        """Have the job done by that renderer, kept only if it goes to the end."""
        try:
            result = _last_of(renderer.ask(message, look_up), on_progress)
        except BaseException:
            renderer.end()
            raise
        renderer.jobs_done += 1
        if renderer.jobs_done < self._jobs_per_child:
            self._idle.append(renderer)
        else:
            renderer.end()
        return result

    def _take(self) -> RendererProcess:
        while True:
            try:
                renderer = self._idle.pop()
            except IndexError:
                return RendererProcess()
            if renderer.alive():
                return renderer
            renderer.end()


def _last_of(answers: Iterator[Message], on_progress: Callable[[Progress], None]) -> RenderResult:
    """Pass progress on, never backwards, and return the result; raise RenderFailed."""
    reached = 0.0
    for answer in answers:
        header = answer.header
        if header["kind"] == "done":
            on_progress(Progress(1.0))
            return RenderResult(answer.blobs[0], tuple(header["warnings"]), header["pages"])
        if header["kind"] == "failed":
            raise RenderFailed(header["reason"])
        reached = max(reached, float(header["fraction"]))
        on_progress(Progress(reached, header["page"]))
    raise RenderFailed("no answer")


def _deadline(timeout: float, cancelled: Callable[[], bool] | None) -> Callable[[], None]:
    """Return what to call while waiting: it raises when time is up or nobody wants the file."""
    end = time.monotonic() + timeout

    def look_up() -> None:
        if cancelled is not None and cancelled():
            raise RenderCancelled
        if time.monotonic() > end:
            raise RenderTimedOut

    return look_up


def _ignore(progress: Progress) -> None:
    """Take no notice of progress."""


_shared = Renderers()
atexit.register(_shared.close)
os.register_at_fork(after_in_child=_shared.forget)


def render_pdf(
    job: RenderJob,
    on_progress: Callable[[Progress], None] | None = None,
    timeout: float = 60,
    cancelled: Callable[[], bool] | None = None,
) -> RenderResult:
    """Return the tagged, archival PDF of `job`, with the renderer's warnings.

    `timeout` is in seconds, waiting for a free renderer included. `cancelled` is asked
    about twenty times a second while waiting. `on_progress` may raise to stop as well.
    Raises RenderFailed, RenderTimedOut or RenderCancelled; in the last two the renderer
    has been killed before this returns.
    """
    return _shared.render(job, on_progress, timeout, cancelled)
