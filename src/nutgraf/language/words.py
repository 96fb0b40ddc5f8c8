"""Words that carry meaning, reduced so that inflections and spellings of one word meet.

The reduction takes off the endings of English inflection alone (those of steps 1a and 1b of Porter, 1980, with his test
for a short stem turned round: "planed" is of "plane" because "plan" would have been doubled). Derivations stay apart:
an attack is no attacker. What rules can't tell is in a table.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from nutgraf.language.lexicon import table

PARTICLES = frozenset("de del la las los al el van von bin ibn der da do dos y di du le".split())
"""Words in small letters that stand inside names."""
_WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\b|\d+(?:[.,:]\d+)+|[^\W_]+(?:'[^\W_]+)*")
_SPACED_ENDING = re.compile(r"\s(?=n't\b|'(?:s|re|ve|ll|d|m)\b)", re.IGNORECASE)
_SHORT = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")
"""One syllable with one vowel letter and one consonant after it: doubles the consonant before an ending."""
_DOUBLED = frozenset({"stop", "cut"})
_FORMS = {
    ("say", "ed"): "said",
    ("cut", "ed"): "cut",
    ("man", "s"): "men",
    ("speak", "ed"): "spoke",
    ("take", "ed"): "took",
}
_SYLLABLE = re.compile(r"[aeiouy]+")
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})our$"), "or"),
    (re.compile(r"tr$"), "ter"),
    (re.compile(r"(?<=[a-z]{2})enc$"), "ens"),
    (re.compile(r"amm$"), "am"),
    (re.compile(r"(?<=[a-z]{3})iz$"), "is"),
    (re.compile(r"yz$"), "ys"),
    (re.compile(r"isation$"), "ization"),
    (re.compile(r"logu$"), "log"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written, where it stands, and its plain form."""

    start: int
    text: str
    word: str


def words(text: str) -> list[str]:
    """The words of `text`, lower-cased, possessive endings and the stops of acronyms taken off, in order."""
    return [_plain(match[0]) for match in _WORD.finditer(even(text))]


def tokens(text: str) -> list[Token]:
    """The words of `text`, which is `even` already."""
    return [Token(match.start(), match[0], _plain(match[0])) for match in _WORD.finditer(text)]


def even(text: str) -> str:
    """`text` with one way of writing (NFKC, straight apostrophes) and no space within "do n't" and "Mali 's"."""
    return _SPACED_ENDING.sub("", unicodedata.normalize("NFKC", text).replace("’", "'"))


def stem(word: str) -> str:
    """One form for the inflections of a word."""
    return _IRREGULAR[word] if word in _IRREGULAR else _regular(word)


def inflected(base: str, *, like: str) -> str:
    """`base`, a regular verb or noun ("say" too), in the form that `like` has: "criticizes" like "slams"."""
    ending = next((end for end in ("ing", "ed", "s") if like.endswith(end) and stem(like) != like), "")
    if not base or not ending or " " in base or like.endswith("ss") or base.endswith(("ed", "s")):
        return base
    if (base, ending) in _FORMS:
        return _FORMS[base, ending]
    if ending == "s":
        return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"
    if base in _DOUBLED:
        return base + base[-1] + ending
    return (base[:-1] if base.endswith("e") else base) + ending


def content_words(text: str) -> list[str]:
    """The stems of the words of `text` that carry meaning, in order; numbers are among them."""
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS]


def overlap(left: str, right: str) -> float:
    """The share of the content words of the one that has fewer which the other has too; 0 where either has none."""
    one, other = set(content_words(left)), set(content_words(right))
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _plain(word: str) -> str:
    if word[0].isdecimal():
        return word.lower()
    return word.lower().removesuffix("'s").replace(".", "")


def _regular(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _without_ending(_singular(word))
    if word.endswith("ie") and len(word) > 4:
        word = word[:-2] + "y"
    elif word.endswith("e") and not word.endswith("ee") and len(word) > 3 and not _SHORT.fullmatch(word[:-1]):
        word = word[:-1]
    if word.endswith("ll") and len(_SYLLABLE.findall(word)) > 1:
        word = word[:-1]
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def _singular(word: str) -> str:
    """A plural's singular, a third person's infinitive."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_ending(word: str) -> str:
    """The infinitive of a participle or past tense; what has neither ending as it is."""
    if word.endswith("ied"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    base = word[: -3 if word.endswith("ing") else -2] if word.endswith(("ing", "ed")) else ""
    if word.endswith("eed") or not _SYLLABLE.search(base):
        return word
    if _SHORT.fullmatch(base):
        return base + "e"
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base if len(base) > 2 else word


FUNCTION_WORDS = frozenset(table("words")["function"].split())
_IRREGULAR: dict[str, str] = {
    form: base if base in forms.split() else _regular(base)
    for part in ("irregular", "acts")
    for base, forms in table("words")[part].items()
    for form in forms.split()
}


def curled(text: str) -> str:
    """`text` with typographic double quotation marks: a straight one ends a string in a model's JSON."""
    return re.sub(r'"([^"]*)(?:"|$)', "“\\1”", text)


def initials_joined(text: str) -> str:
    """`text` with "U.S." where a model wrote "U. S."."""
    return re.sub(r"\b([A-Z]\.) (?=[A-Z]\.)", r"\1", text)
