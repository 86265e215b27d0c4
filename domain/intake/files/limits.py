"""How much of a file is let in, checked before it is unpacked."""

import io
import zipfile
from dataclasses import dataclass

from domain.intake.files.refusals import DamagedFile, FileTooLarge, PackedTooTightly

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The largest file that is read. The defaults hold about half a million rows of twelve columns."""

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    """Workbooks are archives: their size once unpacked."""
    ratio: int = 200
    """How many times larger a member of the archive may be than it is packed."""
    members: int = 2_000
    rows: int = 1_100_000
    columns: int = 2_000
    cell_characters: int = 32_767
    """What Excel itself allows in a cell."""
    memory_bytes: int = 3 * 1024 * MEGABYTE
    """Address space of the process that reads a workbook."""
    seconds: float = 120.0
    """How long reading a workbook may take."""


LIMITS = Limits()
TIGHT_FROM = MEGABYTE
"""Smaller members may be packed at any ratio: they do no harm, and empty style sheets pack well."""


def check_size(data: bytes, limits: Limits) -> None:
    """Refuse a file that is too large to hold."""
    if len(data) > limits.file_bytes:
        raise FileTooLarge(megabytes=len(data) // MEGABYTE + 1, limit=limits.file_bytes // MEGABYTE)


def check_archive(data: bytes, limits: Limits) -> frozenset[str]:
    """Refuse an archive that would unpack to too much, by its directory alone; the names of its members.

    The directory may lie: the process that unpacks has a memory limit of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise DamagedFile from error
    if len(members) > limits.members:
        raise PackedTooTightly(what=f"{len(members)} parts")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise PackedTooTightly(what=f"{unpacked // MEGABYTE} MB")
    for member in members:
        if member.file_size > TIGHT_FROM and member.file_size > limits.ratio * max(member.compress_size, 1):
            raise PackedTooTightly(what=f"1 : {member.file_size // max(member.compress_size, 1)}")
    return frozenset(member.filename for member in members)
