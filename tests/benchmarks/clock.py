"""How much work something takes."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """Processor seconds, the best of a few tries: what else runs on the machine counts for little.

    The database is SQLite, which works inside this process.
    """
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best
