"""How long something takes."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """The best of a few tries."""
    best = float("inf")
    for _ in range(tries):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
