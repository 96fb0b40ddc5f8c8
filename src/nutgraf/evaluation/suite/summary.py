"""The measures of the summary: what it says, on whose word, in which words, and what it brings in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nutgraf.evaluation.suite.detector import Support, support
from nutgraf.evaluation.suite.gold import KeyPoint, Labelled, LoadedWord, MustNot
from nutgraf.evaluation.suite.prediction import Predicted
from nutgraf.evaluation.suite.wording import has_form, word_count
from nutgraf.evaluation.tally import Tally, case

_QUOTED = re.compile(
    r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』|\"[^\"]*\"|‘[^‘]*?’(?!\w)|(?<!\w)'[^']*?'(?!\w)",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class SummaryJudged:
    """A summary against the labels: what `summary_tallies` counts, and an explanation names."""

    covered: tuple[KeyPoint, ...]
    missed: tuple[KeyPoint, ...]
    """Required ones."""
    unattributed: tuple[KeyPoint, ...]
    """Covered ones that lack their source."""
    broken: tuple[MustNot, ...]
    loaded: tuple[LoadedWord, ...]
    """Loaded words of the article that the summary uses outside quotation marks."""
    support: Support


def judge(labelled: Labelled, sentences: Sequence[str]) -> SummaryJudged:
    """The judgement of a summary of these sentences."""
    language = labelled.language
    covered, unattributed = [], []
    for point in labelled.key_points:
        windows = [window for window in _windows(sentences) if _has_all(point.words, window, language)]
        if windows:
            covered.append(point)
            if point.says and not any(_has(point.says, window, language) for window in windows):
                unattributed.append(point)
    unquoted = [_QUOTED.sub(" … ", sentence) for sentence in sentences]
    derived = [value for event in labelled.events for one in event.quantities if one.derived[0] for value in one.value]
    return SummaryJudged(
        covered=tuple(covered),
        missed=tuple(one for one in labelled.key_points if not one.optional and one not in covered),
        unattributed=tuple(unattributed),
        broken=tuple(one for one in labelled.must_not if any(_breaks(one, each, language) for each in sentences)),
        loaded=tuple(one for one in labelled.loaded if any(has_form(one.text, each, language) for each in unquoted)),
        support=support(
            sentences,
            _source_text(labelled),
            language=language,
            counts=[value for value in derived if value is not None],
        ),
    )


def summary_tallies(labelled: Labelled, predicted: Predicted) -> dict[str, Tally]:
    """Rates and means. All but the last two are best at 1; without a summary, only the key points count.

    - `summary.key_points`: of the required key points, how many are covered: every group of words has a form within
      two neighbouring sentences. (Recall of content units, after Nenkova and Passonneau's pyramids, NAACL 2004.)
    - `summary.attribution`: of the covered points that need a source, optional ones included, how many have it in the
      same sentences.
    - `summary.must_not`: of the things that no summary may say, how many it doesn't.
    - `summary.unloaded`: of the article's loaded words, how many it doesn't use outside quotation marks.
    - `summary.supported_numbers`, `summary.supported_names`: of its numbers and names, how many the article has.
    - `summary.words`: its length; `summary.compression`: that length over the article's.
    """
    sentences = predicted.summary_sentences(labelled.language)
    judged = judge(labelled, sentences)
    required = sum(not one.optional for one in labelled.key_points)
    sourced = [one for one in judged.covered if one.says]
    words = sum(word_count(sentence) for sentence in sentences)
    tallies = {
        "summary.key_points": _rate(len(judged.missed), required),
        "summary.attribution": _rate(len(judged.unattributed), len(sourced)),
    }
    rest = {
        "summary.must_not": _rate(len(judged.broken), len(labelled.must_not)),
        "summary.unloaded": _rate(len(judged.loaded), len(labelled.loaded)),
        "summary.supported_numbers": _rate(len(judged.support.unsupported_numbers), len(judged.support.numbers)),
        "summary.supported_names": _rate(len(judged.support.unsupported_names), len(judged.support.names)),
        "summary.words": case(words),
        "summary.compression": case(words / max(1, word_count(labelled.article.text))),
    }
    return tallies | (rest if sentences else dict.fromkeys(rest, Tally()))


def _rate(wrong: int, cases: int) -> Tally:
    return Tally(cases - wrong, cases, cases)


def _windows(sentences: Sequence[str]) -> list[tuple[str, ...]]:
    """Each two neighbouring sentences; a single one by itself."""
    if len(sentences) == 1:
        return [(sentences[0],)]
    return list(pairwise(sentences))


def _has(forms: Sequence[str], sentences: Sequence[str], language: str) -> bool:
    return any(has_form(form, sentence, language) for form in forms for sentence in sentences)


def _has_all(groups: Sequence[Sequence[str]], sentences: Sequence[str], language: str) -> bool:
    return all(_has(group, sentences, language) for group in groups)


def _breaks(rule: MustNot, sentence: str, language: str) -> bool:
    return _has_all(rule.words, (sentence,), language) and not _has(rule.unless, (sentence,), language)


def _source_text(labelled: Labelled) -> str:
    """All that an article says: title, dateline, date, body."""
    article = labelled.article
    parts = (article.title, article.dateline.text if article.dateline else None, article.published.text, article.text)
    return "\n".join(part for part in parts if part)
