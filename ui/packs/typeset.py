"""A document as typst source. Every word is a string there, so that nothing anybody wrote is markup."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ui.packs.document import Cell, Chapter, Chart, Document, Facts, Heading, Room, Table, Words

LAYOUT = Path(__file__).with_name("layout.typ")
CALM = ""


def source_of(document: Document) -> str:
    """The whole source; the pictures are files beside it, named by `file_of`."""
    parts = [LAYOUT.read_text(), _opening(document)]
    parts += [_chapter(chapter, at) for at, chapter in enumerate(document.chapters)]
    return "\n".join(parts) + "\n"


def charts_of(document: Document) -> Mapping[str, Chart]:
    """Every picture that is drawn, by the name of its file."""
    return {
        file_of(at, place): block
        for at, chapter in enumerate(document.chapters)
        for place, block in enumerate(chapter.blocks)
        if isinstance(block, Chart) and block.picture.figure
    }


def file_of(chapter: int, place: int) -> str:
    """The picture at a place of a chapter."""
    return f"chart-{chapter}-{place}.svg"


def quoted(text: str) -> str:
    """A string of typst; line breaks stay, other control signs become spaces."""
    clean = "".join(sign if sign == "\n" or sign.isprintable() else " " for sign in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _opening(document: Document) -> str:
    pairs = _tuple(f"({quoted(name)}, {quoted(said)})" for name, said in document.about)
    lang, _, region = document.language.partition("_")
    before, between, after = (quoted(document.words[key]) for key in ("page", "of", "pages"))
    return (
        f"#show: report.with(title: {quoted(document.title)}, organisation: {quoted(document.organisation)}, "
        f"unit: {quoted(document.unit)}, period: {quoted(document.period)}, about: {pairs}, "
        f"confidential: {quoted(document.confidential)}, lang: {quoted(lang)}, "
        f"region: {quoted(region) if region else 'none'}, contents: {quoted(document.words['contents'])}, "
        f"page-of: (n, m) => {before} + str(n) + {between} + str(m) + {after})"
    )


def _chapter(chapter: Chapter, at: int) -> str:
    body = "\n".join(
        f"  #{DRAWN[type(block)](block, file_of(at, place))}" for place, block in enumerate(chapter.blocks)
    )
    return f"#chapter({quoted(chapter.title)}, {_flag(chapter.fresh)})[\n{body}\n]"


def _words(block: Words, _file: str) -> str:
    name = "lead" if block.lead else "quietly" if block.quiet else "plain"
    return f"{name}({quoted(block.text)})"


def _heading(block: Heading, _file: str) -> str:
    words = ", ".join(quoted(text) for text in (block.text, block.note, block.tone or CALM))
    return f"sub({words}, entry: {_flag(block.entry)})"


def _table(block: Table, _file: str) -> str:
    if not block.rows:
        title = f"sub({quoted(block.title)}, {quoted('')}, {quoted('')})\n  #" if block.title else ""
        return f"{title}quietly({quoted(block.empty)})"
    cells = ",\n    ".join(", ".join(_cell(cell) for cell in row) for row in block.rows)
    widths = _tuple(f"{column.wide}fr" if column.wide else "auto" for column in block.columns)
    sides = _tuple(quoted("r" if column.right else "l") for column in block.columns)
    heads = _tuple(quoted(column.heading) for column in block.columns)
    return f"rows({quoted(block.title)}, {widths}, {sides}, {heads},\n    {cells},\n  )"


def _cell(cell: Cell) -> str:
    if cell.tone is None and not cell.strong:
        return quoted(cell.text)
    weight = ", weight: 600" if cell.strong else ""
    return f"t({quoted(cell.text)}, {quoted(cell.tone or CALM)}{weight})"


def _chart(block: Chart, file: str) -> str:
    title = block.title or block.picture.title
    if not block.picture.figure:
        return f"sub({quoted(title)}, {quoted('')}, {quoted('')})\n  #quietly({quoted(block.picture.alt)})"
    return f"chart({quoted(title)}, {quoted(file)}, {quoted(block.picture.alt)})"


def _facts(block: Facts, _file: str) -> str:
    return (
        f"facts({_flag(block.kept)}, "
        + "".join(f"({quoted(name)}, {quoted(said)}), " for name, said in block.rows)
        + ")"
    )


def _room(block: Room, _file: str) -> str:
    return f"room({quoted(block.word)}, {block.lines})"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"


DRAWN: Mapping[type, Callable[..., str]] = {
    Words: _words,
    Heading: _heading,
    Table: _table,
    Chart: _chart,
    Facts: _facts,
    Room: _room,
}
