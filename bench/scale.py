"""Sizes of a run. They are parameters: a figure without them says nothing."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Scale:
    """`candidatures` is the mean per request; `window` the seconds of one web measurement."""

    name: str
    companies: int
    requests: int
    offers: int
    journal_lines: int
    candidatures: int = 4
    zipf: float = 0.86
    variants: int = 1_000
    registry_lines: int = 1_000_000
    runs: int = 60
    window: float = 4.0
    users: int = 50
    working_day: float = 30.0
    shared_buffers: str = "3GB"

    def divided_by(self, factor: int) -> "Scale":
        """The same country `factor` times smaller."""
        return replace(
            self,
            name=f"{self.name}_{factor}_times_smaller",
            companies=max(20, self.companies // factor),
            requests=max(500, self.requests // factor),
            offers=max(50, self.offers // factor),
            journal_lines=max(100, self.journal_lines // factor),
        )


FULL = Scale("full", 100_000, 1_500_000, 20_000, 300_000)
SMALL = Scale(
    "small", 2_000, 30_000, 1_000, 6_000, variants=100, registry_lines=20_000, runs=30,
    window=1.0, working_day=5.0, shared_buffers="512MB",
)  # fmt: skip
SCALES = {scale.name: scale for scale in (FULL, SMALL)}


def zipf_sizes(companies: int, requests: int, s: float) -> list[int]:
    """Requests of each company, the largest first; they add up to `requests`."""
    weights = [(rank + 1) ** -s for rank in range(companies)]
    total = sum(weights)
    ends: list[int] = []
    reached = 0.0
    for weight in weights:
        reached += weight
        ends.append(round(requests * reached / total))
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
