"""What can be measured on: the suite and the public benchmarks, behind one face."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from nutgraf.errors import SettingError
from nutgraf.evaluation.answers import Answer, Said, read_answers
from nutgraf.evaluation.benchmarks import BENCHMARKS, Document, Half, Prediction, from_report, sample
from nutgraf.evaluation.benchmarks import peers as benchmark_peers
from nutgraf.evaluation.benchmarks.prediction import from_predicted
from nutgraf.evaluation.measures import COMPONENTS, SUITE
from nutgraf.evaluation.peer_rows import PeerAnswer
from nutgraf.evaluation.suite import peers as suite_peers
from nutgraf.evaluation.suite import prediction, score
from nutgraf.evaluation.suite.components import component_errors, component_tallies
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.loader import load_suite
from nutgraf.evaluation.suite.prediction import Predicted
from nutgraf.evaluation.tally import Tallies
from nutgraf.reading import Article
from nutgraf.reading.names import shown
from nutgraf.schema import Report

Gold = TypeVar("Gold")

QUICK_FILE = "quick.txt"
QUICK = {"muc4": 3, "gvdb": 3, "polnear": 1}
"""How many documents of each benchmark are in the quick sample: with the suite's, what two cores read in 25 minutes."""
_QUICK_SEED = 0


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[Gold]):
    """One article with its labels."""

    id: str
    gold: Gold
    article: Callable[[], Article]
    """Reads it. Raises `ReadError`."""
    page: Mapping[str, str | None]
    """What another system is given of it: text, title, day of publication."""


@dataclass(frozen=True, kw_only=True)
class Collection(Generic[Gold]):
    """Labelled articles, and how answers on them are scored."""

    name: str
    fingerprint: str
    """SHA-256 over all articles and labels, hexadecimal; those outside the part and the sample count, too."""
    part: str
    sample: str | None
    entries: tuple[Entry[Gold], ...]
    ids: frozenset[str]
    """Of all articles, as the fingerprint is."""
    score: Callable[[Gold, Said | None], Tallies]
    """The counts of an answer on one article; of an empty one where there is none."""
    explain: Callable[[Gold, Said | None], list[str]]
    """What is wrong with an answer, in words."""
    needs_model: bool = True


def suite(
    folder: Path, *, split: str | None, external: Mapping[str, Path], size: int | None = None, seed: int = 0
) -> Collection[Labelled]:
    """The suite in a folder, or a split of it, or `size` articles of that by chance."""
    loaded = load_suite(folder, external=external)
    articles = [one for one in loaded.articles if split in (None, one.split)]
    if size is not None:
        ranked = sorted(articles, key=lambda one: hashlib.sha256(f"{seed}:{one.slug}".encode()).digest())
        chosen = {one.slug for one in ranked[:size]}
        articles = [one for one in articles if one.slug in chosen]
    return Collection(
        name=SUITE,
        fingerprint=loaded.fingerprint,
        part=split or "all",
        sample=None if size is None else f"{size}, seed {seed}",
        entries=tuple(_labelled(one) for one in articles),
        ids=frozenset(one.slug for one in loaded.articles),
        score=lambda labelled, said: score.score(labelled, _predicted(labelled, said)),
        explain=lambda labelled, said: score.explain(labelled, _predicted(labelled, said)),
    )


def components(whole: Collection[Labelled]) -> list[Collection[Labelled]]:
    """The articles of a suite for the stages that are code alone: those in English, and those in other languages."""
    parts = [
        replace(
            whole,
            name=name,
            entries=tuple(entry for entry in whole.entries if (entry.gold.language == "en") is english),
            score=lambda labelled, _: component_tallies(labelled),
            explain=lambda labelled, _: component_errors(labelled),
            needs_model=False,
        )
        for name, english in zip(COMPONENTS, (True, False), strict=True)
    ]
    return [one for one in parts if one.entries] or parts[:1]


