"""Gives events the sentences that go on with them: those that no event cites, right behind one that does.

A small model cites where an event begins and reads on. Of the sentences that it passes over, most tell more of the
event before them: who said so, what came of it, how many there were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from nutgraf.language.numbers.stated import stated
from nutgraf.schema import ArticleRecord, Sentence
from nutgraf.stages.link import Cluster
from nutgraf.stages.modality import is_appeal, is_question
from nutgraf.stages.victims import with_named_victims

_REACH = 2
"""Sentences behind the last cited one."""


def continued(article: ArticleRecord, clusters: Sequence[Cluster], *, left_out: Collection[int]) -> list[Cluster]:
    """`clusters`, with the sentences behind theirs that nothing cites, and the figures and the victims of these.

    `left_out` are the numbers of sentences that no event may have.
    """
    grown = [Cluster(list(cluster.mentions)) for cluster in clusters]
    citing = {
        number: (index, at)
        for index, cluster in enumerate(clusters)
        for at, mention in enumerate(cluster.mentions)
        for number in mention.sentences
    }
    last: tuple[int, int] | None = None
    cited_at = 0
    for sentence in article.sentences:
        if sentence.id in citing:
            last, cited_at = citing[sentence.id], sentence.id
        elif last and sentence.id - cited_at <= _REACH and sentence.id not in left_out and _tells(article, sentence):
            index, at = last
            mention = grown[index].mentions[at]
            grown[index].mentions[at] = replace(
                with_named_victims(article, mention, sentence.id),
                sentences=(*mention.sentences, sentence.id),
                figures=(*mention.figures, *stated(article, sentence)),
            )
    return grown


def _tells(article: ArticleRecord, sentence: Sentence) -> bool:
    text = article.sentence_text(sentence)
    return not is_appeal(text) and not is_question(text) and text.strip() != (article.title or "").strip()
