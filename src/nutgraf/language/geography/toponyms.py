"""Names of places in running text, by what stands around them and by the index of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nutgraf.language.lexicon import table
from nutgraf.language.words import FUNCTION_WORDS
from nutgraf.reading.gazetteer import Candidate, key, look_up, nation_openings, nations
from nutgraf.schema import Span

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Ft|Mt)\.(?=\s)|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GAP = re.compile(r"[ \t\n\xa0]{1,2}")
_LONGEST = 5
"""Words of a name."""
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SMALL = frozenset(
    "de del la las los el le les du des da do dos das di al an am of the upon sur y e und aan den der".split()
)
_DASHED = re.compile(r"\s*(?:[—–-]|>>|\()")
_STATE = {short: state for state, listed in table("places")["states"].items() for short in listed.split()}
_AFTER = re.compile(
    r"(?:\s*,\s*|\s+in\s+|\s*\(\s*|\s+of\s+)(?:the\s+)?"
    r"(?:(?:far\s+)?(?:north|south|east|west)[\w-]*\s+|central\s+)?(?=\S)",
    re.IGNORECASE,
)
_SHORT_STATE = re.compile(r"(?:[A-Z]\.\s?[A-Z][a-z]{0,2}\.|[A-Z][a-z]{1,4}\.|[A-Z][a-z]+\b)")
_POSTAL = re.compile(r"[A-Z]{2}\b")
_PRONOUN_LIKE = frozenset({"us", "car", "in", "me", "or", "la"})
"""Names that all capitals can't tell from words."""
_OF = frozenset(" ".join(table("places")[name] for name in ("town", "around", "direction")).split())
"""What "of" before a place follows: the town of, the outskirts of, north of."""
_COMPOUND = re.compile(r"-[a-z]{3,}")
_ABROAD = re.compile(rf"(?:['’]s)?\s(?:{'|'.join(table('places')['abroad'].split())})\b", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]+", re.IGNORECASE)
_CASES = ("ом", "ой", "ем", "ей", "а", "я", "е", "у", "ю", "и", "ы")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, what it can mean, and how sure its place in the sentence makes it that it is one."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    after: tuple[Candidate, ...] = ()
    """What the larger unit that follows can mean: Oklahoma for "Tulsa, Oklahoma"."""
    sure: bool = False
    """It stands after "in", "near" and the like, or before the name of a larger unit."""


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of `data/places.toml`."""
    return frozenset(table("places")[name].split())


def is_shouting(text: str) -> bool:
    """Whether a text is in capitals, so that they tell nothing."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) > 0.6 * len(letters)


def candidates(name: str) -> tuple[Candidate, ...]:
    """What `name` can mean, its Slavic case endings taken off where the index has it only without."""
    found = look_up(name)
    if found or not _CYRILLIC.search(name):
        return found
    for ending in _CASES:
        if name.lower().endswith(ending) and len(name) - len(ending) > 2:
            stump = name[: -len(ending)]
            for nominative in ("", "а", "ь", "я"):
                if found := look_up(stump + nominative):
                    return found
    return ()


def nation_names(text: str, *, shouting: bool = False) -> list[Found]:
    """The countries, their people, and the states and provinces named without their country that `text` names."""
    known, openings = nations(), nation_openings()

    def meaning(name: str) -> tuple[Candidate, ...]:
        opening = next(iter(name.split(maxsplit=1)), "")
        if key(opening).partition(" ")[0] not in openings:
            return ()
        plain = key(name)
        if plain not in known or (name.islower() and name.upper() != name):
            return ()
        if plain in _PRONOUN_LIKE and (shouting or not name.isupper()):
            return ()
        named = [one for one in look_up(name) if not one.is_town]
        whole = any(one.kind == "country" for one in named)
        return tuple(one for one in named if one.kind != "region" or not whole or one.countries == ("US",))

    return [
        one
        for one in _longest(text, meaning)
        if not any(meant.kind in ("area", "tract") for meant in one.candidates) and not _names_another(text, one)
    ]


def _names_another(text: str, found: Found) -> bool:
    """Whether a nation's name is part of another's, or says who something belongs to and not where it is: "Jordan
    Miller", "Delaware County", "Jersey City", "Peru, Indiana", "Panama-flagged", "the French embassy"."""
    if _COMPOUND.match(text, found.end) or _ABROAD.match(text, found.end) or _is_town_of_state(text, found):
        return True
    follows = _TOKEN.match(text, found.end + 1)
    if follows is None or not follows[0][0].isupper():
        return False
    word = follows[0].lower()
    if word in ("county", "river", "university") or word in listed("street"):
        return True
    if key(text[found.start : found.end]) in listed("given") and follows[0].istitle():
        return True
    longer = [one for one in look_up(text[found.start : follows.end()]) if one.is_town and not one.alias]
    return bool(longer) and not any(one.countries == other.countries for one in longer for other in found.candidates)


