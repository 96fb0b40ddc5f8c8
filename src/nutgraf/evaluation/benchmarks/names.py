"""Names of people and organisations in free text, for scorers. Shares no rule with the product's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w.&'’-]*")
_CLAUSE = re.compile(r"[,;:()\[\]—–]|\s-+\s|\b(?:who|whom|whose|that|which)\b")
_SENTENCE_START = re.compile(r"(?:^|\n|[.!?])[\"'”’)\]]*\s*[\"'“‘(\[]*$")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Lt|Sen|Rep|Gov|Gen|Col|Capt|Rev|Sgt|[A-Z])\.\s*$")
_CONNECTING = frozenset("of for on at from in with to by the and".split())
_SMALL = frozenset(
    "a an the and or but of for on at from in with to by as one some many most several both all each every no other "
    "others another this that these those it its he she they his her their him them i me my we our us you your who "
    "what there here such same new own two three four five six seven eight nine ten dozens".split()
)
_SUFFIX = frozenset("jr sr ii iii iv".split())


def plain(word: str) -> str:
    """`word` lower-cased, without possessive and punctuation."""
    bare = re.sub(r"['’]s?$", "", word.lower())
    return re.sub(r"[^\w]", "", bare)


def proper_words(text: str, article: str) -> list[str]:
    """The words of `text` that are names: capitalised, and in the article not only so where a sentence begins."""
    common = _common_words(article)
    return [
        word
        for word in _WORD.findall(text)
        if word[0].isupper() and plain(word) not in _SMALL and plain(word) not in common
    ]


@lru_cache(maxsize=8)
def _common_words(article: str) -> frozenset[str]:
    """The words of an article that are no names, plain, as far as the article itself tells."""
    starting, inside, lower = set(), set(), set()
    for match in _WORD.finditer(article):
        word = plain(match[0])
        if not match[0][0].isupper():
            lower.add(word)
        elif _begins_sentence(article[max(0, match.start() - 8) : match.start()]):
            starting.add(word)
        else:
            inside.add(word)
    return frozenset(lower | (starting - inside))


def _begins_sentence(before: str) -> bool:
    return _SENTENCE_START.search(before) is not None and _ABBREVIATED.search(before) is None


def same_person(left: str, right: str) -> bool:
    """Whether the last word and one more agree; of a name with only one word, that word with the other's last."""
    one, other = _person(left), _person(right)
    if not one or not other or one[-1] != other[-1]:
        return False
    return len(one) == 1 or len(other) == 1 or bool(set(one[:-1]) & set(other[:-1]))


def is_named_person(text: str, article: str) -> bool:
    """Whether `text` names a person: "Ann Ray" and "victim Ann Ray" do, "a Leeds man" and "a man from Leeds" don't."""
    return re.search(r"^[^c]*N$", _shape(_CLAUSE.split(text)[0], article)[1]) is not None


def distinct_people(names: Iterable[str]) -> list[str]:
    """`names` without those that name one who was named before; the fuller name is kept."""
    kept: list[str] = []
    for name in names:
        if not _person(name):
            continue
        at = next((index for index, other in enumerate(kept) if same_person(name, other)), None)
        if at is None:
            kept.append(name)
        elif len(_person(name)) > len(_person(kept[at])):
            kept[at] = name
    return kept


def source_keys(text: str, article: str) -> frozenset[str]:
    """What tells a named source from others: its last name, or the acronym that it is or that its words begin with.

    Empty for a source without a name. Of "Ann Ray, who heads the Peace Centre" the name is "Ann Ray", of "one of the
    lawyers, Jo Lee" it is "Jo Lee", of "Ray spokesman Jo Lee" too.
    """
    for clause in _CLAUSE.split(text):
        words, shape = _shape(clause, article)
        match = re.match(r"[^N]*(?:N+x+)*(?P<name>(?P<core>N(?:c+(?=N))?N*|N+)(?:c+N+)*)", shape)
        if match:
            core, name = (
                [word for word, sign in zip(words[slice(*match.span(part))], match[part], strict=True) if sign == "N"]
                for part in ("core", "name")
            )
            initials = "".join(word[0] for word in name).lower()
            return frozenset({core[-1], *([initials] if len(name) >= 3 else [])})
    return frozenset()


def groups(sources: Iterable[str], article: str) -> list[frozenset[str]]:
    """The distinct named sources, each as the union of the keys of its mentions."""
    found: list[frozenset[str]] = []
    for keys in (source_keys(source, article) for source in sources):
        if keys:
            apart = [group for group in found if not group & keys]
            found = [*apart, keys.union(*(group for group in found if group & keys))]
    return found


def _person(name: str) -> list[str]:
    words = [plain(word) for word in _WORD.findall(_CLAUSE.split(name)[0])]
    return [word for word in words if word and word not in _SUFFIX]


def _shape(clause: str, article: str) -> tuple[list[str], str]:
    """The words of a clause, plain, and a sign for each: N a word of a name, c "of" and the like, x another."""
    words = _WORD.findall(clause)
    names = set(proper_words(clause, article))
    signs = ["N" if word in names else "c" if word in _CONNECTING else "x" for word in words]
    kept = [(plain(word), sign) for word, sign in zip(words, signs, strict=True) if plain(word) not in _SUFFIX]
    return [word for word, _ in kept], "".join(sign for _, sign in kept)
