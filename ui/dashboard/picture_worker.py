"""The process that draws pictures: `python -m ui.dashboard.picture_worker <packed fonts> <kept fonts>`.

It reads a length (four bytes) and a Vega-Lite picture, writes a length and the PNG; length 0: it could not
be drawn. It imports nothing of the portal but its fonts, so it starts quickly and holds little.
"""

import struct
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

SCALE = 2.0


LENGTH = struct.Struct(">I")


def serve(packed: str, kept: str) -> None:
    """Draw whatever comes in, until nothing comes any more."""
    renderer = _renderer(packed, kept)
    while head := sys.stdin.buffer.read(LENGTH.size):
        spec = sys.stdin.buffer.read(*LENGTH.unpack(head)).decode()
        try:
            picture = renderer.vegalite_to_png(spec, scale=SCALE)
        except ValueError:  # a picture that cannot be drawn must not end the process
            picture = b""
        sys.stdout.buffer.write(LENGTH.pack(len(picture)) + picture)
        sys.stdout.buffer.flush()


@cache
def _renderer(packed: str, kept: str) -> Any:
    import vl_convert

    from ui.dashboard.print_fonts import unpacked

    try:
        folder = unpacked(Path(packed), Path(kept))
    except OSError:  # an installation whose folder nobody may write to
        folder = unpacked(Path(packed), Path(tempfile.mkdtemp(prefix="neikong-fonts-")))
    vl_convert.register_font_directory(str(folder))
    return vl_convert


if __name__ == "__main__":
    serve(*sys.argv[1:3])
