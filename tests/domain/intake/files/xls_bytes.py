"""Minimal XLS and ODS files for tests: no library at hand writes them."""

import io
import struct
import zipfile
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, content: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


def xls(rows: Sequence[Sequence[str | float]], sheet: str = "Data") -> bytes:
    """A BIFF8 workbook with one sheet of texts and numbers."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    cells = b""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                cells += record(0x0204, struct.pack("<HHHHB", y, x, 0, len(cell), 1) + text)
            else:
                cells += record(0x0203, struct.pack("<HHHd", y, x, 0, cell))
    width = max(map(len, rows))
    page = record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:])
    page += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)) + cells + record(0x000A, b"")
    title = struct.pack("<BB", len(sheet), 0) + sheet.encode("ascii")
    head = record(0x0809, begin) + record(0x0042, struct.pack("<H", 1200))
    offset = len(head) + 4 + 6 + len(title) + 4
    book = head + record(0x0085, struct.pack("<IBB", offset, 0, 0) + title) + record(0x000A, b"") + page
    return compound(book)


def compound(stream: bytes) -> bytes:
    """A compound file whose only stream is `Workbook`."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    fat = [FAT_SECTOR, END, *range(3, sectors + 2), END]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    assert len(table) == SECTOR
    directory = entry("Root Entry", 5, child=1, start=END, size=0) + entry(
        "Workbook", 2, start=2, size=len(stream)
    )
    directory += entry("", 0) * 2
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    return header + table + directory + stream


def entry(name: str, kind: int, child: int = FREE, start: int = 0, size: int = 0) -> bytes:
    """One directory entry."""
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<H", len(text))
        + links
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def ods(rows: Sequence[Sequence[str]], sheet: str = "数据") -> bytes:
    """An OpenDocument workbook; cells are ready-made XML elements."""
    content = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    page = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        "<office:body><office:spreadsheet>"
        f'<table:table table:name="{sheet}">{content}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    members = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": page}
    return archive({name: content.encode() for name, content in members.items()})


def archive(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", packing) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return found.getvalue()
