"""BASIL: the loaded words of political news (Fan et al., EMNLP 2019).

Of the phrases with lexical bias that are the author's own (not in a quotation of someone), how many of their words
stand outside quotation marks in the summary: `loaded words`, a mean count an article; lower is better. `share` is the
same over the number of such words. Function words and names are no loaded words; inflections count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutgraf.evaluation.benchmarks.names import proper_words
from nutgraf.evaluation.benchmarks.prediction import Prediction
from nutgraf.evaluation.benchmarks.shared import (
    Benchmark,
    Document,
    broken,
    folder_files,
    half_of,
    parse_object,
    read_text,
)
from nutgraf.evaluation.tally import Tallies, Tally, case, f1_figures
from nutgraf.language.words import content_words
from nutgraf.reading.names import shown

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")


@dataclass(frozen=True, kw_only=True)
class Bias:
    """The author's own phrases with lexical bias."""

    phrases: tuple[str, ...]


def read(folder: Path) -> list[Document[Bias]]:
    """The articles of articles/YEAR/*.json with annotations/YEAR/*_ann.json in `folder`.

    The id is the triplet's and the number of the outlet, "UUID_1"; the triplet's alone decides the half.
    """
    documents = []
    for path in folder_files(folder, "articles/*/*.json"):
        labels = folder / "annotations" / path.parent.name / f"{path.stem}_ann.json"
        article, annotation = (parse_object(read_text(file), shown(str(file))) for file in (path, labels))
        try:
            documents.append(_document(path.stem, article, annotation))
        except (KeyError, TypeError, AttributeError) as error:
            raise broken(shown(str(path)), f"no BASIL article ({error!r})") from None
    return documents


def score(document: Document[Bias], prediction: Prediction) -> Tallies:
    """`loaded words` and `share` of one article."""
    loaded = loaded_words(document)
    outside = content_words(_QUOTED.sub(" ", " ".join(said.text for said in prediction.summary)))
    taken = len(loaded & set(outside))
    return {"loaded words": case(taken), "share": Tally(taken, len(loaded), len(loaded))}


def loaded_words(document: Document[Bias]) -> frozenset[str]:
    """The stems of the words of the biased phrases."""
    names = {word for phrase in document.gold.phrases for word in proper_words(phrase, document.text)}
    named = {stem for name in names for stem in content_words(name)}
    return frozenset(stem for phrase in document.gold.phrases for stem in content_words(phrase)) - named


def _document(identifier: str, article: dict[str, Any], annotation: dict[str, Any]) -> Document[Bias]:
    return Document(
        id=identifier,
        title=article["title"],
        published=article["date"],
        text="\n\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"]),
        gold=Bias(
            phrases=tuple(
                phrase["txt"]
                for phrase in annotation["phrase-level-annotations"]
                if phrase["bias"] == "lex" and phrase["quote"] == "no"
            )
        ),
        half=half_of(identifier.rpartition("_")[0]),
    )


BENCHMARK = Benchmark(name="basil", headline="loaded words", read=read, score=score, figures=f1_figures)