def _is_town_of_state(text: str, found: Found) -> bool:
    states = [unit for unit in larger_unit(text, found.end) if unit.kind == "region"]
    return bool(within([one for one in look_up(text[found.start : found.end]) if one.is_town], states))


def names_within(text: str) -> list[Found]:
    """All names in a phrase that the index has, the longest first where they overlap. Words in lower case are none."""
    return _longest(text, lambda name: () if _is_lower(name) or key(name) in _no_names() else candidates(name))


def place_spots(text: str, *, shouting: bool = False) -> list[Found]:
    """Names in a sentence that the index has, `sure` where what stands around them makes them places."""
    tokens = [token for token in _TOKEN.finditer(text) if len(token[0]) < 40]
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        spot, index = _spot(text, tokens, index, shouting=shouting)
        if spot is not None:
            found.append(spot)
    return found


def larger_unit(text: str, end: int) -> tuple[Candidate, ...]:
    """What the larger unit behind a name that ends at `end` can mean: ", Oklahoma", ", Ind.", " in northern Mali"."""
    lead = _AFTER.match(text, end)
    if lead is None:
        return ()
    if state := _short_state(text, lead.end(), comma="," in lead[0] or "(" in lead[0]):
        return state
    rest = text[lead.end() : lead.end() + 60]
    if _is_lower(rest):
        return ()
    start, ends = next(_grams(rest), (1, []))
    meant = next((found for end in ends if (found := candidates(rest[:end]))), ()) if start == 0 else ()
    return tuple(one for one in meant if one.kind in ("region", "country"))


def _short_state(text: str, start: int, *, comma: bool) -> tuple[Candidate, ...]:
    if comma and (match := _SHORT_STATE.match(text, start)) and (state := _STATE.get(match[0].replace(" ", ""))):
        return (Candidate(kind="region", countries=("US",), admin1=state),)
    if comma and (match := _POSTAL.match(text, start)) and match[0] in table("places")["states"]:
        return (Candidate(kind="region", countries=("US",), admin1=match[0]),)
    return ()


def _spot(text: str, tokens: Sequence[re.Match[str]], index: int, *, shouting: bool) -> tuple[Found | None, int]:
    """The name of a place that begins with the token at `index`, and the index of the first token after it."""
    before = tokens[index - 1][0].lower() if index and _gap(text, tokens, index - 1) else ""
    if before in listed("direction") or before == "the":
        before = tokens[index - 2][0].lower() if index > 1 and _gap(text, tokens, index - 2) else ""
    if before == "of" and index > 1 and tokens[index - 2][0].lower() in _OF:
        before = "in"
    strong = before in listed("in")
    first = tokens[index][0]
    caseless = first.upper() == first.lower()
    if first[0].islower() or ((shouting or caseless) and not strong) or (caseless and len(first) < 4):
        return None, index + 1
    run = _run(text, tokens, index)
    if first.lower() in listed("in") | FUNCTION_WORDS or (first.lower() in listed("direction") and run == 1):
        return None, index + 1
    street = before == "on" and tokens[index + run - 1][0] == "Court"  # "on South Taft Court"
    whole = run if street else _before_office(tokens[index : index + run])
    owner = [at for at in range(1, run) if strong and tokens[index + at - 1][0].endswith(("'s", "’s"))]
    lengths = range(run, 0, -1) if shouting or caseless else [whole, *owner[:1]]
    office = not shouting and not caseless and (lengths[0] < run or _has_office(text, tokens, index + run - 1))
    for length in lengths:
        start, end = tokens[index].start(), tokens[index + length - 1].end()
        name = text[start:end]
        if key(name) in _no_names():
            continue
        if text[end - 2 : end] in ("'s", "’s"):
            end -= 2
            name = text[start:end]
        after = larger_unit(text, end)
        meant = candidates(name)
        if (shouting or caseless) and not meant:
            continue
        if meant or (after and strong):
            sure = strong or any(one.is_town and _in(one, after) for one in meant)
            headed = not shouting and name.isupper() and len(name) > 3 and _DASHED.match(text, end) is not None
            return Found(start, end, meant, after, sure or office or headed), index + (run if office else length)
    if first.lower() in listed("direction") and not shouting and not caseless:
        return None, index + 1
    if shouting or caseless:
        return None, index + 1
    origin = next((at for at in range(index + 1, index + run) if tokens[at][0] == "of"), index + run)
    if origin < index + run:
        spot, end = _spot(text, tokens, origin + 1, shouting=shouting)
        if spot is not None and spot.after and spot.sure:
            return spot, end
    return None, index + run


