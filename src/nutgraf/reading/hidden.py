"""What a page has in its markup and doesn't show: text that no reader sees is no part of the article."""

from __future__ import annotations

import re
from typing import Any

_MOST_LENGTH = 200_000
"""Characters of style sheets that are looked through."""
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{1,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"^\w*([.#])([\w-]+)$")
_CLASSES = frozenset(
    "hidden d-none invisible sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only hide "
    "u-hidden is-hidden offscreen off-screen assistive-text a11y-hidden".split()
)
_NEVER_SHOWN = frozenset({"template", "datalist", "dialog"})
_KEPT = frozenset({"html", "head", "body", "main", "script", "style", "noscript"})
"""What holds the article or no text of it."""
_ZERO = r"(?:0+(?:\.0*)?|\.0+)(?:px|em|rem|pt|%|vw|vh)?"
_STYLE = re.compile(
    rf"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|opacity:(?:0*\.0\d*|{_ZERO})(?=;|!|$)"
    rf"|font-size:(?:{_ZERO}|[01](?:\.\d+)?(?:px|pt)|0?\.\d+(?:px|em|rem|pt))(?=;|!|$)"
    r"|(?:text-indent|left|right|top|bottom|margin-left|margin-top):-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|vw|%)"
    rf"|clip:rect\((?:{_ZERO}[,)]|1px[,)])|clip-path:(?:inset\((?:50|100)%|circle\({_ZERO})"
    rf"|transform:[^;]*(?:scale\({_ZERO}[,)]|translate[xy]?\(-\d{{4,}})"
    r"|(?:-webkit-text-fill-)?color:(?:transparent|rgba\([^)]*,0(?:\.0+)?\)|#[0-9a-f]{6}00(?=;|!|$)))",
)
_CLIPPED = re.compile(rf"(?:^|;)(?:max-)?(?:height|width):(?:{_ZERO}|1px)(?=;|!|$)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = re.compile(r"white|#fff|#(?:f[a-f0-9]){3}|rgba?\(25[0-5],25[0-5],25[0-5](?:,[\d.]+)?\)|snow|ghostwhite")
_PAINTED = re.compile(r"(?:^|[},;\s])(?:html|body)\b[^{}]{0,200}\{[^{}]{0,2000}background", re.IGNORECASE)
_PROPERTY = re.compile(r"\s*([:;,()])\s*")


def drop_hidden(tree: Any) -> None:
    """Takes out of an lxml tree what the page doesn't show: hidden, transparent, tiny, off-screen, or white on white.

    Inline styles, style sheets within the page (selectors of one class or id), attributes and the usual class names
    are looked at. What holds most of the page's text stays: pages hide their article until a script has run.
    """
    sheets = " ".join(element.text or "" for element in tree.iter("style"))[:_MOST_LENGTH]
    painted = _PAINTED.search(sheets) is not None
    classes, identifiers = _hidden_selectors(sheets, painted=painted)
    most = sum(len(text) for text in tree.xpath("//text()[not(ancestor::script or ancestor::style)]")) / 2
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT or element.getparent() is None:
            continue
        hidden = _is_hidden(element, classes, identifiers) or _same_colour(element, painted=painted)
        if hidden and sum(map(len, element.itertext())) < most:
            _remove(element)


def _is_hidden(element: Any, classes: frozenset[str], identifiers: frozenset[str]) -> bool:
    if element.tag in _NEVER_SHOWN or "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true":
        return True
    own = frozenset((element.get("class") or "").lower().split())
    if own & (_CLASSES | classes) or (element.get("id") or "").lower() in identifiers:
        return True
    if element.tag == "font" and _WHITE.fullmatch((element.get("color") or "").lower().strip()):
        return True
    return _hides(element.get("style") or "")


def _hides(style: str) -> bool:
    """Whether the declarations of `style` keep text out of sight."""
    plain = _plain(style)
    return _STYLE.search(plain) is not None or (
        _CLIPPED.search(plain) is not None and re.search(r"overflow[\w-]*:(?:hidden|clip)", plain) is not None
    )


def _plain(style: str) -> str:
    """Declarations in small letters and without spaces that mean nothing."""
    return _PROPERTY.sub(r"\1", " ".join(style[:2000].lower().split()))


def _same_colour(element: Any, *, painted: bool) -> bool:
    """Whether text has the colour of what is behind it: that of the nearest background, or white where none is set.

    `painted`: the page's style sheets give it a background, so white text may well be seen.
    """
    colour = _declared(_COLOUR, element)
    if colour is None:
        return False
    behind = _declared(_BACKGROUND, element)
    for parent in element.iterancestors():
        behind = behind or _declared(_BACKGROUND, parent)
    if behind is None:
        return not painted and _WHITE.fullmatch(colour) is not None
    return colour == behind or (_WHITE.fullmatch(colour) is not None and _WHITE.fullmatch(behind) is not None)


def _declared(pattern: re.Pattern[str], element: Any) -> str | None:
    found = pattern.search(_plain(element.get("style") or ""))
    return found[1].strip() if found else None


def _hidden_selectors(sheets: str, *, painted: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The classes and ids that style sheets hide."""
    names: dict[str, set[str]] = {".": set(), "#": set()}
    for selectors, declarations in _RULE.findall(re.sub(r"/\*.*?\*/", " ", sheets, flags=re.DOTALL)):
        plain = _plain(declarations)
        colour, behind = _COLOUR.search(plain), _BACKGROUND.search(plain)
        unseen = colour is not None and (
            colour[1].strip() == behind[1].strip()
            if behind
            else not painted and _WHITE.fullmatch(colour[1].strip()) is not None
        )
        if not unseen and not _hides(declarations):
            continue
        for selector in selectors.lower().split(","):
            if simple := _SIMPLE_SELECTOR.match(selector.strip()):
                names[simple[1]].add(simple[2])
    return frozenset(names["."]), frozenset(names["#"])


def _remove(element: Any) -> None:
    """Takes `element` out and leaves the text behind it."""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
