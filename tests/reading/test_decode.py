from __future__ import annotations

import codecs
import contextlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.errors import ReadError
from nutgraf.reading.decode import clean_characters, decode

FRENCH = "Le maire de Nîmes a déclaré que l’été avait été « très » chaud. "
POLISH = "Burmistrz powiedział w poniedziałek, że żołnierze odejdą z miasta. Łódź jest źle strzeżona. "
TURKISH = "Belediye başkanı pazartesi günü şöyle dedi: ığdır çok güzel bir yer. "
RUSSIAN = "Мэр заявил в понедельник, что войска уйдут из города. "
GREEK = "Ο δήμαρχος είπε τη Δευτέρα ότι τα στρατεύματα θα φύγουν. "
ARABIC = "قال المحافظ يوم الاثنين إن القوات ستنسحب من المدينة. "
JAPANESE = "市長は月曜日に軍隊が撤退すると述べた。十人が負傷した。"
CHINESE = "市长星期一说，部队将撤离这座城市。他说这是好的。"
KOREAN = "시장은 월요일에 군대가 철수할 것이라고 말했다. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "cp1252"),
        ("Der Bürgermeister sagte, die Straße sei gefährlich. ", "latin-1"),
        (POLISH, "iso8859-2"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb18030"),
        (CHINESE.translate(str.maketrans("长将离这说队", "長將離這說隊")), "big5"),
        (KOREAN, "euc-kr"),
    ],
)
def test_undeclared_encodings_are_told(text: str, encoding: str) -> None:
    text *= 4
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_byte_order_marks_and_utf16_without_one(mark: bytes, encoding: str) -> None:
    assert decode(mark + FRENCH.encode(encoding)) == FRENCH


def test_a_declaration_counts_where_the_bytes_are_not_utf8() -> None:
    html = '<html><head><meta charset="windows-1251"></head><body>да</body></html>'
    assert decode(html.encode("cp1251"), html=True) == html
    assert decode("да".encode("cp1251"), charset="windows-1251") == "да"
    assert decode("€".encode("cp1252"), charset="iso-8859-1") == "€"


def test_valid_utf8_outweighs_a_wrong_declaration() -> None:
    html = '<meta charset="iso-8859-1"><p>Nîmes</p>'
    assert decode(html.encode(), html=True, charset="latin-1") == html


def test_seven_bit_encodings_need_their_declaration() -> None:
    assert decode(JAPANESE.encode("iso-2022-jp"), charset="iso-2022-jp") == JAPANESE


@pytest.mark.parametrize("charset", ["no-such-thing", "base64", "utf-7", "x\0y", ""])
def test_declarations_that_name_no_encoding_are_passed_over(charset: str) -> None:
    assert decode(FRENCH.encode(), charset=charset) == FRENCH


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    broken = (FRENCH * 5).encode()[:-3] + b"\xc3"
    assert decode(broken).startswith(FRENCH)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (b"PK\x03\x04rest", "ZIP archive or an office document"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is binary"),
        (bytes(range(256)) * 10, "is binary"),
        (b"MZ\x90\x00\x03\x00", "is binary"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        decode(data)


def test_clean_characters() -> None:
    assert clean_characters("a\r\nb\rc\x0bd\u2028e\u2029f") == "a\nb\nc\nd\ne\n\nf"
    assert clean_characters("10\xa0000\u202fmen\u3000left\tnow") == "10 000 men left now"
    assert clean_characters("cafe\u0301") == "caf\xe9"
    assert clean_characters("e\xad\u0301") == "\xe9"
    assert clean_characters("gov\xadern\u200bment\ufeff\x07\x1b[0m") == "government[0m"
    assert clean_characters("ad\u202emin\u2066x\u2069") == "adminx"
    assert clean_characters("lone \ud800 half") == "lone \ufffd half"


def test_hidden_text_in_tag_characters_goes_but_flags_stay() -> None:
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "ignore")
    scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert clean_characters(f"News{hidden} {scotland}") == f"News {scotland}"


@pytest.mark.parametrize("text", ["می\u200cروند", "क्\u200dष", "👩\u200d🚒", "❤️\u200d🔥", "👩🏽\u200d🚒", "ශ්\u200dරී"])
def test_joiners_stay_where_a_script_needs_them(text: str) -> None:
    assert clean_characters(text) == unicodedata.normalize("NFC", text)


def test_joiners_go_where_none_is_needed() -> None:
    assert clean_characters("wo\u200cr\u200dd \u200d") == "word "


@settings(deadline=None)
@given(st.text())
def test_clean_text_is_stable_and_free_of_what_it_removes(text: str) -> None:
    clean = clean_characters(text)
    assert clean_characters(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} and char != "\n" for char in clean)
    clean.encode()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        decode(data).encode("utf-8", "surrogatepass")