def _run(text: str, tokens: Sequence[re.Match[str]], index: int) -> int:
    """How many tokens from `index` on are one capitalised name."""
    length = 1
    while index + length < len(tokens) and length < _LONGEST and _gap(text, tokens, index + length - 1):
        token = tokens[index + length][0]
        if not token[0].islower():
            length += 1
        elif (
            token in _SMALL
            and index + length + 1 < len(tokens)
            and _gap(text, tokens, index + length)
            and tokens[index + length + 1][0][0].isupper()
        ):
            length += 2
        else:
            break
    return length


def _has_office(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether the token at `index` is followed by what a town has, as in "Tulsa police"."""
    return index + 1 < len(tokens) and _gap(text, tokens, index) and tokens[index + 1][0] in listed("office")


def _before_office(run: Sequence[re.Match[str]]) -> int:
    """How many tokens stand before an office of a town: one of "Tulsa Police Department"; all, where there is none."""
    return next((at for at, token in enumerate(run) if at and token[0].lower() in listed("office")), len(run))


def _in(town: Candidate, units: Sequence[Candidate]) -> bool:
    """Whether `town` can lie in one of `units`."""
    return any(
        town.countries[0] in unit.countries and (unit.kind != "region" or unit.admin1 in ("", town.admin1))
        for unit in units
    )


def within(towns: Sequence[Candidate], units: Sequence[Candidate]) -> list[Candidate]:
    """Those of `towns` that can lie in one of `units`."""
    return [town for town in towns if _in(town, units)]


def _gap(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether nothing but space stands between a token and the next."""
    return _GAP.fullmatch(text, tokens[index].end(), tokens[index + 1].start()) is not None


def _longest(text: str, meaning: Callable[[str], tuple[Candidate, ...]]) -> list[Found]:
    found: list[Found] = []
    at = 0
    for start, ends in _grams(text):
        if start < at:
            continue
        for end in ends:
            if meant := meaning(text[start:end]):
                found.append(Found(start, end, meant))
                at = end
                break
    return found


def _grams(text: str) -> Iterator[tuple[int, list[int]]]:
    """Each place where a name can begin, with those where it can end, the farthest first."""
    tokens = [token for token in _TOKEN.finditer(text) if len(token[0]) < 40]
    for index, token in enumerate(tokens):
        if _UNSPACED.match(token[0]):
            for start in range(token.start(), token.end() - 1):
                yield start, list(range(min(start + 6, token.end()), start + 1, -1))
            continue
        ends = []
        for other in range(index, min(index + _LONGEST, len(tokens))):
            if other > index and not _gap(text, tokens, other - 1):
                break
            end = tokens[other].end()
            ends += [end - 2, end] if text[end - 2 : end] in ("'s", "’s") else [end]
            if "-" in token[0] and other == index:
                ends.append(token.start() + token[0].index("-"))
        yield token.start(), ends[::-1]
        if "-" in token[0]:
            yield token.start() + token[0].rindex("-") + 1, [token.end()]


def stands_in(text: str, start: int) -> bool:
    """Whether the name that begins at `start` is where something is: "in Mali", "near the northern Syrian"."""
    words = [word.lower() for word in re.findall(r"\w+", text[max(0, start - 40) : start])]
    while words and words[-1] in listed("direction") | {"the"}:
        words.pop()
    return bool(words) and words[-1] in listed("in")


def _is_lower(name: str) -> bool:
    return name[:1].islower()


@cache
def _no_names() -> frozenset[str]:
    lists = ("direction", "around", "region", "town", "area", "street", "site", "point", "in", "to", "calendar")
    return frozenset(word for name in lists for word in listed(name)) | {"the", "a", "an", "and", "police", "court"}


def is_country(name: str) -> bool:
    """Whether a name is that of a country, with or without its article."""
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    return name[:1].isupper() and any(one.kind == "country" for one in look_up(bare))


def is_nationality(name: str) -> bool:
    """Whether a name only says of which country something is: "Guatemalan"."""
    found = look_up(name)
    return bool(found) and all(one.kind == "adjective" for one in found)


def is_address(name: str) -> bool:
    """Whether a place is a street, a house or another spot in a town, by the words of its name."""
    _, *told = [token[0].lower().rstrip(".") for token in _TOKEN.finditer(name)] or [""]
    return bool(set(told) & (listed("street") | listed("site") | listed("point"))) or any(one.isdigit() for one in name)


def place_names(sentence: str) -> list[Span]:
    """Where `sentence` names places, by the words before and after a name: rather none than a wrong one."""
    shouting = is_shouting(sentence)
    return [
        Span(start=one.start, end=one.end)
        for one in place_spots(sentence, shouting=shouting)
        if one.sure and _is_known(one)
    ]


def _is_known(found: Found) -> bool:
    if found.after:
        return bool(within([one for one in found.candidates if one.is_town], found.after)) or not found.candidates
    return any(
        one.kind == "country" or one.is_region or (one.population >= 15_000 and not one.alias)
        for one in found.candidates
    )
