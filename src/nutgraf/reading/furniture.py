"""What a site puts around and into an article: share lines, credits, prompts, bylines.

Each pattern must be so plain that no sentence of a story fits it: a leftover does less harm than a lost sentence.
"""

from __future__ import annotations

import re

_LONGEST = 300
"""Characters: a paragraph longer than this is never furniture as a whole."""

_WORDS = {
    "social": r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|tumblr|google\+?"
    r"|flipboard|messenger|threads|bluesky|tiktok|viber)",
    "button": r"(?:<social>|e-?mail|sms|copy link|link|print|save|share|tweet|pin|comments?|more|close|this|via|on|and"
    r"|with)",
    "thing": r"(?:stor(?:y|ies)|articles?|news|coverage|content|topics|reading|posts?|links|videos?|photos|headlines)",
    "picture": r"(?:file |stock )?(?:photo|image|picture|photograph|foto|graphic|illustration)s?",
    "begins": r"(?:^|(?<=[.!?”\"] ))",
}


def _any_of(lines: str) -> re.Pattern[str]:
    """One expression of many, one a line; `<word>` stands for an entry of `_WORDS`."""
    source = "|".join(line for line in lines.strip().split("\n") if not line.startswith("#"))
    while named := re.search(rf"<({'|'.join(_WORDS)})>", source):
        source = source.replace(named[0], _WORDS[named[1]])
    return re.compile(source, re.IGNORECASE)


_WHOLE = _any_of(r"""
# Links to elsewhere
(?:read|see|watch|hear|learn|find out|show|load|view) (?:more|also|next)[ .:…»›>→]*
(?:read|see|watch|hear|learn|find out|view) (?:more|also) (?:on|about|at|from|here|<thing>)\b[^.]{0,80}[ .:…»›>→]*
(?:read|see|watch|view) the full (?:story|article|report|video)\b[^.]{0,60}[ .:…»›>→]*
(?:also |next |now )?(?:read|see|watch|listen|must read|don['’]t miss)(?: (?:more|also|now|next|here))* ?[:>»].{0,200}
(?:related|recommended|more|in pictures)(?: (?:on this|<thing>))* ?[:>»].{0,200}
(?:related|recommended|more|top|latest|popular|trending|other|sponsored|promoted) <thing>
(?:more|most (?:read|popular|viewed|shared|commented))(?: (?:on|from|in) [^.!?]{1,50})?
(?:continue|keep) reading(?: [^.]{0,100})?
(?:story|article) continues (?:below|after)\b.{0,60}
(?:(?:à )?lire aussi|voir aussi|le[ae] también|vea también|leia (?:também|mais)|leggi anche) ?[:»].{0,200}
(?:lesen sie auch|mehr zum thema|siehe auch|читайте также|اقرأ أيضا|相关阅读|相关新闻|関連記事) ?[:：»].{0,200}
(?:scroll (?:down )?(?:to|for)|swipe|tap|click) (?:here|to|for)\b.{0,100}
https?://\S+
# Advertisement
-?\s*(?:advertisement|advertising|advertorial|(?:sponsored|promoted)(?: content)?|ads?)\s*[-.:]?
-?\s*(?:publicité|publicidade?|anzeige|werbung|pubblicità|реклама|إعلان|广告|広告)\s*[-.:]?
# Buttons
(?:share|tweet|e-?mail|print|save|comment|follow|subscribe|listen)(?: (?:it|us|to|by|<thing>|<button>))*[\s.:!]*
(?:<button>[\s|,/•·]+){1,12}<button>
<social>
(?:skip to (?:main )?content|back to top|toggle (?:menu|navigation)|menu|search|close|unmute|previous|next)
(?:play video|loading(?:\.{3}|…)?|next article|print this(?: article)?|accept (?:all )?cookies)
(?:\d[\d,.]*\s*)?(?:comments?|shares?|likes?|views?)(?:\s*\(?\d[\d,.]*[km]?\)?)?
(?:home|news)\s?(?:[>»/›|]\s?[\w &'-]{1,40}\s?){1,5}
[^.!?>»›]{1,40}(?:\s[>»›]\s[^.!?>»›]{1,60}){1,5}
[\w &'-]{1,30}(?: \| [\w &'-]{1,30}){2,6}
(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|posted in|in this (?:article|story))\s?:.{0,200}
(?:full text|abstract|text|summary)[.:]?
# Prompts
(?:please )?(?:follow|find|like|join|connect with) (?:us|@\w+|\w+(?: \w+){0,3}) (?:on|at) <social>\b.{0,150}
(?:please )?follow (?:us|@\w{2,})\b.{0,120}
(?:please |click here to )?(?:sign up|subscribe|register|log in|sign in|create (?:an )?account)[.!:]?
(?:please |click here to )?(?:sign up|subscribe|register|log in|sign in) (?:now|today|here|free|for free)\b.{0,150}
(?:please )?(?:sign up|subscribe|register|log in|sign in) (?:for (?:our|the)|to (?:our|receive|get|read))\b.{0,150}
(?:get|enter|receive|want|never miss) .{0,100}\b(?:newsletters?|inbox|e-?mail (?:alerts?|address))\b.{0,80}
(?:our |the |free |daily |weekly |morning |evening )?newsletters?(?: sign-?\s?up)?
by (?:signing up|subscribing|clicking)\b.{0,200}
(?:this (?:site|website|page)|we) uses? cookies\b.{0,200}
(?:have|got|do you have) (?:a |any )?(?:news )?(?:tips?|story ideas?|something to add)\b[^.]{0,40}\?.{0,120}
contact (?:the (?:author|writer|reporter)|us)\b.{0,120}
(?:download|get) (?:our|the) (?:free )?(?:news )?app\b.{0,120}
(?:support|donate to) (?:our|independent) (?:journalism|work)\b.{0,120}
# Pictures
(?:<picture> ?(?:copyright|caption|credit|courtesy)s?|(?:media|video) caption).{0,250}
(?:<picture>|videos?|captions?|credits?)(?: (?:by|credit|courtesy|caption|source)(?: of)?)? ?[:©].{0,220}
[(\[](?:<picture>|videos?|captions?|credits?|sources?)\b.{0,220}[)\]]
<picture> (?:by|courtesy)\b[^.]{1,80}
[^.]{1,60}(?:[/|]|\bvia) ?(?:getty images|reuters|afp|ap(?: photo)?|epa|shutterstock|istock|alamy)(?: via .{1,30})?
getty(?: images)?
media playback is (?:unsupported|not supported)\b.{0,60}
# Who made it, and whose it is
(?:©|\(c\)|copyright (?:©|\(c\)|\d{4}|by\b)).{0,250}
[^.]{0,150}\ball rights reserved\b.{0,150}
\(?this (?:material|story|content|article) (?:may|can) ?not be (?:published|reproduced|copied|republished)\b.{0,200}
\(?(?:additional )?(?:reporting|writing|editing)(?: and \w+)? by [^.]{1,200}[.)]*
.{1,90}\bcontributed (?:to )?this (?:report|story|article|post)\b[^.]{0,60}[.)]*
# Times
(?:\d+|an?|one|a few) (?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago
(?:about )?\d+ min(?:ute)?s? (?:read|to read)
(?:at )?\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: ?\(?[a-z]{2,5}\)?)?
[^.]{0,40}(?:19|20)\d\d[^.]{0,12}\d{1,2}:\d\d[^.]{0,10}
(?:(?:first|last|originally) )?(?:published|updated|posted|modified)\b[^.]{0,70}\d[^.]{0,40}
""")
"""Each matches a paragraph from its first character to its last."""

