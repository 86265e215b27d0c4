"""The fonts of the screens, in the form that the renderer of pictures reads."""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FAMILY = "Noto Sans SC"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
NAME_FAMILY, NAME_STYLE, NAME_FULL = (1, 16), (2, 17), (4,)
NEEDED = frozenset(
    {"GlyphOrder", "head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"}
)


def unpacked(packed: Path, folder: Path) -> Path:
    """The folder with the bundled fonts, one file for each weight; unpacked there if that was not done yet.

    Letters and signs are packed apart for the browser; a picture needs them in one font, else a label with
    a sign in it falls back to another face as a whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for weight, style in WEIGHTS.items():
        target = folder / f"NotoSansSC-{weight}.ttf"
        if not target.exists():
            _unpack([packed / f"NotoSansSC-{weight}{part}.woff2" for part in ("", "-symbols")], target, style)
    return folder


def _unpack(sources: list[Path], target: Path, style: str) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        plain = [str(_plain(source, Path(work))) for source in sources]
        font = Merger().merge(plain)
        _name(font, style)
        done = Path(work) / target.name
        font.save(done)
        done.replace(target)


def _plain(source: Path, work: Path) -> Path:
    """Without compression, and without tables that only browsers use."""
    font = TTFont(source)
    font.flavor = None
    for table in set(font.keys()) - NEEDED:
        del font[table]
    target = work / f"{source.stem}.ttf"
    font.save(target)
    return target


def _name(font: TTFont, style: str) -> None:
    """The packed files carry the name of their thinnest cut, by which nobody would find them."""
    font["OS/2"].usWeightClass = next(weight for weight, name in WEIGHTS.items() if name == style)
    for record in list(font["name"].names):
        if record.nameID in NAME_FAMILY:
            record.string = FAMILY
        elif record.nameID in NAME_STYLE:
            record.string = style
        elif record.nameID in NAME_FULL:
            record.string = f"{FAMILY} {style}"
