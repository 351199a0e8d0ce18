"""`python -m bench.cluster [sections]`: several machines on this one, as root. Figures, one a line.

All sections when none is named. `--write` puts the results into bench/README.md; Ctrl-C takes
everything away.
"""

import argparse
import signal
import sys

from bench.cluster.ground import cluster
from bench.cluster.needs import missing
from bench.cluster.report import remember
from bench.cluster.throughput import measure_throughput
from bench.figures import Figures, load_now, machine_lines
from bench.scale import Scale

SCALE = Scale("cluster", 10_000, 150_000, 5_000, 30_000, variants=300)
SECTIONS = ("throughput",)


def main() -> None:
    asked = _arguments()
    if gaps := missing():
        sys.exit("\n".join(gaps))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = Figures()
    figures.say("machine.load_at_start", load_now(), "processes")
    with cluster(SCALE, asked.cores, keep=asked.keep) as made:
        figures.say("cluster.node.share", asked.cores, "cores")
        measure_throughput(figures, made, asked.seconds)
        version = made.pair.version()
    figures.say("machine.load_at_end", load_now(), "processes")
    if asked.write:
        remember(figures, [], machine_lines(version, SCALE.name))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []])
    parser.add_argument("--cores", type=float, default=0.3, help="each node's share")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the folder with the logs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
