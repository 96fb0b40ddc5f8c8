"""The patterns that the smallest words for a time are found by, and the numbers that their names stand for. English."""

from __future__ import annotations

_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
    "|november nov|december dec"
)
MONTH = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
WEEKDAY = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_SHORT_WEEKDAY = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
WEEKDAY_OF = WEEKDAY | _SHORT_WEEKDAY
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
NUMBER = {word: n for n, word in enumerate(_CARDINALS.split(), 1)} | {
    "a": 1, "an": 1, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "hundred": 100,
}  # fmt: skip
for _tens, _word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2):
    NUMBER[_word] = _tens * 10
    NUMBER |= {f"{_word}-{one}": _tens * 10 + n for n, one in enumerate(_CARDINALS.split()[:9], 1)}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINAL = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
DECADE = {word: n for n, word in zip(range(20, 100, 10), _DECADES.split(), strict=True)}

_MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_MONTH_FULL = "(?:january|february|march|april|may|june|july|august|september|sept\\.?|october|november|december)\\b"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAY)})"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d,.:]\d|\w|[-–]\w|%)"
_SHORT_YEAR = r"(?:[5-9]\d(?![\d,.:]\d|\w|%)(?=\s*(?:$|[^\w\s]|(?-i:[A-Z])))|[0-4]\d(?=\s*(?:$|[-–,.;)\]])))"
_YEAR_BEHIND = rf"(?:,?\s+(?:of\s+|in\s+)?{_YEAR}|\s+'?{_SHORT_YEAR})"
_APOSTROPHE_YEAR = r"(?<=['’])\d\d(?![\w'’-])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_ORDINAL = rf"(?:{'|'.join(sorted(ORDINAL, key=len, reverse=True))})"
_TO = r"\s*(?:-|–|—|\bto\b|\band\b|\bor\b|\buntil\b|\bthrough\b|\bthru\b)\s*"
_NUMBER = rf"(?<![-\d.,])(?:\d{{1,3}}|{'|'.join(sorted(NUMBER, key=len, reverse=True))})"
_UNIT = r"(?:day|week|fortnight|month|year|decade)s?"
_ANY_UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade)s?"
PART = (
    r"(?:(?:early|late|mid-?|small|wee)[\s-]+)?(?:morning|afternoon|evening|night)(?:\s+hours)?"
    r"|(?:early|late|small|wee)\s+hours(?:\s+of\s+(?:the\s+)?(?:morning|night))?|dawn|daybreak|sunrise|sunset|dusk"
    r"|nightfall|lunchtime"
)
_HOLIDAY = (
    r"christmas(?:\s+(?:eve|day))?|boxing\s+day|new\s+year(?:['’]s)?(?:\s+(?:eve|day))?|good\s+friday|palm\s+sunday"
    r"|easter(?:\s+(?:sunday|monday|saturday))?|valentine['’]?s\s+day|halloween|may\s+day|independence\s+day"
    r"|memorial\s+day|labor\s+day|thanksgiving(?:\s+day)?|columbus\s+day|martin\s+luther\s+king(?:\s+jr\.?)?\s+day"
    r"|veterans\s+day|bastille\s+day|all\s+saints['’]?\s+day|epiphany|all\s+souls['’]?\s+day|labour\s+day"
    r"|(?:international\s+)?workers['’]?\s+day|international\s+women['’]?s\s+day|(?:presidents['’]?|president['’]s)\s+day"
    r"|juneteenth|april\s+fools?['’]?s?\s+day|st\.?\s+patrick['’]?s\s+day|world\s+aids\s+day|earth\s+day|anzac\s+day"
    r"|armistice\s+day|remembrance\s+sunday|canada\s+day|australia\s+day|ash\s+wednesday|shrove\s+tuesday"
    r"|(?:maundy|holy)\s+thursday|holy\s+saturday|ascension\s+day|whit\s+(?:sunday|monday)|pentecost"
)
_NAMED_DAY = (
    rf"(?:(?:(?:last|next|this)\s+)?{_WEEKDAY}\b|{_DAY}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_DAY}(?!\d)|{_HOLIDAY}\b)"
)
_QUALIFIER = r"(?:this\s+past|this\s+coming|last|this|next|past|coming|upcoming|previous|following)"
_ZONE = r"(?:GMT|UTC|Z\b|[ECMP][SD]?T\b|CES?T|BST|IST|MSK|EES?T|WES?T|JST|local(?:\s+time)?|hours|hrs)"
_CLOCK_LEAD = (
    r"(?:at|around|about|by|until|till|since|before|after|from|to|and|approximately|nearly|almost|between|past)"
)
_STOP = r"(?=\s*(?:[.,;:!?\"”)](?!\d)|$))"
_HOUR_WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

