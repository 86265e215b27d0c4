"""Chains upwards: who stands above whom, in trees that must not become rings."""

from collections.abc import Mapping


def chain_from(start: int | None, above: Mapping[int, int | None]) -> tuple[int, ...]:
    """The start and everything over it, nearest first; a ring is walked once."""
    line: list[int] = []
    while start is not None and start not in line:
        line.append(start)
        start = above.get(start)
    return tuple(line)