def benchmark(
    name: str, folder: Path, *, half: Half, size: int | None = None, seed: int = 0
) -> Collection[Document[Any]]:
    """A public benchmark in a folder: one half of it, or `size` documents of that by chance."""
    if name not in BENCHMARKS:
        raise SettingError(
            f"There is no benchmark {shown(repr(name))}.", hint=f"The benchmarks are: {', '.join(BENCHMARKS)}."
        )
    chosen = BENCHMARKS[name]
    documents = chosen.read(folder)
    return Collection(
        name=name,
        fingerprint=_fingerprint(documents),
        part=half,
        sample=None if size is None else f"{size}, seed {seed}",
        entries=tuple(_document(one) for one in sample(documents, half=half, size=size, seed=seed)),
        ids=frozenset(one.id for one in documents),
        score=lambda document, said: chosen.score(document, _prediction(said)),
        explain=lambda document, said: _counts_in_words(chosen.score(document, _prediction(said))),
        needs_model=chosen.needs_model,
    )


def quick(folder: Path, data: Path | None) -> list[Collection[Any]]:
    """The small fixed sample for daily work: the suite's articles that its quick.txt names, of the split to tune on,
    and, where `data` (a folder with a folder for each benchmark) is given, a few documents of three benchmarks.
    """
    whole = suite(folder, split="dev", external={})
    slugs = _quick_slugs(folder / QUICK_FILE)
    known = {entry.id: entry for entry in whole.entries}
    if unknown := [slug for slug in slugs if slug not in known]:
        raise SettingError(
            f"{shown(str(folder / QUICK_FILE))} names {shown(unknown[0])}, which is no article of the split dev."
        )
    own = replace(whole, entries=tuple(known[slug] for slug in slugs), sample="quick")
    if data is None:
        return [own]
    public = [
        replace(benchmark(name, data / name, half="tune", size=size, seed=_QUICK_SEED), sample="quick")
        for name, size in QUICK.items()
    ]
    return [own, *public]


def answers(collection: Collection[Any], path: Path) -> dict[str, Answer]:
    """Another system's answers on a collection.

    Raises `SettingError` for a file that is none of answers, and for an answer on an article that isn't in the
    collection.
    """
    found = read_answers(path, collection.name)
    if unknown := sorted(set(found) - collection.ids):
        raise SettingError(
            f"{shown(str(path))} has a prediction for {shown(repr(unknown[0]))}, which is no article of "
            f"{'the suite' if collection.name == SUITE else collection.name}.",
            hint="The id of a prediction is the article's, as --write-articles gives it.",
        )
    return found


def _predicted(labelled: Labelled, said: Said | None) -> Predicted | None:
    if isinstance(said, Report):
        return prediction.from_report(said, labelled.slug)
    return suite_peers.from_answer(said, labelled) if isinstance(said, PeerAnswer) else said


def _prediction(said: Said | None) -> Prediction:
    if isinstance(said, Report):
        return from_report(said)
    if isinstance(said, PeerAnswer):
        return benchmark_peers.from_answer(said)
    return from_predicted(said) if said else Prediction()


def _quick_slugs(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        raise SettingError(
            f"{shown(str(path))} can't be read: it names the articles of the quick sample, one a line.",
            hint="Give --sample a number instead.",
        ) from None


def _labelled(one: Labelled) -> Entry[Labelled]:
    article = one.article
    page = {"text": article.text, "title": article.title, "published": article.published.date}
    return Entry(id=one.slug, gold=one, article=lambda: article, page=page)


def _document(one: Document[Any]) -> Entry[Document[Any]]:
    return Entry(
        id=one.id,
        gold=one,
        article=lambda: Article.from_text(one.text, title=one.title, published=one.published),
        page={"text": one.text, "title": one.title, "published": one.published},
    )


def _fingerprint(documents: Sequence[Document[Any]]) -> str:
    digest = hashlib.sha256()
    for one in sorted(documents, key=lambda one: one.id):
        digest.update(f"{one.id}\0{hashlib.sha256(one.text.encode()).hexdigest()}\0".encode())
    return digest.hexdigest()


def _counts_in_words(tallies: Tallies) -> list[str]:
    """ "sources: 2 right of 3 predicted and 4 gold"."""
    return [
        f"{name}: {tally.right:g} right of {tally.predicted:g} predicted and {tally.gold:g} gold"
        for name, tally in tallies.items()
        if tally.right < max(tally.predicted, tally.gold)
    ]
