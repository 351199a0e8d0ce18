"""The renderer is another process: bounded, without secrets, killed when late or unwanted."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.reports.pdf import RenderCancelled, RenderFailed, RenderTimedOut, render_pdf
from app.reports.pdf.limits import MEMORY_BYTES
from app.reports.pdf.process import RendererProcess
from app.reports.pdf.render import AT_ONCE, Renderers
from app.reports.pdf.wire import job_message
from tests.app.reports.documents import file_html, job_of, list_html, people

ROOT = Path(__file__).parents[3]


@pytest.fixture
def long_html() -> str:
    """Return a document that takes far longer than any test waits."""
    return list_html(people(1500))


@pytest.fixture
def renderers() -> Iterator[Renderers]:
    own = Renderers()
    yield own
    own.close()


@pytest.fixture
def renderer() -> Iterator[RendererProcess]:
    process = RendererProcess()
    yield process
    process.end()


def _never() -> None:
    """Wait as long as it takes."""


def _renderer_processes(parent: int) -> set[int]:
    """Return the renderers that are children of `parent`, as the system lists them."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            ancestor = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"app.reports.pdf.child" in command and ancestor == parent:
            found.add(int(folder.name))
    return found


def _gone(pid: int, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":  # ended; whoever inherited it has not yet taken note
            return True
        time.sleep(0.02)
    return False


def test_no_secret_of_the_parent_is_visible_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary-database")
    monkeypatch.setenv("SECRET_KEY", "canary-key")
    monkeypatch.setenv("PORTAIL_SEAL_PASSWORD", "canary-seal")
    process = RendererProcess()
    try:
        next(process.ask(job_message(job_of(file_html(sections=1)), 60), _never))
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()
    finally:
        process.end()
    assert b"PYTHONHASHSEED=0" in environment, "this must be the child's own environment"
    assert b"canary" not in environment
    assert b"DATABASE_URL" not in environment


def test_the_child_has_bounds_a_session_of_its_own_and_a_low_priority(
    renderer: RendererProcess,
) -> None:
    next(renderer.ask(job_message(job_of(file_html(sections=1)), 60), _never))
    pid = renderer.pid
    assert os.getsid(pid) == pid
    assert os.getpriority(os.PRIO_PROCESS, pid) >= os.getpriority(os.PRIO_PROCESS, 0) + 10
    assert resource.prlimit(pid, resource.RLIMIT_AS)[1] == MEMORY_BYTES
    assert resource.prlimit(pid, resource.RLIMIT_CORE)[1] == 0
    assert resource.prlimit(pid, resource.RLIMIT_FSIZE)[1] > 0
    assert resource.prlimit(pid, resource.RLIMIT_CPU)[0] < 120


def test_the_child_holds_no_file_or_socket_of_its_parent(renderer: RendererProcess) -> None:
    with (ROOT / "pyproject.toml").open() as parents_file:
        os.set_inheritable(parents_file.fileno(), True)
        process = RendererProcess()
        try:
            next(process.ask(job_message(job_of(file_html(sections=1)), 60), _never))
            opened = {os.readlink(fd) for fd in Path(f"/proc/{process.pid}/fd").iterdir()}
        finally:
            process.end()
    assert not any("pyproject" in path for path in opened)
    assert sum(path.startswith("socket:") for path in opened) == 1


def test_a_child_killed_in_the_middle_is_a_failure_not_a_wait(
    renderer: RendererProcess, long_html: str
) -> None:
    answers = renderer.ask(job_message(job_of(long_html), 60), _never)
    next(answers)
    os.kill(renderer.pid, signal.SIGKILL)
    start = time.monotonic()
    with pytest.raises(RenderFailed) as failure:
        for _ in answers:
            pass
    assert failure.value.reason == "signal 9"
    assert time.monotonic() - start < 1


def test_after_a_killed_child_the_next_job_gets_a_new_one(renderers: Renderers) -> None:
    before = _renderer_processes(os.getpid())
    job = job_of(file_html(sections=1))
    first = renderers.render(job)
    (pid,) = _renderer_processes(os.getpid()) - before
    os.kill(pid, signal.SIGKILL)
    assert renderers.render(job).pdf == first.pdf
    assert _gone(pid, within=1)


def test_a_timeout_kills_the_child_in_less_than_a_second(
    renderers: Renderers, long_html: str
) -> None:
    before = _renderer_processes(os.getpid())
    start = time.monotonic()
    with pytest.raises(RenderTimedOut):
        renderers.render(job_of(long_html), timeout=2)
    assert time.monotonic() - start < 3
    assert _renderer_processes(os.getpid()) <= before


def test_a_cancelled_render_stops_at_once_and_leaves_no_process(
    renderers: Renderers, long_html: str
) -> None:
    before = _renderer_processes(os.getpid())
    reached: list[float] = []
    with pytest.raises(RenderCancelled):
        renderers.render(
            job_of(long_html),
            on_progress=lambda progress: reached.append(progress.fraction),
            cancelled=lambda: bool(reached),
        )
    assert _renderer_processes(os.getpid()) <= before


def test_an_error_of_the_caller_s_progress_stops_the_render_too(
    renderers: Renderers, long_html: str
) -> None:
    def stop(_: object) -> None:
        raise RenderCancelled

    before = _renderer_processes(os.getpid())
    with pytest.raises(RenderCancelled):
        renderers.render(job_of(long_html), on_progress=stop)
    assert _renderer_processes(os.getpid()) <= before


def test_too_much_processor_time_ends_the_child(renderer: RendererProcess, long_html: str) -> None:
    with pytest.raises(RenderFailed) as failure:
        for _ in renderer.ask(job_message(job_of(long_html), cpu_seconds=1), _never):
            pass
    assert failure.value.reason == f"signal {signal.SIGXCPU:d}"


def test_a_child_serves_several_jobs_then_is_replaced() -> None:
    own = Renderers(jobs_per_child=2)
    before = _renderer_processes(os.getpid())
    job = job_of(file_html(sections=1))
    alive = []
    try:
        for _ in range(3):
            own.render(job)
            alive.append(_renderer_processes(os.getpid()) - before)
    finally:
        own.close()
    assert [len(pids) for pids in alive] == [1, 0, 1]
    assert _renderer_processes(os.getpid()) <= before


def test_the_child_leaves_nothing_in_the_temporary_folder(renderer: RendererProcess) -> None:
    next(renderer.ask(job_message(job_of(file_html(sections=1)), 60), _never))
    variables = Path(f"/proc/{renderer.pid}/environ").read_bytes().split(b"\0")
    (folder,) = (Path(v[7:].decode()) for v in variables if v.startswith(b"TMPDIR="))
    assert list(folder.iterdir()), "the fonts are unpacked there"
    renderer.end()
    assert not folder.exists()


def test_a_child_dies_with_a_parent_that_is_killed(tmp_path: Path, long_html: str) -> None:
    (tmp_path / "long.html").write_text(long_html, encoding="utf-8")
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from app.reports.pdf import render_pdf
        from tests.app.reports.documents import job_of
        html = Path(sys.argv[1]).read_text(encoding="utf-8")
        render_pdf(job_of(html), on_progress=lambda p: print(p.fraction, flush=True))
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "long.html"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline(), "the render must have begun"
        (child,) = _renderer_processes(parent.pid)
        parent.kill()
    assert _gone(child, within=10)


def test_a_failure_never_repeats_the_document() -> None:
    """A language nobody can write in the file stops the render; the reason is a class name."""
    job = replace(job_of(file_html(sections=1)), language="canari\ud800")  # type: ignore[arg-type]
    with pytest.raises(RenderFailed) as failure:
        render_pdf(job)
    assert failure.value.reason == "UnicodeEncodeError"


def test_three_asking_at_once_share_two_renderers(renderers: Renderers) -> None:
    before = _renderer_processes(os.getpid())
    job = job_of(file_html(sections=1))
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(renderers.render, [job] * 3))
    assert len({result.pdf for result in results}) == 1
    assert 1 <= len(_renderer_processes(os.getpid()) - before) <= AT_ONCE


def test_a_forked_server_does_not_talk_to_its_parent_s_renderer() -> None:
    script = textwrap.dedent(
        """
        import os
        from app.reports.pdf import render_pdf
        from tests.app.reports.documents import file_html, job_of
        job = job_of(file_html(sections=1))
        first = render_pdf(job).pdf
        child = os.fork()
        assert render_pdf(job).pdf == first
        if child:
            assert os.waitpid(child, 0)[1] == 0
            assert render_pdf(job).pdf == first
        """
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=ROOT, timeout=60)
    assert done.returncode == 0
