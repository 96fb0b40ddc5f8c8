"""What every page has: one file, nothing from the network, and no script or style but our own.

What comes from an article or a model is escaped by the templates, which also replace the characters that would act on
a page instead of being shown. The policy in the page's head lets nothing run but the script whose hash it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
"""Control characters, the two that force a direction on all that follows, and what UTF-8 or HTML can't have."""
_BREAKING_OUT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def visible(value: object) -> object:
    """A string without characters that act on a page. Each is replaced by one other, so that offsets stay right."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _ACTING.sub("\ufffd", value.replace("\r", " "))


def web_address(url: str | None) -> str | None:
    """`url`, where it may become a link: http and https alone, with a host."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def data(value: object) -> Markup:
    """A value as JSON that can stand in a `script` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_BREAKING_OUT)
    return Markup(text.encode("utf-8", "replace").decode())  # noqa: S704


def page(template: str, **values: object) -> str:
    """A whole page. `values` has at least `title`, and `live`: the state it shows, or None where it isn't served."""
    return environment().get_template(template).render(values)


def fragment(template: str, **values: object) -> Markup:
    """A part of a page, for a template to put in as it stands."""
    return Markup(environment().get_template(template).render(values))  # noqa: S704


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=PackageLoader("nutgraf.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["data"] = data
    made.filters["web_address"] = web_address
    made.globals["style"] = asset("page.css")
    made.globals["script"] = asset("page.js")
    made.globals["style_hash"] = _hash(asset("page.css"))
    made.globals["script_hash"] = _hash(asset("page.js"))
    return made


@cache
def asset(name: str) -> Markup:
    """A file of ours, as it stands in the page."""
    return Markup((files("nutgraf.pages") / "static" / name).read_text(encoding="utf-8"))  # noqa: S704


def _hash(text: str) -> Markup:
    """How a content security policy names an inline element."""
    return Markup("'sha256-{}'").format(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())
