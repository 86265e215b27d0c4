"""What a command leaves on the terminal."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Done:
    """Exit code and what was printed."""

    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        """The printed text as JSON."""
        return json.loads(self.out)


Neikong = Callable[..., Done]
