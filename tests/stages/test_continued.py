from __future__ import annotations

import pytest
from stories import record

from nutgraf.schema import ArticleRecord
from nutgraf.stages.continued import continued
from nutgraf.stages.link import Cluster
from nutgraf.stages.mention import Mention, Voice

ARTICLE = record(
    "A mine exploded near Tadjoura. Four farmers were hurt. The road is shut. The market was full. The rains are late. "
    "The mayor resigned. Anyone with information is asked to call police. Who comes next?"
)
OWN_WORD = Voice(source=None, kind="article", named=False, stance="asserts")


def mention(*sentences: int) -> Mention:
    return Mention(
        what="", type="other", status="happened", sentences=sentences, actors=(), places=(), time=None, figures=(),
        voice=OWN_WORD,
    )  # fmt: skip


def sentences(*clusters: Cluster, article: ArticleRecord = ARTICLE, left_out: tuple[int, ...] = ()) -> list[list[int]]:
    found = continued(article, clusters, left_out=left_out)
    return [sorted(number for one in cluster.mentions for number in one.sentences) for cluster in found]


def test_what_nobody_cites_goes_on_with_the_event_before_it() -> None:
    assert sentences(Cluster([mention(1)]), Cluster([mention(6)])) == [[1, 2, 3], [6]]


def test_what_is_cited_stays_where_it_is() -> None:
    assert sentences(Cluster([mention(1)]), Cluster([mention(2)])) == [[1], [2, 3, 4]]


def test_what_comes_before_all_events_is_left_alone() -> None:
    assert sentences(Cluster([mention(6)])) == [[6]]


def test_orders_and_the_headline_are_no_part_of_an_event() -> None:
    assert sentences(Cluster([mention(1)]), left_out=(2,)) == [[1, 3]]
    titled = ARTICLE.model_copy(update={"title": "Four farmers were hurt."})
    assert sentences(Cluster([mention(1)]), article=titled) == [[1, 3]]


def test_figures_come_along() -> None:
    (cluster,) = continued(ARTICLE, [Cluster([mention(1)])], left_out=())
    assert [figure.text for figure in cluster.mentions[0].figures] == ["Four"]


def test_what_was_given_is_not_changed() -> None:
    given = Cluster([mention(1)])
    continued(ARTICLE, [given], left_out=())
    assert given.mentions[0].sentences == (1,)


@pytest.mark.parametrize("number", [7, 8])
def test_appeals_and_questions_are_no_part_of_an_event(number: int) -> None:
    assert all(number not in found for found in sentences(Cluster([mention(6)])))
