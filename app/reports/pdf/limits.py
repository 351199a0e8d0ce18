"""What a renderer process may use of the machine."""

import os
import resource

MEMORY_BYTES = 2 * 1024**3
"""Under 0.7 GiB GLib aborts the process instead of raising MemoryError."""
FILE_BYTES = 256 * 1024**2
JOBS_PER_CHILD = 50
CPU_SECONDS_PER_JOB = 300
NICE = 10


def limit_this_process() -> None:
    """Bound memory, files and core dumps of the calling process, and lower its priority.

    Called by the child itself, first thing: a `preexec_fn` would run between fork and
    exec of a process that may have threads.
    """
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, FILE_BYTES)
    _bound(resource.RLIMIT_AS, MEMORY_BYTES)
    _bound(resource.RLIMIT_CPU, JOBS_PER_CHILD * CPU_SECONDS_PER_JOB)
    os.nice(NICE)


def allow_cpu(seconds: int) -> None:
    """Let the process use `seconds` more of processor time; then SIGXCPU ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime) + 1 + min(seconds, CPU_SECONDS_PER_JOB)
    resource.setrlimit(resource.RLIMIT_CPU, (min(wanted, hard), hard))


def _bound(what: int, value: int) -> None:
    """Lower soft and hard limit to `value`, or to the hard limit already in force."""
    _, hard = resource.getrlimit(what)
    lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (lowest, lowest))
