"""Encodings: what is proven is read exactly, what is not is asked, nothing is garbled."""

import pytest
from babel import Locale

from domain.intake.files.encoding import decode, possible_encodings
from domain.intake.files.refusals import EncodingMismatch, EncodingUnclear, NotATable, UnknownEncoding

CHINESE = (
    "发票号码,客户名称,开票日期,价税合计\n"
    "00012,上海鑫源贸易有限公司,2024/1/5,1234.50\n00013,杭州淼森喆电子,2024/2/5,88\n"
)
ENGLISH = "number,customer,issued\n1,Acme,2024-01-05\n"
SPANISH = ENGLISH + "2,Acme,2024-01-06\n" * 400 + "3,México Distribución,2024-01-07\n"
LEGACY = {
    "windows-1252": ("cp1252", ("fr", "de", "es", "pt", "sv", "it", "nl")),
    "windows-1250": ("cp1250", ("pl", "cs", "hu", "ro", "hr")),
    "windows-1251": ("cp1251", ("ru", "uk", "bg")),
    "koi8-r": ("koi8_r", ("ru",)),
    "windows-1253": ("cp1253", ("el",)),
    "windows-1254": ("cp1254", ("tr",)),
    "windows-1255": ("cp1255", ("he",)),
    "windows-1256": ("cp1256", ("ar",)),
    "windows-874": ("cp874", ("th",)),
    "windows-1258": ("cp1258", ("vi",)),
    "shift-jis": ("cp932", ("ja",)),
    "euc-jp": ("euc_jp", ("ja",)),
    "euc-kr": ("cp949", ("ko",)),
    "big5": ("big5hkscs", ("zh_Hant",)),
}


def country_names(language: str) -> list[str]:
    """Real words of a language, from the Unicode locale data."""
    return list(Locale.parse(language).territories.values())


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_chinese_text_is_read_exactly(codec: str) -> None:
    text, _ = decode(CHINESE.encode(codec))
    assert text == CHINESE


@pytest.mark.parametrize(
    ("codec", "mark"),
    [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("gb18030", b"\x84\x31\x95\x33")],
)
def test_a_byte_order_mark_settles_the_encoding(codec: str, mark: bytes) -> None:
    assert decode(mark + CHINESE.encode(codec))[0] == CHINESE


def test_the_encoding_found_is_named_as_it_is_offered() -> None:
    names = [decode(CHINESE.encode(codec))[1] for codec in ("utf-8", "utf-8-sig", "gbk", "utf-16")]
    assert names == ["utf-8", "utf-8", "gb18030", "utf-16"]


def test_plain_ascii_needs_no_question() -> None:
    assert decode(ENGLISH.encode()) == (ENGLISH, "utf-8")


def test_accents_in_utf_8_stay_accents() -> None:
    assert decode(SPANISH.encode())[0] == SPANISH


@pytest.mark.parametrize("name", ["王伟", "李勇", "张三丰", "欧阳娜娜"])
def test_a_few_chinese_names_in_an_english_file_are_read(name: str) -> None:
    text = ENGLISH + f"2,{name},2024-01-06\n"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_headers_of_common_characters_only_are_not_mistaken_for_korean() -> None:
    text = "发票号码,客户编码,开票日期,到期日,金额\n1,A,2024-01-05,2024-02-05,10\n"
    assert decode(text.encode("gb18030"))[0] == text


def test_traditional_chinese_in_gb18030_is_read_when_its_headers_prove_it() -> None:
    text = "编号,名称\n1,臺灣積體電路製造股份有限公司\n2,鴻海精密工業\n"
    assert decode(text.encode("gb18030"))[0] == text


def test_one_accented_name_in_thousands_of_ascii_rows_is_asked_not_read_as_chinese() -> None:
    with pytest.raises(EncodingUnclear) as refused:
        decode(SPANISH.encode("cp1252"))
    assert str(refused.value.facts["encodings"]).startswith("windows-1252")


@pytest.mark.parametrize(("codec", "language"), [(c, each) for c, found in LEGACY.values() for each in found])
def test_words_of_other_languages_are_never_read_as_chinese(codec: str, language: str) -> None:
    words = country_names(language)
    for start in range(0, len(words), 7):
        data = ("number,name\n" + "\n".join(f"1,{word}" for word in words[start : start + 7])).encode(
            codec, "ignore"
        )
        if data.isascii():
            continue
        with pytest.raises(EncodingUnclear):
            decode(data)


@pytest.mark.parametrize(
    ("name", "codec", "language"),
    [
        (name, codec, found[0])
        for name, (codec, found) in LEGACY.items()
        if found[0] in {"ja", "ko", "zh_Hant", "ru", "fr"}
    ],
)
def test_the_right_encoding_is_among_those_offered_and_then_reads_exactly(
    name: str, codec: str, language: str
) -> None:
    words = [word for word in country_names(language) if word == word.encode(codec, "ignore").decode(codec)]
    text = "\n".join(words[:40])
    data = text.encode(codec)
    assert name in [each.encoding for each in possible_encodings(data)]
    assert decode(data, name)[0] == text


def test_a_candidate_shows_how_the_text_would_read() -> None:
    first = possible_encodings("編號,客戶\n1,臺北貿易\n".encode("big5"))[0]
    assert (first.encoding, first.sample) == ("big5", "編號,客戶")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
def test_utf_16_without_its_mark_is_asked(codec: str, text: str) -> None:
    with pytest.raises(EncodingUnclear) as refused:
        decode(text.encode(codec))
    assert str(refused.value.facts["encodings"]).startswith(codec)
    assert decode(text.encode(codec), codec)[0] == text


def test_seven_bit_japanese_is_asked() -> None:
    text = "番号,顧客\n1,日本商事\n"
    with pytest.raises(EncodingUnclear) as refused:
        decode(text.encode("iso2022_jp"))
    assert str(refused.value.facts["encodings"]).startswith("iso-2022-jp")


def test_utf_8_with_a_broken_byte_is_refused_with_its_row() -> None:
    lines = [line.encode() for line in CHINESE.splitlines(keepends=True)] * 20
    lines[30] = lines[30][:-1] + b"\xe5\n"
    with pytest.raises(EncodingMismatch) as refused:
        decode(b"".join(lines))
    assert refused.value.facts["row"] == 31


def test_a_chosen_encoding_that_does_not_fit_is_refused_with_the_row_and_others() -> None:
    with pytest.raises(EncodingMismatch) as refused:
        decode((ENGLISH + CHINESE).encode("gb18030"), "utf-8")
    assert refused.value.facts["row"] == 3
    assert "gb18030" in str(refused.value.facts["encodings"])


@pytest.mark.parametrize("spelling", ["GBK", "gb2312", "CP936", "gb18030"])
def test_encodings_go_by_their_other_names_too(spelling: str) -> None:
    assert decode(CHINESE.encode("gbk"), spelling) == (CHINESE, "gb18030")


@pytest.mark.parametrize("name", ["klingon", "rot13", "idna", "unicode_escape", ""])
def test_an_encoding_that_is_not_offered_is_refused(name: str) -> None:
    with pytest.raises(UnknownEncoding):
        decode(b"a,b\n", name)


def test_binary_content_is_no_text() -> None:
    with pytest.raises(NotATable):
        decode(bytes(range(256)) * 20)
