"""Files that may be kept with a record: documents and pictures, told by their content, not by their name."""

import io
import zipfile
from pathlib import PurePath

import filetype

from domain.core.errors import RuleBroken
from domain.core.stored_file import FileTooLarge

LARGEST = 20 * 2**20
UTF16 = (b"\xff\xfe", b"\xfe\xff")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
INSIDE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
"""What a zip of this kind holds; office programs put it in different places."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "csv": "text/csv",
    "txt": "text/plain",
    "eml": "message/rfc822",
}
"""Accepted kinds of file, by the ending of their name. OFD is the format of Chinese electronic invoices."""
WORDS = frozenset({"csv", "txt", "eml"})
OLD = frozenset({"doc", "xls", "ppt"})


class FileEmpty(RuleBroken):
    """There is nothing in the file."""

    text = "{name} is empty."


class FileKindRefused(RuleBroken):
    """Only documents and pictures say something about a record, and only they are safe to open."""

    text = "{name} cannot be accepted. Accepted: {accepted}."


class FileIsNotWhatItSays(RuleBroken):
    """The content contradicts the ending of the name."""

    text = "The content of {name} is not what its ending says. Save it again in its own format."


def require_document(name: str, content: bytes, field: str = "file") -> str:
    """The media type; refuse what is empty, too large, of another kind, or disguised (given to `field`)."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in MEDIA_TYPES:
        raise FileKindRefused(field=field, name=name, accepted=" ".join(sorted(MEDIA_TYPES)))
    if not content:
        raise FileEmpty(field=field, name=name)
    if len(content) > LARGEST:
        megabytes = -(-len(content) // 2**20)
        raise FileTooLarge(field=field, name=name, size=megabytes, limit=LARGEST // 2**20)
    if not _genuine(content, "jpg" if ending == "jpeg" else ending):
        raise FileIsNotWhatItSays(field=field, name=name)
    return MEDIA_TYPES[ending]


def _genuine(content: bytes, ending: str) -> bool:
    found = filetype.guess_extension(content)
    if ending in WORDS:
        # UTF-16 text has zero bytes, as programs have; its byte order mark tells the two apart.
        return found is None and (content.startswith(UTF16) or b"\x00" not in content[:4096])
    if ending in OLD:
        return content.startswith(OLD_OFFICE) and found in (None, ending)
    return found == ending or (ending in INSIDE and _holds(content, INSIDE[ending]))


def _holds(content: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return any(name.startswith(part) for name in packed.namelist())
    except zipfile.BadZipFile:
        return False
