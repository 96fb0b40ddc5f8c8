"""Who a source is by what the article says of it: title, apposition, relative clause. English.

"Colonel Ana Ruiz", "Ana Ruiz, an economist at ...", "the ministry's spokeswoman, Ana Ruiz": the words beside a name
tell its kind better than its form does, and hold wherever the name stands again.
"""

from __future__ import annotations

import re
from typing import cast

from nutgraf.language.kinds import head, kind_of
from nutgraf.language.lexicon import by_word, table
from nutgraf.schema import ArticleRecord, Passage, SourceKind, Span

_BEFORE = re.compile(r"(?:[^\W\d_][\w.'’-]*,?\s+){1,6}$")
_AFTER = re.compile(r"\s?,\s+(?P<what>(?!and\b|but\b|he\b|she\b|it\b|they\b)[a-z(][^.;:\"“”]{2,140})", re.IGNORECASE)
_RUNS = re.compile(
    r"\bwho (?:commands?|heads?|chairs?|leads?|runs?|directs?|answers? for|speaks? for)\b", re.IGNORECASE
)
_SAW = re.compile(
    r"\bwho (?:saw|lives?|lived|was (?:on|in|at|there|inside|nearby)|were|survived|escaped|heard|witnessed|sat)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:spokes(?:man|woman|person)|spokespeople|lawyer|attorney)\b", re.IGNORECASE)
