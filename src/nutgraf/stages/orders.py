"""Orders to whoever reads the article, put into its text to steer a language model.

A sentence is an order where it is written to a machine or about what a machine is to write: in the imperative, with an
obligation, or in the markup of chats and answers. What somebody is quoted with, and what is told of somebody ("told
residents to ignore the instructions"), is news. An order takes the rest of its paragraph with it, because what it wants
reported follows it; a line that only opens one (a role, a heading, a colon) takes the next paragraph.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from nutgraf.language.lexicon import table
from nutgraf.language.speech.sources import attributed
from nutgraf.schema import ArticleRecord, Finding, Sentence

_TABLE = table("orders")


_OPENINGS = ("{lead}", r"^\W*", r"\b")


def _pattern(*patterns: str) -> re.Pattern[str]:
    """One expression for any of `patterns` as the table writes them; how many of them open is tried once for all."""
    by_opening: dict[str, list[str]] = {}
    for pattern in patterns:
        opening = next((one for one in _OPENINGS if pattern.startswith(one)), "")
        by_opening.setdefault(opening, []).append(pattern.removeprefix(opening))
    text = "|".join(f"{opening}(?:{'|'.join(rests)})" for opening, rests in by_opening.items()).replace(" ", r"\s+")
    for name, part in _TABLE["parts"].items():
        text = text.replace(f"{{{name}}}", part.replace(" ", r"\s+"))
    for name, listed in _TABLE["vocabulary"].items():
        text = text.replace(f"{{{name}}}", f"(?:{'|'.join(listed.split())})".replace("_", r"\s+"))
    return re.compile(text, re.IGNORECASE)


_MARKUP = re.compile(
    r"<\|\w{2,20}\|>|<</?sys>>|\[/?inst\]|</?(?:system|assistant|user|instructions?|prompt|passage|tool_?\w*|function_?\w*"
    r"|context|admin|im_start|im_end|override|human|developer|article|document|task|s)\b[^<>]{0,80}>"
    r"|#{2,}\s*(?:new\s+)?(?:system|instructions?|assistant|user|response|human|task|prompt|input|output|developer|admin|"
    r"end|begin|override)\b"
    r"|-{2,}\s*(?:begin|end|start|stop|new|system|assistant|user|instructions?)\b[^-\n]{0,60}-{2,}|={3,}\s*\w+[\w\s]{0,30}={3,}"
    r"|`{3}|\b(?:BEGIN|END)\s+(?:SYSTEM|PROMPT|INSTRUCTIONS?|ARTICLE|INPUT|DOCUMENT|ADMIN|OVERRIDE)\b"
    r"|[{,\[]\s*[\"“”']\w{2,20}[\"“”']\s*:|[\"“”](?:role|content|events?|sentences?|what|type|status|agents?|targets?|killed|injured|"
    r"weapons?|places?|source|sentence|summary|time)[\"“”]\s*:"
    r"|^\W{0,3}(?:system|assistant|user|human|developer|ai|model|administrator|root)\s*(?:\([\w\s]{1,20}\)\s*)?:(?!\d)"
    r"|\b(?:\w+_)?(?:type|status|killed|injured|agents?|source|event)\s?=\s?[\w\"'“\[]"
    r"|^\W{0,3}[@/](?:assistant|system|bot|llm|gpt)\b|^\W{0,3}(?:(?:expected|final|correct)\s+(?:output|summary|response|"
    r"events?|answer|results?|records?)|output|summary|response)\s*:",
    re.IGNORECASE,
)
_STRONG = _pattern(*_TABLE["patterns"]["strong"])
_WEAK = _pattern(*_TABLE["patterns"]["weak"])
_FOREIGN = _pattern(*_TABLE["languages"].values())
_SIGNS = {name: (points, _pattern(pattern)) for name, (points, pattern) in _TABLE["signs"].items()}
_ADDRESS = frozenset({"you", "duty", "imperative", "instruction"})
_MATTER = frozenset({"text", "product"})
_SPOKEN_TO = frozenset({"you", "imperative", "instruction"})
_ENOUGH = 3
_IMPERATIVE = _pattern(r"^\W*{asking}*(?:{tell}|{handle}|{answer}|{override})\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)|‘[^’]{12,}’(?!\w)")
_OPENS = re.compile(r"(?::|\b(?:following|as\s+follows|below|next)\b\W*)\s*$", re.IGNORECASE)
_SPELLED = re.compile(r"(?<!\w)(?:\w[ .*_-]){4,}\w(?!\w)")
_BLOB = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{24,4000}={0,2}(?![\w+/=])")
_LEET = str.maketrans("013457@$!", "oieastasi")
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһӏαοενιρτАВЕКМНОРСТХІЈЅΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxijsdqwhlaoeviptABEKMHOPCTXIJSABEHIKMNOPTX"
)
_SHORT_LINE = 8
_HEADING = 4
"""Words of a line of markup that stands over the next paragraph."""
_FEWEST_OUTSIDE = 4
"""Words outside its quotation marks with which a sentence tells of a quotation, rather than being one."""
_LONGEST = 3000


def orders_in(article: ArticleRecord) -> frozenset[int]:
    """The ids of the sentences that are orders, or what an order wants reported."""
    found: set[int] = set()
    carried = False
    for paragraph in article.paragraphs():
        first = 0 if carried else _first_order(article, paragraph)
        found.update(sentence.id for sentence in paragraph[first:])
        carried = not carried and first < len(paragraph) and _goes_on(article, paragraph[first:])
    return frozenset(found)


def order_findings(left_out: Collection[int]) -> list[Finding]:
    """A finding for each run of the sentences that `orders_in` gave."""
    runs: list[list[int]] = []
    for number in sorted(left_out):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        Finding(
            kind="instructions_in_article",
            severity="warning",
            where=f"/article/sentences/{run[0] - 1}",
            message=f"{_numbers(run)} like an instruction to whoever reads the article; nothing was recorded from it.",
        )
        for run in runs
    ]


def _numbers(run: list[int]) -> str:
    return f"Sentence {run[0]} reads" if len(run) == 1 else f"Sentences {run[0]} to {run[-1]} read"


def _first_order(article: ArticleRecord, paragraph: list[Sentence]) -> int:
    """The index of the first sentence that is an order; the number of sentences where none is."""
    return next((index for index, one in enumerate(paragraph) if _is_order(article, one, paragraph)), len(paragraph))


def _goes_on(article: ArticleRecord, ordered: list[Sentence]) -> bool:
    """Whether the next paragraph is what these sentences order, or what they are the heading of."""
    text = article.text[ordered[0].start : ordered[-1].end]
    heading = len(text.split()) <= _HEADING and not re.search(r"</|\|im_end|end\W*$|[.!?}=]\W*$", text, re.IGNORECASE)
    return _OPENS.search(text) is not None or (heading and _MARKUP.search(text) is not None)


def _in_a_quotation(article: ArticleRecord, paragraph: list[Sentence], sentence: Sentence) -> bool:
    """Whether `sentence` has a quotation, and another of its paragraph says whose."""
    return _QUOTED.search(article.sentence_text(sentence)) is not None and any(
        attributed(article, one) for one in paragraph if one is not sentence
    )


def _is_order(article: ArticleRecord, sentence: Sentence, paragraph: list[Sentence]) -> bool:
    """Whether a sentence is an order: as it is written, or as a reader would make it out."""
    text = article.sentence_text(sentence)[:_LONGEST]
    marked, ordering = _suspicion(text)
    if not marked and not ordering:
        return False
    own = _QUOTED.sub(" “” ", text)
    outside = len(re.findall(r"\w+", own))
    if marked and ("{" in text or _MARKUP.search(own) or outside < _SHORT_LINE):
        return True
    if _told(article, sentence, paragraph):
        return _STRONG.search(own) is not None
    tells = own != text and outside >= _FEWEST_OUTSIDE
    return _reads_like_one(_variants(own)) if tells else ordering


@lru_cache(maxsize=1024)  # the same article is looked through before it is recorded and when it is checked
def _suspicion(text: str) -> tuple[bool, bool]:
    """Whether `text` has markup of chats and answers, and whether it reads like an order."""
    return _MARKUP.search(text) is not None, _reads_like_one(_variants(text))


def _reads_like_one(variants: Iterable[str]) -> bool:
    return any(
        _STRONG.search(text) or _WEAK.search(text) or _FOREIGN.search(text) or _has_signs(text) for text in variants
    )


def _has_signs(text: str) -> bool:
    """Whether what `text` is written to and about adds up to an order."""
    found = {name: points for name, (points, pattern) in _SIGNS.items() if pattern.search(text)}
    if sum(found.values()) < _ENOUGH or found.keys().isdisjoint(_ADDRESS):
        return False
    return bool(found.keys() & _MATTER) or ("machine" in found and bool(found.keys() & _SPOKEN_TO))


def _told(article: ArticleRecord, sentence: Sentence, paragraph: list[Sentence]) -> bool:
    """Whether `sentence` tells what somebody says. An order may well order to report what somebody says.

    So the source has to stand before the order, or the attribution has to end a sentence that has a quotation or
    doesn't begin in the imperative.
    """
    if _in_a_quotation(article, paragraph, sentence):
        return True
    text = article.sentence_text(sentence)
    direct = _IMPERATIVE.match(text) is not None and _QUOTED.search(text) is None
    orders = [match for pattern in (_STRONG, _WEAK) if (match := pattern.search(text))]
    starts = sentence.start + min((match.start() for match in orders), default=len(text))
    for one in attributed(article, sentence):
        spans = (*one.source.spans, one.cue)
        if max(span.end for span in spans) <= starts + 1:
            return True
        ends_it = not re.search(r"\w", article.text[max(span.end for span in spans) : sentence.end])
        if ends_it and not direct:
            return True
    return False


def _variants(text: str) -> Iterator[str]:
    """`text`, and what is meant by it where it is disguised."""
    yield text
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    plain = plain.translate(_LOOK_ALIKE) if re.search(r"[a-z]", plain) else plain
    spelled = _SPELLED.sub(lambda match: re.sub(r"[ .*_-]", "", match[0]), plain)
    leet = re.sub(r"\b(?=\w*[a-z])(?=\w*[013457@$!])[\w@$!]+", lambda match: match[0].translate(_LEET), spelled)
    for variant in dict.fromkeys((plain, spelled, leet)):
        if variant != text:
            yield variant
    for blob in _BLOB.findall(text):
        try:
            decoded = base64.b64decode(blob + "=" * (-len(blob) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if decoded.isprintable():
            yield decoded