KINDS: tuple[tuple[str, str], ...] = (
    (
        "of_month",
        (
            rf"(?P<which>first|second|third|fourth|last|final)\s+(?P<piece>half|week|weekend|day|{_WEEKDAY})\s+"
            rf"(?:of|in)\s+(?:(?P<m6>{_MONTH_FULL})(?P<y14>{_YEAR_BEHIND})?|(?P<q8>this|last|next)\s+month\b)"
        ),
    ),
    (
        "counted",
        (
            rf"(?P<edge>first|opening|last|final|closing)\s+(?P<n9>{_NUMBER})\s+(?P<u13>days|weeks|months)\s+(?:of|in)\s+"
            rf"(?:(?P<q7>this|last|next|the)\s+(?:current\s+)?year\b|(?P<q9>this|last|next)\s+month\b"
            rf"|(?P<m8>{_MONTH_FULL})(?P<y17>{_YEAR_BEHIND})?|(?P<y16>{_YEAR}))"
        ),
    ),
    (
        "run_up",
        (
            rf"(?:(?P<n7>{_NUMBER})\s+)?(?P<u12>half[-\s]year|(?:day|week|month|quarter|year)s?)\s+(?P<till>to|through|ended|ending)\s+"
            rf"(?:(?:in|on|the\s+end\s+of|end-)\s*)?(?:(?:{_WEEKDAY},?\s+)?(?:(?P<d7>{_DAY})\s+(?:of\s+)?)?(?P<m7>{_MONTH})"
            rf"(?:\s+(?P<d8>{_DAY})(?!\d|\w))?(?P<y15>{_YEAR_BEHIND})?|(?P<weekday5>{_WEEKDAY})\b)"
        ),
    ),
    (
        "offset",
        (
            rf"(?:the\s+)?(?:(?P<eve>eve)\s+of|(?P<u14>day|night|morning|afternoon|evening)\s+(?P<way8>before|after)"
            rf"|(?P<n10>{_NUMBER})\s+(?P<u15>{_UNIT})\s+(?P<way9>before|after))\s+(?:the\s+)?(?={_NAMED_DAY})"
            rf"|the\s+(?:first\s+)?(?P<weekday4>{_WEEKDAY})\s+(?P<way10>before|after|following)\s+(?={_NAMED_DAY})"
        ),
    ),
    ("iso", r"(?P<iso>\d{4}-\d\d-\d\d)(?:T\d\d:\d\d)?(?!\d)"),
    ("days", rf"(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?P<y1>{_YEAR_BEHIND})?"),
    (
        "days_us",
        (
            rf"(?P<m2>{_MONTH})\s+(?P<d3>{_DAY})\s*(?:-|–|to|and|or|through)\s*(?P<d4>{_DAY})(?!\d|:\d|\w)"
            rf"(?:,?\s+(?P<y2>{_YEAR}))?"
        ),
    ),
    ("date", rf"(?P<d5>{_DAY}|{_ORDINAL}(?=\s+of\b))\s*(?:of\s+|de\s+)?(?P<m3>{_MONTH})(?P<y3>{_YEAR_BEHIND})?"),
    ("date_us", rf"(?P<m4>{_MONTH})\s+(?P<d6>{_DAY})(?!\d|[:.,]\d|%|\w)(?:,?\s+(?:of\s+|in\s+)?(?P<y4>{_YEAR}))?"),
    ("numeric", r"(?P<n1>\d{1,2})(?P<sep>[/.])(?P<n2>\d{1,2})(?P=sep)(?P<y5>\d{4}|(?<=/)\d\d)(?![\d/])"),
    ("month_year", rf"(?P<m5>{_MONTH})(?:,|\s+of)?\s+(?:(?P<y6>{_YEAR})|'?(?P<y7>[5-9]\d)(?![\d,.:]|\s*\w))"),
    ("years", r"(?P<y8>(?:1[5-9]|20)\d\d)\s*[-–/]\s*(?P<y9>(?:1[5-9]|20)\d\d|\d\d)(?![\w%]|[-–.,]\d)"),
    (
        "decade",
        (
            r"(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b|(?:the\s+(?:(?:early|late)\s+|mid-)?['’]?|(?<=['’]))(?P<decade2>\d0)s\b"
            r"|(?P<half>first|second)\s+half\s+of\s+the\s+(?P<decade4>(?:1[5-9]|20)\d0)['’]?s\b"
            rf"|the\s+(?:(?:early|late)\s+|mid-)?(?P<decade3>{'|'.join(DECADE)})\b"
        ),
    ),
    ("turn", r"turn\s+of\s+the\s+(?P<turn>year)\b"),
    ("day_before", r"(?:the\s+)?day\s+(?P<db>before\s+yesterday|after\s+tomorrow)"),
    (
        "but_one",
        (
            rf"(?:the\s+)?(?P<u16>week|month|year|weekend|{_WEEKDAY})\s+(?P<but>before\s+last|after\s+next)\b"
            rf"(?!\s+(?:{_WEEKDAY}|{_MONTH}|{_UNIT}|weekend|night|evening|spring|summer|autumn|fall|winter|{_HOLIDAY})\b)"
        ),
    ),
    (
        "week_on",
        (
            rf"(?P<n11>{_NUMBER})\s+(?P<u17>(?:week|fortnight)s?)\s+(?:(?:on|from)\s+(?P<weekday6>{_WEEKDAY})(?!\w)"
            r"|from\s+(?P<from>today|tomorrow)\b)"
            rf"|(?P<gone>last\s+)?(?P<weekday7>{_WEEKDAY})\s+(?P<u18>week|fortnight)(?![\w'’-]|\s+(?:\d|after|by|in)\b)"
        ),
    ),
    (
        "rel_day",
        (
            rf"(?P<rel>today|yesterday|tomorrow|tonight|overnight|last\s+(?:night|evening)|this\s+(?:{PART})"
            r"|earlier\s+in\s+the\s+day|later\s+in\s+the\s+day)\b"
        ),
    ),
    (
        "ago",
        rf"(?P<n3>{_NUMBER})(?:\s+or\s+\w+)?\s+(?P<u1>{_ANY_UNIT})\s+(?P<side>ago|from\s+now)(?P<exact>\s+to\s+the\s+day)?",
    ),
    ("weekdays_ago", rf"(?P<n8>{_NUMBER})\s+(?P<weekday3>{_WEEKDAY})s?\s+ago"),
    (
        "shift",
        (
            rf"(?:(?P<n4>{_NUMBER})\s+(?P<u2>{_ANY_UNIT})|half\s+an\s+hour)\s+"
            rf"(?P<way>(?:earlier|later)\b|(?:before|after){_STOP})(?P<exact2>\s+to\s+the\s+day)?|(?P<hours>(?:hours|minutes|moments)\s+later)"
            rf"|the\s+(?P<u3>day|night|morning|week|month|year|evening)\s+(?P<way2>(?:before|after){_STOP})"
            r"|(?:the\s+)?(?P<way3>next|following|previous|same)\s+(?P<u4>day|morning|afternoon|evening|night)\b"
            r"|(?:the\s+(?P<way6>next|following|previous|same)|(?P<way7>following|same))\s+(?P<u11>week|month|year)\b"
            rf"|that\s+(?:same\s+)?(?P<u5>{PART}|day|week|month|year)\b"
        ),
    ),
    (
        "span",
        (
            rf"(?:(?P<way4>past|last|next|coming|following|previous)\s+(?P<n5>{_NUMBER}|24|48|72)|(?P<way5>past|coming))\s+"
            rf"(?P<u6>{_ANY_UNIT})\b"
        ),
    ),
    (
        "within",
        (
            rf"(?P<inside>within(?:\s+the\s+next)?|in(?:\s+the\s+(?:next|coming))?)\s+(?P<n6>{_NUMBER})\s+(?P<u7>{_UNIT})"
            r"(?:['’]s?)?(?P<time>\s+time)?(?!\s+(?:ago|of|before|after|earlier|later|from)\b)\b"
        ),
    ),
    (
        "unit",
        (
            rf"(?P<q1>{_QUALIFIER}|current)\s+(?P<u8>week(?!-|\s*end)|month|year|weekend|quarter|decade)(?![\w-])"
            r"|(?:the|over|during)\s+(?P<u9>weekend)\b"
            r"|(?P<u10>year(?:['’]s\s|-)end|(?:the|of)\s+(?:month|year|week))(?=\s*(?:[.,;:!?\"”)]|$|and|or|but))"
        ),
    ),
    (
        "quarter",
        (
            rf"(?P<q2>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[\s-]+(?P<qu>quarter|half)\b"
            rf"(?:\s+(?:of\s+)?(?:the\s+year\s+)?(?P<y10>{_YEAR}))?|\bQ(?P<q3>[1-4])\b(?:\s+(?:of\s+)?(?P<y11>{_YEAR}))?"
        ),
    ),
    (
        "season",
        (
            rf"(?:(?P<q4>last|this|next|past|coming)\s+)?(?P<season>spring|summer|autumn|fall|winter)\b"
            rf"(?:\s+(?:of\s+)?(?P<y12>{_YEAR}|(?:19|20)\d\d(?=[-–/]\d\d\b)|['’]{_APOSTROPHE_YEAR}))?"
        ),
    ),
    ("holiday", rf"(?P<holiday>{_HOLIDAY})\b(?:,?\s+(?P<y13>{_YEAR}))?"),
    (
        "weekday",
        (
            rf"(?:(?P<q5>{_QUALIFIER})\s+)?(?P<weekday>{_WEEKDAY})(?!s\b|\w)(?:['’]s)?"
            r"|(?P<weekday2>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b(?:\.|(?=,?\s*\d))"
        ),
    ),
    (
        "clock",
        (
            r"(?P<h1>[01]?\d|2[0-4])(?:[:.h](?P<mi1>[0-5]\d))?(?::[0-5]\d)?\s*(?P<ap>[ap]\.\s?m\.?|[ap]m\b)"
            rf"(?:,?\s*\(?(?P<z1>{_ZONE}|Eastern|Central|Pacific|Mountain)\)?)?"
        ),
    ),
    (
        "clock24",
        (
            rf"(?P<h2>[01]?\d|2[0-4]):(?P<mi2>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s*\(?(?P<z2>{_ZONE})\)?)?"
            r"|(?<=\bat )(?P<h3>[01]?\d|2[0-3])\.(?P<mi3>[0-5]\d)(?!\d|\s*(?:percent|%|million|billion))"
            rf"(?:\s*(?P<z3>{_ZONE}))?"
            r"|(?P<h4>[01]\d|2[0-4])(?P<mi4>[0-5]\d)(?:\s*\(?(?P<z4>GMT|UTC|hours|hrs|local(?:\s+time)?)\)?)"
        ),
    ),
    ("hhmm", r"(?P<h5>[01]\d|2[0-4])(?P<mi5>[0-5]\d)(?!\d|[-–.,:/]\d|%)"),
    (
        "spoken",
        (
            r"(?P<past>half\s+past|(?:a\s+)?quarter\s+(?:past|to)|(?:five|ten|twenty|twenty-five)\s+(?:past|to))\s+"
            rf"(?P<h6>{_HOUR_WORD}|\d{{1,2}})\b|(?P<h7>{_HOUR_WORD}|\d{{1,2}})\s+o['’]?\s?clock"
        ),
    ),
    ("named", r"(?P<named>noon|mid-?day|midnight)\b"),
    ("part", rf"(?P<part>{PART})\b"),
    (
        "nth",
        (
            rf"the\s+(?P<nth>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)|{_ORDINAL})"
            r"(?=\s*(?:[.,;:!?\"”)]|$|when\b|after\b|at\b|to\b|of\s+(?:this|the|last|next)\s+month\b))"
        ),
    ),
    ("month", rf"(?:(?P<q6>last|this|next)\s+)?(?P<month>{_MONTH_FULL})"),
    ("year", rf"(?P<year>{_YEAR}|{_APOSTROPHE_YEAR})"),
    (
        "hour",
        (
            rf"(?P<h8>{_HOUR_WORD}|1[0-2]|[1-9])"
            rf"(?=\s*(?:[.,;:!?\"”)](?!\d)|$|on\b|in\s+the\b|that\b|this\b|{_WEEKDAY})"
            r"|\s*(?:-|–|to|and)\s*\d{1,2}(?::\d\d)?\s*[ap]\.?m\b)"
        ),
    ),
)
"""The kinds of words, the surest first, each with its pattern. The names of its groups are those of `Atom.parts`."""
