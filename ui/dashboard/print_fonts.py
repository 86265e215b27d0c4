"""The fonts of the screens, in the form that the renderer of pictures reads."""

import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

from db.settings import ROOT

FAMILY = "Noto Sans SC"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
NAME_FAMILY, NAME_STYLE, NAME_FULL, NAME_TYPOGRAPHIC = (1, 16), (2, 17), (4,), 25


def unpacked() -> Path:
    """A folder with the bundled fonts under the family name that pictures ask for.

    The packed files carry the name of their thinnest cut, by which nobody would find them.
    """
    folder = Path(tempfile.mkdtemp(prefix="neikong-fonts-"))
    for weight, style in WEIGHTS.items():
        for part in ("", "-symbols"):
            source = ROOT / "static" / f"NotoSansSC-{weight}{part}.woff2"
            if source.exists():
                _unpack(source, folder / f"{source.stem}.ttf", style, weight)
    return folder


def _unpack(source: Path, target: Path, style: str, weight: int) -> None:
    font = TTFont(source)
    font.flavor = None
    names = font["name"]
    for record in list(names.names):
        if record.nameID in NAME_FAMILY:
            record.string = FAMILY
        elif record.nameID in NAME_STYLE:
            record.string = style
        elif record.nameID in NAME_FULL:
            record.string = f"{FAMILY} {style}"
    font["OS/2"].usWeightClass = weight
    font.save(target)