_INLINE = _any_of(r"""
[(\[]\s*(?:<picture>|credit)(?: by\b| courtesy\b| credit\b|\s?[:©])[^()\[\]]{0,200}[)\]]
[(\[]\s*(?:read(?: (?:more|also))?|see also|also read|watch|related|listen)\s?:[^()\[\]]{0,200}[)\]]
[(\[]\s*(?:additional )?(?:reporting|writing|editing)(?: and \w+)? by [^()\[\]]{1,250}[)\]]
[(\[]\s*(?:source: [^()\[\]©]{1,80})?(?:©|copyright|\(c\))\s[^()\[\]]{0,250}[)\]]
[(\[]\s*(?:advertisement|story continues below(?: advertisement)?)\s*[)\]]
\(?(?:©|\(c\)|copyright ©)\s[^.©]{1,80}\.?\s*all rights reserved\.?(?:\s*this material may not be [^.]{1,80}\.)?\)?
<begins>copyright \d{4} [^.]{1,80}\.\s*all rights reserved\.
[(\[](?:continued|more|end|endall)[)\]]$
<begins>\(?this material may not be published, broadcast, rewritten,? or redistributed\.\)?
<begins>(?:please )?follow @\w{2,}[^.]{0,80} on <social>\b\.?
<begins>(?:please )?(?:follow|like|find) us on <social>\b[^.]{0,60}\.?
""")
"""Stretches within a paragraph."""

_NAME = r"(?:[^\W\d_][\w.'’-]*|\([^()]{1,40}\))"
_BYLINE = re.compile(
    rf"(?:by|par|por|(?:written|reported|posted) by)\s*:?\s+(?P<names>{_NAME}(?:,?\s+(?:{_NAME}|&|\|)){{0,9}})",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(
    rf"(?P<names>{_NAME}(?:\s+{_NAME}){{1,3}})\s*(?:,|\s[|•–—-])\s*(?:[\w'’&.]+\s){{0,4}}"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|bureau)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|noon|midnight|dawn|dusk|night|nightfall|then|now|law|contrast|comparison|all|some|most|any",
    re.IGNORECASE,
)
_JOINING = frozenset(
    ("and", "of", "for", "in", "the", "at", "with", "y", "e", "et", "de", "del", "la", "van", "von", "der")
)


def is_furniture(paragraph: str) -> bool:
    """Whether `paragraph` as a whole belongs to the site and not to the story."""
    if not any(map(str.isalnum, paragraph)):
        return True
    return len(paragraph) <= _LONGEST and _WHOLE.fullmatch(paragraph.strip()) is not None


def is_byline(paragraph: str) -> bool:
    """Whether `paragraph` says who wrote the article, and nothing else."""
    line = paragraph.strip()
    if len(line) > 120 or (line[-1:] in ".!?:" and not line.endswith(("Jr.", "Sr."))):
        return False
    found = _BYLINE.fullmatch(line) or _CREDIT_LINE.fullmatch(line)
    if found is None:
        return False
    words = re.findall(r"[\w.'’-]+", found["names"])
    if words[0].lower() in _JOINING or _NOT_A_NAME.fullmatch(words[0]):
        return False
    return all(word[0].isupper() for word in words if word.lower() not in _JOINING)


def strip_inline(paragraph: str) -> str:
    """`paragraph` without the credits, prompts and copyright lines that stand inside it."""
    if _INLINE.search(paragraph) is None:
        return paragraph
    return " ".join(_INLINE.sub(" ", paragraph).split())
