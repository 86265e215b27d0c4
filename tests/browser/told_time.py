"""Time as a test tells it, so that months of an improvement pass in one test.

The portal itself has no such switch. As a program (`python told_time.py FILE neikong-arguments...`) this
starts `neikong` after it has put the told clock in the place of the real one.
"""

import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.core import clock


class ToldTime:
    """A file that says when it is; from the moment it was written, time passes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read: tuple[int, datetime] | None = None

    def set(self, day: date, hour: int = 2) -> None:
        """It is this day, at this hour of UTC."""
        self.file.write_text(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).isoformat())

    def now(self) -> datetime:
        """The present instant. Who plays the past asks for each row: the file is read when it has changed."""
        at = self.file.stat().st_mtime_ns
        if self._read is None or self._read[0] != at:
            self._read = (at, datetime.fromisoformat(self.file.read_text()))
        return self._read[1] + timedelta(seconds=max(0.0, time.time() - at / 1e9))

    @property
    def program(self) -> tuple[str, ...]:
        """How to start `neikong` on this clock."""
        return (sys.executable, __file__, str(self.file))


def main() -> None:
    """`neikong` on the told clock; what plays the past still does so."""
    told = ToldTime(Path(sys.argv[1]))

    class Told(datetime):
        """The only one the portal's clock asks for the present."""

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return told.now()

    setattr(clock, "datetime", Told)  # noqa: B010  a type checker takes it for a type that stays
    from gateway.cli import main as neikong

    sys.argv = ["neikong", *sys.argv[2:]]
    neikong()


if __name__ == "__main__":
    main()
