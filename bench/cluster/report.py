"""The last result of each run, in bench/README.md: figures in one block, faults a line each."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import README, Figures, shown

_LAST = Path(__file__).parent / "last.json"
_MARKS = ("<!-- cluster -->", "<!-- end of cluster -->")


@dataclass
class Verdict:
    """What one fault did. `faults` is empty when the product kept what it promises."""

    name: str
    done: str
    seen: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        self.seen.append(words)
        print(f"{self.name}: {words}", flush=True)

    def hold(self, fine: bool, words: str) -> None:
        """A promise: `words` are said either way, and counted against us when it was broken."""
        if not fine:
            self.faults.append(words)
        self.note(f"{words}: {'yes' if fine else 'NO'}")


def remember(figures: Figures, verdicts: list[Verdict], machine: list[str]) -> None:
    """Keep the newest result of whatever was run now beside the older of the rest."""
    last = json.loads(_LAST.read_text()) if _LAST.exists() else {"figures": {}, "faults": {}}
    today = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
    if any(name.startswith("cluster.pressed") for name in figures.values):
        lines = [f"{name} {shown(v)} {unit}" for name, (v, unit) in figures.values.items()]
        last["figures"] = {"at": today, "lines": lines, "machine": machine}
    for one in verdicts:
        last["faults"][one.name] = {
            "at": today, "done": one.done, "seen": one.seen, "held": not one.faults,
        }  # fmt: skip
    _LAST.write_text(json.dumps(last, indent=1, ensure_ascii=False) + "\n")
    text = README.read_text("utf-8")
    pattern = re.escape(_MARKS[0]) + ".*" + re.escape(_MARKS[1])
    README.write_text(re.sub(pattern, lambda _: _block(last), text, flags=re.DOTALL), "utf-8")


def _block(last: dict) -> str:  # type: ignore[type-arg]
    lines = [_MARKS[0]]
    if last["figures"]:
        at = last["figures"]["at"]
        lines += [f"Figures of {at}. {' '.join(last['figures']['machine'])}", "", "```"]
        lines += [*last["figures"]["lines"], "```", ""]
    if last["faults"]:
        lines += ["| fault | run | done | seen | kept its promises |", "|---|---|---|---|---|"]
    for name, one in last["faults"].items():
        held = "yes" if one["held"] else "**no**"
        lines.append(
            f"| `{name}` | {one['at']} | {one['done']} | {'; '.join(one['seen'])} | {held} |"
        )
    return "\n".join([*lines, _MARKS[1]])
