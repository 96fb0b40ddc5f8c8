"""Bytes to text: the encoding, and the characters that don't belong into an article."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

from nutgraf.errors import ReadError
from nutgraf.reading.language import certainty

MAX_BYTES = 10_000_000
"""The longest article that is read, in bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its first two bytes are those of UTF-16's mark
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3", "an SQLite database"),
)
# What pages declare is read as the WHATWG Encoding Standard says: labels mean their supersets.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ“”„‘’‚–—…•€£«»‹›°·¡¿§©®ªº™½\xa0\xad")

_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257")
_MISREAD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘“”–—…»«](?=[^\W\d_])|(?<=[a-z])[¹²³ªº]|[\x80-\x9f]")
"""Signs within or right after a word, which is where letters turn up that were read in the wrong encoding."""

_TAGGED_FLAG = "\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{3,6}\U000e007f"
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Control characters, bidirectional overrides, soft hyphens and zero-width characters that no script needs, and tags,
# which spell out hidden text anywhere but in the flags of some regions.
_JUNK = re.compile(
    f"({_TAGGED_FLAG})|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
_JOINER = re.compile("[\u200c\u200d]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, *, charset: str | None = None, html: bool = False) -> str:
    """The text in `data`.

    `charset` is what came with it (an HTTP header); in HTML, a declaration counts where there is none. A byte order
    mark and valid UTF-8 outweigh both, because declarations are wrong more often than those are.
    Raises ReadError where `data` is binary, or in no encoding that can be told.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"is {what}, not text", hint="Save it as plain text or HTML first.")
    if b"\0" in data:
        return _decode_with_nulls(data)
    declared = _known(charset) or (_declared_in(data) if html else None)
    if declared and declared.startswith(("iso2022", "hz")):  # these are seven-bit, so they look like valid UTF-8
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared != "utf-8":
        return data.decode(declared, "replace")
    return _detect(data)


def clean_characters(text: str) -> str:
    """`text` in NFC, its lines ended by "\\n", every space a plain one, and without invisible characters.

    The joiners U+200C and U+200D stay where a script or an emoji needs them: after a letter, mark or symbol that is
    not Latin, Greek or Cyrillic.
    """
    text = _SURROGATE.sub("\ufffd", text)
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    text = _SPACE.sub(" ", text)
    text = _JUNK.sub(lambda match: match[1] or "", text)
    text = _JOINER.sub(_joiner, text)
    return unicodedata.normalize("NFC", text)


def _joiner(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1] if match.start() else " "
    needed = before >= "\u0530" and unicodedata.category(before)[0] in "LMS"
    return match[0] if needed else ""


def _known(label: str | None) -> str | None:
    """The codec's name for a declared encoding; None for one that doesn't exist or isn't text."""
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in {"utf-7", "idna", "punycode", "unicode_escape"}:
        return None
    return _SUPERSETS.get(info.name, info.name)


def _declared_in(data: bytes) -> str | None:
    match = _META_CHARSET.search(data[:4096])
    name = _known(match[1].decode("ascii")) if match else None
    # A declaration that can be read byte by byte isn't in the UTF-16 that it declares.
    return None if name and name.startswith(("utf-16", "utf-32")) else name


def _decode_with_nulls(data: bytes) -> str:
    """UTF-16 without a mark has its zeros on one side only; everything else that has zeros is no text."""
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if len(sample) >= 8 and max(odd, even) > 0.3 * len(sample) and min(odd, even) == 0:
        return data.decode("utf-16-le" if odd else "utf-16-be", "replace")
    raise ReadError("is binary, not text", hint="Give a text, Markdown or HTML file.")


def _detect(data: bytes) -> str:
    damaged = data.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    if sum(len(part) for part in re.findall(r"[^\x00-\x7f\ufffd]+", damaged)) > 10 * bad:
        return damaged
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = "\ufffd"
    foreign = set(re.findall(r"[^\x00-\x7f]", western))
    if foreign <= _WESTERN and len(re.findall(r"[^\x00-\x7f]", western)) < 0.3 * len(western):
        return western

    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ReadError(
            "is not UTF-8, and its encoding can't be told", hint="Convert it to UTF-8 (with iconv, for one)."
        )
    if any(
        char >= "\u0370" and char.isalpha() for char in str(best)[:2000]
    ):  # not in Latin letters: then it is reliable
        return data.decode(best.encoding, "replace")
    decoded = [text for name in {best.encoding: 0} | dict.fromkeys(_LATIN) if (text := _decoded(data, name))]
    return max(decoded, key=lambda text: (-_misread(text), certainty(text)))


def _misread(text: str) -> int:
    """How many characters of `text` stand where they can't, as they do after reading in the wrong encoding."""
    capitals = sum(a.islower() and b > "\x7f" and b.isupper() for a, b in pairwise(text[:20_000]))
    return capitals + len(_MISREAD.findall(text[:20_000]))


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
