"""Bytes to text: what proves its encoding is read, everything else is asked."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass

from charset_normalizer import from_bytes

from domain.intake.files.chinese import reads_as_chinese
from domain.intake.files.refusals import EncodingMismatch, EncodingUnclear, NotATable, UnknownEncoding

ENCODINGS = {
    "utf-8": "utf-8-sig", "gb18030": "gb18030", "big5": "big5hkscs", "shift-jis": "cp932",
    "euc-jp": "euc_jis_2004", "euc-kr": "cp949", "iso-2022-jp": "iso2022_jp", "windows-1252": "cp1252",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1253": "cp1253", "windows-1254": "cp1254",
    "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1258": "cp1258", "windows-874": "cp874",
    "koi8-r": "koi8_r", "iso-8859-1": "latin_1", "iso-8859-15": "iso8859_15", "utf-16": "utf_16",
    "utf-16-le": "utf_16_le", "utf-16-be": "utf_16_be", "utf-32": "utf_32",
}  # fmt: skip
"""The encodings a person may choose, by the name shown -> codec."""
OTHER_NAMES = {
    "utf8": "utf-8", "utf-8-sig": "utf-8", "ascii": "utf-8", "utf16": "utf-16", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be", "utf32": "utf-32", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030",
    "936": "gb18030", "big5hkscs": "big5", "big5-hkscs": "big5", "cp950": "big5", "sjis": "shift-jis",
    "cp932": "shift-jis", "euc-jis-2004": "euc-jp", "cp949": "euc-kr", "johab": "euc-kr",
    "latin-1": "iso-8859-1", "latin1": "iso-8859-1", "iso8859-15": "iso-8859-15",
}  # fmt: skip
MARKS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
MULTIBYTE = ("gb18030", "big5", "shift-jis", "euc-jp", "euc-kr")
ONE_BYTE = ("windows-1252", "windows-1250", "windows-1251", "windows-1254", "iso-8859-1")
OFFERED = 5
SAMPLE_BYTES = 20_000
CONTROLS = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 26, 27})


@dataclass(frozen=True)
class Candidate:
    """An encoding the bytes may be in, with a line that shows how the text would read."""

    encoding: str
    sample: str


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding.

    Read without asking are UTF-8, UTF-16 and UTF-32 with a byte order mark, and GB18030 that reads as
    Chinese. EncodingUnclear otherwise; EncodingMismatch when the encoding asked for does not fit.
    """
    if encoding is not None:
        return decode_as(data, known_name(encoding))
    for mark, name in MARKS:
        if data.startswith(mark):
            return decode_as(data, name)
    check_readable(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        check_damage(data)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and reads_as_chinese(text):
        return text, "gb18030"
    raise unclear(data)


def known_name(encoding: str) -> str:
    """The name under which an encoding is offered. UnknownEncoding for any other."""
    name = encoding.strip().lower().replace("_", "-")
    name = OTHER_NAMES.get(name, name)
    name = name.replace("cp125", "windows-125")
    if name not in ENCODINGS:
        raise UnknownEncoding(encoding=encoding[:40], encodings=", ".join(ENCODINGS))
    return name


def decode_as(data: bytes, name: str) -> tuple[str, str]:
    """The text in an encoding that was chosen or marked. EncodingMismatch names the first bad row."""
    try:
        return data.decode(ENCODINGS[name]).removeprefix("\ufeff"), name
    except UnicodeDecodeError as error:
        others = ", ".join(each.encoding for each in possible_encodings(data) if each.encoding != name)
        row = data[: error.start].count(b"\n") + 1
        raise EncodingMismatch(encoding=name, row=row, encodings=others) from error


def check_readable(data: bytes) -> None:
    """Refuse bytes that are no text, or text in an encoding of two bytes a character without its mark."""
    controls = len(data) - len(data.translate(None, CONTROLS))
    zeros = data.count(0)
    if controls > max(len(data) // 50, 8):
        raise NotATable(what="a binary file")
    if zeros > len(data) // 50 or b"\x1b$" in data or b"\x1b(" in data:
        raise unclear(data)


def check_damage(data: bytes) -> None:
    """Refuse text that is plainly UTF-8 but for a few bytes: another encoding would garble all the rest."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if len(data) - len(text) > 20 * broken:
        decode_as(data, "utf-8")


def unclear(data: bytes) -> EncodingUnclear:
    """The question to the person, with the encodings that are possible."""
    return EncodingUnclear(encodings=", ".join(each.encoding for each in possible_encodings(data)))


def possible_encodings(data: bytes) -> tuple[Candidate, ...]:
    """The encodings the bytes may be in, likeliest first, at most five, each with a sample of the text.

    For the screen that asks: the person recognises the right one by its sample.
    """
    telling = telling_part(data)
    found: list[Candidate] = []
    for name in dict.fromkeys(likeliest(data, telling)):
        try:
            text = data.decode(ENCODINGS[name])
        except UnicodeDecodeError:
            continue
        found.append(Candidate(name, sample_line(text)))
    return tuple(found[:OFFERED])


def telling_part(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, as many as settle the question."""
    if data.count(0) > len(data) // 50 or data.isascii():
        return data[: SAMPLE_BYTES // 2 * 2]
    lines = re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", data[: 50 * SAMPLE_BYTES])
    return b"\n".join(lines)[:SAMPLE_BYTES] or data[-SAMPLE_BYTES:]


def second_opinion(telling: bytes) -> tuple[str, ...]:
    """What charset-normalizer takes the text for, as far as it is offered here."""
    names = (match.encoding.replace("_", "-") for match in from_bytes(telling))
    known = (OTHER_NAMES.get(name, name).replace("cp125", "windows-125") for name in names)
    return tuple(name for name in known if name in MULTIBYTE or name in {"windows-1251", "koi8-r"})


def likeliest(data: bytes, telling: bytes) -> tuple[str, ...]:
    """Encodings in the order that the shape of the bytes and the second opinion suggest."""
    if b"\x1b$" in data or b"\x1b(" in data:
        return ("iso-2022-jp", "utf-8")
    if data.count(0) > len(data) // 50:
        little = data[1::2].count(0) >= data[::2].count(0)
        return ("utf-16-le", "utf-16-be") if little else ("utf-16-be", "utf-16-le")
    high = re.findall(rb"[\x80-\xff]+", telling)
    alone = sum(len(run) == 1 for run in high)
    opinion = second_opinion(telling)
    if alone > len(high) / 2 and not set(opinion).intersection(MULTIBYTE):
        return ONE_BYTE + MULTIBYTE
    return opinion + MULTIBYTE + ONE_BYTE


def sample_line(text: str) -> str:
    """The first line with characters beyond ASCII, shortened."""
    found = re.search(r"[^\r\n]*[^\x00-\x7f\r\n][^\r\n]*", text)
    return (found.group() if found else text.lstrip().split("\n", 1)[0])[:80]
