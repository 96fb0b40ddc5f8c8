"""The closed lists of the label format that the report doesn't share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal

from rapidfuzz import fuzz, process

from nutgraf.evaluation.suite.problems import quoted

Split = Literal["dev", "test"]
ArticleKind = Literal[
    "agency",
    "newspaper",
    "local",
    "broadcast",
    "live_blog",
    "opinion",
    "feature",
    "release",
    "other",
]

TRAPS = frozenset(
    "page_date headline_repeated broken_dateline parts_add_up parts_do_not_add_up conflicting_counts correction denial "
    "unnamed_source via_newspaper nested_attribution own_assertion loaded_in_quotes loaded_outside_quotes "
    "background_event planned threatened hypothetical did_not_happen statement_is_news told_twice same_name "
    "office_two_names named_not_counted all_caps list live_blog opinion sport markets science single_paragraph "
    "line_breaks injection no_event".split()
)
"""What makes an article hard."""

COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
"""ISO 3166-1 alpha-2."""


def one_of(allowed: Collection[str], what: str) -> Callable[[str], str]:
    """A check that a value is one of `allowed`; it raises ValueError with the nearest one."""

    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"{quoted(value)} is no {what}{nearest(value, allowed)}")
        return value

    return check


def nearest(word: str, allowed: Collection[str]) -> str:
    """The question whether the nearest of `allowed` was meant, to end a sentence with; empty where none is near."""
    if len(word) <= 2:
        return ""
    found = process.extractOne(word, sorted(allowed), scorer=fuzz.ratio, score_cutoff=70)
    return f"; did you mean {quoted(found[0])}?" if found else ""
