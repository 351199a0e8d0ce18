"""`python -m bench.cluster [throughput | FAULT …]`: several machines on this one, as root.

Everything when nothing is named. Figures are printed one a line, then what each fault did.
`--write` puts the results into bench/README.md; Ctrl-C takes everything away. Ends with 1 when a
promise was broken.
"""

import argparse
import signal
import sys

from bench.cluster.faults import FAULTS
from bench.cluster.ground import Cluster, cluster, say
from bench.cluster.needs import missing
from bench.cluster.report import Verdict, remember
from bench.cluster.throughput import measure_throughput
from bench.figures import Figures, load_now, machine_lines
from bench.scale import Scale

SCALE = Scale("cluster", 6_000, 60_000, 3_000, 12_000, variants=300)
SECTIONS = ("throughput", *FAULTS)


def main() -> None:
    asked = _arguments()
    if gaps := missing():
        sys.exit("\n".join(gaps))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures, verdicts = Figures(), list[Verdict]()
    wanted = asked.sections or SECTIONS
    figures.say("machine.load_at_start", load_now(), "processes")
    with cluster(SCALE, asked.cores, keep=asked.keep) as made:
        version = made.pair.version()
        if "throughput" in wanted:
            figures.say("cluster.node.share", asked.cores, "cores")
            measure_throughput(figures, made, asked.seconds)
        for name in FAULTS:
            if name in wanted:
                verdicts.append(_suffer(made, name))
    figures.say("machine.load_at_end", load_now(), "processes")
    if asked.write:
        remember(figures, verdicts, machine_lines(version, SCALE.name))
    broken = [one.name for one in verdicts if one.faults]
    print(f"{len(verdicts)} faults, {len(broken)} broke a promise {' '.join(broken)}".rstrip())
    sys.exit(1 if broken else 0)


def _suffer(made: Cluster, name: str) -> Verdict:
    done, run = FAULTS[name]
    say(f"{name}: {done}")
    verdict = Verdict(name, done)
    made.be_whole()
    try:
        run(made, verdict)
    except Exception as error:  # the next fault is worth its run all the same
        verdict.hold(False, f"the run itself ended ({type(error).__name__}: {error})")
    return verdict


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []])
    parser.add_argument("--cores", type=float, default=0.3, help="each node's share")
    parser.add_argument("--seconds", type=float, default=20, help="of one window of throughput")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the folder with the logs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
