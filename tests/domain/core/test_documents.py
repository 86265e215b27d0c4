"""Which files may be kept with a record."""

import io
import zipfile

import pytest

from domain.core.document import (
    LARGEST,
    OLD_OFFICE,
    FileEmpty,
    FileIsNotWhatItSays,
    FileKindRefused,
    require_document,
)
from domain.core.stored_file import FileTooLarge

PDF = b"%PDF-1.7 signed minutes"


def packed(*names: str) -> bytes:
    """A zip with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


WORD = packed("[Content_Types].xml", "_rels/.rels", "word/document.xml")
SHEET = packed("docProps/a", "docProps/b", "docProps/c", "docProps/d", "docProps/e", "xl/workbook.xml")
WORD_97 = OLD_OFFICE + bytes(504) + b"\xec\xa5\xc1\x00" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF), ("A.PDF", PDF), ("scan.jpeg", b"\xff\xd8\xff\xe0"), ("scan.JPG", b"\xff\xd8\xff\xe0"),
        ("letter.docx", WORD), ("list.xlsx", SHEET), ("发票.ofd", packed("OFD.xml")),
        ("list.csv", "编号,金额".encode()), ("list.csv", "编号".encode("utf-16")),
        ("list.csv", "编号".encode("gb18030")),
        ("old.xls", OLD_OFFICE), ("old.doc", WORD_97), ("mail.eml", b"From: a@b"),
    ],
)  # fmt: skip
def test_documents_and_pictures_are_accepted(name: str, content: bytes) -> None:
    assert "/" in require_document(name, content)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.exe", b"MZ", FileKindRefused), ("page.html", b"<script>", FileKindRefused),
        ("drawing.svg", b"<svg onload=x>", FileKindRefused), ("noending", PDF, FileKindRefused),
        ("a.pdf.exe", PDF, FileKindRefused), ("a.pdf", b"", FileEmpty), ("a.pdf", b"MZ", FileIsNotWhatItSays),
        ("a.png", PDF, FileIsNotWhatItSays), ("a.txt", b"MZ\x00\x01", FileIsNotWhatItSays),
        ("a.txt", PDF, FileIsNotWhatItSays), ("a.xlsx", WORD, FileIsNotWhatItSays),
        ("a.docx", packed("evil.exe"), FileIsNotWhatItSays),
        ("a.xlsx", b"PK\x03\x04...", FileIsNotWhatItSays),
        ("a.xls", WORD_97, FileIsNotWhatItSays), ("a.pdf", PDF + bytes(LARGEST), FileTooLarge),
    ],
)  # fmt: skip
def test_what_says_nothing_or_is_unsafe_or_disguised_is_refused(
    name: str, content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        require_document(name, content)