_LEARNED = re.compile(r"(?:ologist|icist|omist|ometrist|ographer)s?$")
_COMPANY = re.compile(
    r"\b(?:company|firm|S\.?A\.?|S\.?L\.?|Ltd|Inc|Corp|plc|GmbH|AG|Co|Line|Lines|Energy|Systems|Motors|Airways|Airlines|"
    r"Industries|Holdings|Telecom|Foods|Petroleum|Mining|Technologies|Partners)\b\.?(?=\s|,|$)"
)
_STATE_BANK = re.compile(r"\b(?:central|national|reserve|federal)\s+bank\b", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÞŠŽČ][\w.'’-]+"
_POSTS = (
    "spokes(?:man|woman|person)|director|head|president|chief|leader|minister|member|economist|analyst|lawyer|judge|"
    "chairman|chairwoman|secretary|professor|researcher|manager|commander|official|executive|coach|editor|owner|founder"
)
_BODY = r"[A-Z][\w'’-]*[\w](?:\s(?:(?:of|for|and|de|du|del)\s(?:the\s)?)?[A-Z][\w'’-]*\w){0,5}"
_NAME = re.compile(rf"(?:{_CAPITAL}\s){{1,3}}{_CAPITAL}")
_ORDER: tuple[SourceKind, ...] = (
    "official",
    "expert",
    "witness",
    "company",
    "document",
    "news_media",
    "group",
    "court",
)
_MOST_MENTIONS = 4


def kind_by_description(article: ArticleRecord, name: str) -> SourceKind | None:
    """The kind that the words beside `name` tell; None where they tell none."""
    long = re.search(rf"([^()\[\]\n.]{{3,60}})\s?[(\[]{re.escape(name)}[)\]]", article.text)
    about = description(article, name) + (f" {' '.join(long[1].split()[-5:])}" if long else "")
    return kind_of_words(about) if about else None


def is_said_to_be_a_person(article: ArticleRecord, name: str) -> bool:
    """Whether the words beside `name` call it somebody: "the network's host Ana Ruiz"."""
    return any(kind_of(word) == "person" for word in re.findall(r"[a-z-]{3,}", description(article, name)))


def kind_of_words(about: str) -> SourceKind | None:
    """The kind of source that a description tells."""
    if _STATE_BANK.search(about):
        return "official"
    heads = by_word("sources")
    low = re.findall(r"[\w'’-]+", about.lower())
    told = {cast("SourceKind", heads[word]) for word in low if word in heads}
    told |= {"expert"} if any(_LEARNED.search(word) for word in low) else set()
    if _SPEAKS.search(about):
        if _COMPANY.search(about) or "company" in told:
            return "company"
        if told & {"group"} and not told & {"official"}:
            return "group"
    if _RUNS.search(about) and not _COMPANY.search(about):
        return "official"
    if _SAW.search(about):
        return "witness"
    if _COMPANY.search(about):
        return "company"
    return next((kind for kind in _ORDER if kind in told), None)


def description(article: ArticleRecord, name: str) -> str:
    """The words that stand beside `name` where the article introduces it, or beside the longer name that ends in it."""
    pattern = re.compile(rf"(?<![\w-])(?:{_CAPITAL}\s){{0,3}}{re.escape(name)}(?:\s{_CAPITAL}){{0,2}}(?![\w-])")
    parts: list[str] = []
    for match in list(pattern.finditer(article.text))[:_MOST_MENTIONS]:
        before = _BEFORE.search(article.text, max(0, match.start() - 60), match.start())
        parts.append(match[0])
        clause = re.split(r"[.;:\"“”]\s|\n", before[0])[-1] if before else ""
        bare = clause.rstrip()
        if bare and (not bare.endswith(",") or _is_office(bare)):
            parts.append(_title(bare))
        after = _AFTER.match(article.text, match.end(), match.end() + 160)
        if after:
            parts.append(_first_clauses(after["what"]))
    return " ".join(part for part in parts if part)


def affiliation_of(article: ArticleRecord, name: str) -> Passage | None:
    """The body that a person speaks for or belongs to, as the article introduces them."""
    pattern = re.compile(
        rf"{re.escape(name)},\s(?:(?:an?|the)\s)?(?:[\w'’-]+\s){{0,4}}?(?:{_POSTS})\s(?:for|of|at|with)\s(?:the\s)?(?P<after>{_BODY})"
        rf"|(?P<before>{_BODY})(?:['’]s?)?\s(?:(?!{_POSTS})[a-z-]+\s){{0,2}}(?:{_POSTS}),?\s(?:[A-Z]\w+\.?\s){{0,2}}{re.escape(name)}"
    )
    match = pattern.search(article.text)
    if match is None:
        return None
    group = "after" if match["after"] else "before"
    return Passage(text=match[group], spans=[Span(start=match.start(group), end=match.end(group))])


def person_of(article: ArticleRecord, phrase: str, before: int) -> Passage | None:
    """The one person whom the article gives the title of `phrase` before `before`: "the governor"."""
    noun = head(phrase)
    if not re.fullmatch(rf"the\s+(?:\w+\s+)?{re.escape(noun)}", phrase, re.IGNORECASE) or not noun:
        return None
    flags = re.IGNORECASE if phrase.isupper() else 0
    title = rf"(?:{re.escape(noun)}|{re.escape(noun.capitalize())})"
    pattern = re.compile(
        rf"\b{title},?\s+(?P<after>{_NAME.pattern})|(?P<before>{_NAME.pattern}),\s+(?:an?|the)\s[^,.;]{{0,60}}\b{title}\b",
        flags,
    )
    found = [match["after"] or match["before"] for match in pattern.finditer(article.text, 0, before)]
    names = set(found)
    if len(names) != 1:
        return None
    name = names.pop()
    at = article.text.find(name)
    return Passage(text=name, spans=[Span(start=at, end=at + len(name))])


def _is_office(words: str) -> bool:
    last = re.findall(r"[\w'’-]+", words.lower())[-1:]
    return bool(last) and last[0] in _PEOPLE


def _title(words: str) -> str:
    """The words before a name that can be its title: from the last verb or preposition on."""
    kept: list[str] = []
    for word in reversed(words.split()):
        low = word.lower().strip(".,'’")
        if low in _STOPS or (low.endswith("ed") and low not in _PEOPLE):
            break
        kept.append(word)
    return " ".join(reversed(kept))


def _first_clauses(words: str) -> str:
    """An apposition up to its comma; of a relative clause, too."""
    first = words.split(", ")[0]
    return first if re.match(r"(?:an?|the|who|which|its|his|her|their|[\w'’-]+)\s", first) else ""


_PEOPLE = frozenset(by_word("sources")) | {
    word for word, kind in by_word("kinds").items() if kind in ("person", "group", "government", "organisation")
}
_STOPS = frozenset(table("grammar")["breaks"].split()) | frozenset(
    "and said says told by of with from in on at to for that".split()
)
