"""Whether a phrase can be what it was given for, and where it starts. English."""

from __future__ import annotations

import re

from nutgraf.language.kinds import head, is_pronoun, kind_of
from nutgraf.language.lexicon import by_word, table
from nutgraf.language.numbers.figures import figures
from nutgraf.language.numbers.readings import read_quantity
from nutgraf.language.words import FUNCTION_WORDS, PARTICLES, words
from nutgraf.schema import ArticleRecord, Passage, Span

_TIME = re.compile(
    r"\b(?:\d{4}|\d{1,2}(?:[:.]\d{2})|\d{1,2}\s?[ap]\.?m\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|today|yesterday|tomorrow|tonight|overnight|morning|afternoon|evening|night|noon|"
    r"midnight|dawn|dusk|minutes?|hours?|days?|weeks?|weekends?|months?|years?|decades?|century|spring|summer|autumn|"
    r"winter|recently|later|earlier|immediately|soon|now|quarter|ago|since|until|moments?|time)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:weekend|\d{1,2}[:.]\d{2}|\d{1,2}\s?[ap]\.?m\b|yesterday|today|tomorrow|last\s+\w+|thanksgiving|christmas|"
    r"ramadan|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"january|february|april|june|july|august|september|october|november|december)\b|^(?-i:May)(?=$|\s(?-i:[a-z]))",
    re.IGNORECASE,
)
_COUNT_LEAD = re.compile(r"(?:the|at least|about|some|nearly|more than|over|up to|as many as|all|another|other)?", re.I)
_AGED_NAME = re.compile(r"(?:[Tt]he\s)?\d{1,3}[- ][Yy]ear[- ][Oo]lds?\s(?=[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)+$)")
_LEAD = re.compile(r"^(?:in front of|in|at|on|from|to|into|inside|around|of|across)\s+", re.IGNORECASE)
_FURTHER = re.compile(
    r",\s+(?:across|near|about|some|just|outside|opposite|along|beside|between|north|south|east|west|\d+)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""Where a place is, told behind it."""
_SOMEBODY_IN = re.compile(r"[^,]{3,40}?\s(?:in|at|from|near)\s+(?=[A-Z])")
_CLAUSE = re.compile(r"[,;]?\s(?:where|which|that|who|when|while|after|before)\b.*$", re.IGNORECASE | re.DOTALL)
_UNITS = frozenset("city town county state village district province region republic municipality".split())
"""What speaks as an authority, and names a place: "the city said", "Mexico City"."""
_DURATION = re.compile(
    r"(?:for\s+)?(?:(?:nearly|about|some|almost|over|more than|less than|at least|up to|around)\s+)*"
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|\d+)[\s-]"
    r"(?:hours?|minutes?|days?|weeks?|months?|years?|decades?)(?:\s+of\s+\w+)?",
    re.IGNORECASE,
)
_BEYOND_LATIN = 0x250
_AND = re.compile(r"\s*,\s*and\s+|\s+and\s+|\s*,\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"[()\[\]]")
_TITLES = frozenset(table("words")["title"].split()) - FUNCTION_WORDS
_LONGEST_NAME = 5
_FEWEST_SHOUTED = 2
"""Words: of a text in capitals, one word behind an office may be anything."""
_KIN = re.compile(r"[’']s?\s|\b(?:his|her|their)\b", re.IGNORECASE)
_DEEDS, _HARMED_ALONE = (frozenset(table("words")[name].split()) for name in ("deeds", "harmed_alone"))
_SOMEWHERE = frozenset(
    "near nearby here there inside outside elsewhere around away home somewhere scene area spot front door back".split()
)
"""Words that by themselves name no place."""
_SAID_BEFORE = re.compile(
    r"(?:\b(?:said|says|announced|reported|stated|added|tweeted|wrote|(?:statement|interview|conference|briefing|speech"
    r"|broadcast)(?:\s+(?:issued|released|published|made|broadcast|sent))?)|\btold\s+(?:[\w'’-]+\s+){0,5}[\w'’-]+)"
    r"\s+(?:(?:on|late|early|later)\s+)*$",
    re.IGNORECASE,
)


def is_when_said(sentence: str, start: int) -> bool:
    """Whether the time words at `start` tell when something was said, not when it happened: "said on Monday"."""
    return _SAID_BEFORE.search(sentence[max(0, start - 80) : start]) is not None


def is_time(phrase: str) -> bool:
    """Whether `phrase` tells a time by a word or a number, and not only how long. Latin script alone is judged."""
    latin = all(ord(character) < _BEYOND_LATIN for character in phrase if character.isalpha())
    return not latin or (_TIME.search(phrase) is not None and _DURATION.fullmatch(phrase) is None)


def is_body_part(phrase: str) -> bool:
    """Whether `phrase` is a part of a body ("the leg"), which is hurt in somebody."""
    return head(phrase) in table("words")["body"].split()


def is_harm_alone(phrase: str) -> bool:
    """Whether `phrase` only says that somebody came to harm: "the dead"."""
    return phrase.lower().removeprefix("the ") in _HARMED_ALONE


def is_deed(phrase: str) -> bool:
    """Whether `phrase` is what happens, or is known of it ("the shooting"), and so takes no part."""
    return head(phrase) in _DEEDS


def is_figure(phrase: str) -> bool:
    """Whether `phrase` is a number and nothing else, in digits or in words: "five" names nobody."""
    found = figures(phrase)
    bare = not any(character.isalpha() for character in phrase)
    return bare or (len(found) == 1 and (found[0].start, found[0].end) == (0, len(phrase)))


def uncounted(article: ArticleRecord, passage: Passage) -> Passage:
    """`passage` without a count before its noun: "soldiers" for "at least two soldiers". An age stays."""
    found = figures(passage.text)
    before = passage.text[: found[0].start].strip() if found else ""
    if not found or _COUNT_LEAD.fullmatch(before) is None or _is_age(passage.text):
        return passage
    rest = passage.text[found[0].end :]
    start = passage.spans[0].start + found[0].end + len(rest) - len(rest.lstrip(" -"))
    end = passage.spans[0].end
    if not any(character.isalpha() for character in article.text[start:end]) or rest[:1] not in " -":
        return passage
    return Passage(text=article.text[start:end], spans=[Span(start=start, end=end)])


def unaged(passage: Passage) -> Passage:
    """`passage` without an age before a name: "Ana Ruiz" for "36-year-old Ana Ruiz". A description keeps it."""
    match = _AGED_NAME.match(passage.text)
    if match is None:
        return passage
    start = passage.spans[0].start + match.end()
    return Passage(text=passage.text[match.end() :], spans=[Span(start=start, end=passage.spans[0].end)])


def members(passage: Passage) -> list[Passage]:
    """The people of "two priests and a cook" one by one; `passage` alone where it is no list of people."""
    if _BRACKETS.search(passage.text):
        return [passage]
    parts: list[Passage] = []
    start = 0
    for found in [*_AND.finditer(passage.text), None]:
        end = found.start() if found else len(passage.text)
        at = passage.spans[0].start
        parts.append(Passage(text=passage.text[start:end], spans=[Span(start=at + start, end=at + end)]))
        start = found.end() if found else end
    if len(parts) < 2 or not all(_is_people(part.text) for part in parts):
        return [passage]
    return parts


def _is_people(phrase: str) -> bool:
    """Whether a part of a list names people by itself. "The army and the police" are bodies, "Smith and Co" is one."""
    bare_office = " " not in phrase.strip() and by_word("kinds").get(phrase.strip().lower()) == "person"
    return not bare_office and kind_of(phrase) in ("person", "group") and not is_pronoun(phrase)


def untitled(passage: Passage) -> Passage:
    """`passage` without the title or office before a person's name: "Ana Ruiz" for "Deputy Mayor Ana Ruiz"."""
    if kind_of(passage.text) not in ("person", "group", "other"):
        return passage  # "the home of Colonel Ruiz"
    tokens = list(re.finditer(r"[^\s,]+", passage.text.partition(" (")[0]))
    shouted = passage.text.isupper()
    people = by_word("kinds")
    offices = [
        index
        for index, token in enumerate(tokens)
        if (word := token[0].lower().strip(".’'")) in _TITLES or "person" in (people.get(word), people.get(word[:-1]))
    ]
    name = tokens[offices[-1] + 1 :] if offices else []
    words_of_name = [token[0].lower().strip(".") for token in name]
    if (
        not name
        or len(name) > _LONGEST_NAME
        or any(people.get(word) and word not in PARTICLES for word in words_of_name)
    ):
        return passage
    if any(not (token[0][:1].isupper() or token[0] in PARTICLES) for token in name) or name[0][0] in PARTICLES:
        return passage
    if any(word in FUNCTION_WORDS and word not in PARTICLES for word in words_of_name):
        return passage
    if shouted and (len(name) < _FEWEST_SHOUTED or kind_of(passage.text[name[0].start() :]) != "person"):
        return passage
    if _KIN.search(passage.text[: name[0].start()]):
        return passage
    start = passage.spans[0].start + name[0].start()
    end = passage.spans[0].start + name[-1].end()
    return Passage(text=passage.text[name[0].start() : name[-1].end()], spans=[Span(start=start, end=end)])


def _is_age(phrase: str) -> bool:
    read = read_quantity(phrase, phrase)
    return read is not None and read.kind == "age"


def may_be_place(phrase: str) -> bool:
    """Whether `phrase` can name a place: no time, and nobody who acts."""
    return (
        _WHEN.search(phrase) is None
        and any(word not in FUNCTION_WORDS and word not in _SOMEWHERE for word in words(phrase))
        and kind_of(phrase) not in ("group", "weapon")
        and (head(phrase) not in by_word("sources") or (head(phrase) in _UNITS and " " in phrase))
    )


def trimmed_place(article: ArticleRecord, place: Passage) -> Passage:
    """`place` without a preposition before it and without a clause behind it."""
    text = _FURTHER.sub("", _CLAUSE.sub("", place.text)).rstrip()
    lead = _LEAD.match(text) or (_SOMEBODY_IN.match(text) if by_word("kinds").get(head(text)) == "person" else None)
    start = place.spans[0].start + (lead.end() if lead else 0)
    end = place.spans[0].start + len(text)
    if start >= end:
        return place
    return Passage(text=article.text[start:end], spans=[Span(start=start, end=end)])
