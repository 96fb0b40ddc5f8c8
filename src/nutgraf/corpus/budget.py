"""What a run costs, before and while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from nutgraf.llm.providers import is_local
from nutgraf.schema import ArticleRecord
from nutgraf.settings import Settings
from nutgraf.usage import Usage

_FEW = 3


class BudgetSpent(Exception):
    """The run has used what it may use: it stops, and no article failed."""


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a model's tokens cost: by `genai-prices`, whose tables are kept up by their makers."""

    model: str
    provider: str | None
    free: bool = False
    batch: bool = False
    """Through a batch service, which is cheaper, where that price is known; else the price is the usual one."""

    def of(self, usage: Usage) -> float | None:
        """US dollars; None where the price isn't known. Prices that rise with the length of a request aren't seen."""
        if self._rates is None:
            return None
        prompt, completion, cached = self._rates
        reused = min(usage.cached, usage.prompt)
        return (usage.prompt - reused) * prompt + usage.completion * completion + reused * cached

    @property
    def known(self) -> bool:
        """Whether it can be said what this model costs."""
        return self._rates is not None

    @cached_property
    def _rates(self) -> tuple[float, float, float] | None:
        """US dollars for a token read, written, and read from the server's cache."""
        if self.free:
            return 0.0, 0.0, 0.0
        if self.provider is None:
            return None
        from genai_prices import Usage as Tokens
        from genai_prices import calc_price

        kinds = (
            Tokens(input_tokens=1000),
            Tokens(output_tokens=1000),
            Tokens(input_tokens=1000, cache_read_tokens=1000),
        )
        try:
            how = {"processing": "batch"} if self.batch else None
            prices = [
                calc_price(kind, model_ref=self.model, provider_id=self.provider, price_context=how) for kind in kinds
            ]
        except LookupError:
            return None
        prompt, completion, cached = (float(price.total_price) / 1000 for price in prices)
        return prompt, completion, cached


def price_of(settings: Settings, *, batch: bool = False) -> Price:
    """The price of the model that the settings name, `batch`: through a batch service.

    A server of one's own has none that could be known.
    """
    if settings.base_url is not None:
        return Price(model=settings.model, provider=None)
    if is_local(settings.model):
        return Price(model=settings.model, provider=None, free=True)
    provider, _, model = settings.model.partition("/")
    return Price(model=model, provider=provider, batch=batch)


class Budget:
    """Keeps count of what a run uses, and says when it is enough.

    An article is begun only where what has been used, what those under way will use and what it will use itself stay
    within the limits, judged by the mean of the articles that are done (until there are a few, by `judge`).
    """

    def __init__(
        self,
        *,
        price: Price,
        max_tokens: int | None = None,
        max_cost: float | None = None,
        before: tuple[int, float] = (0, 0.0),
        judge: Callable[[ArticleRecord], Usage] | None = None,
    ) -> None:
        """`before`: tokens and US dollars that earlier sessions of the run used."""
        self.price = price
        self.used = Usage()
        self._max_tokens = max_tokens
        self._max_cost = max_cost
        self._before = before
        self._judge = judge or (lambda _: Usage())
        self._articles = 0

    def add(self, usage: Usage) -> None:
        """A request is over."""
        self.used += usage

    def article_done(self) -> None:
        """One more article to take the mean of."""
        self._articles += 1

    def has_room(self, article: ArticleRecord, *, under_way: int) -> bool:
        """Whether this article may be begun beside those under way."""
        if self._max_tokens is None and self._max_cost is None:
            return True
        tokens, cost = self._mean(article)
        ahead = under_way + 1
        return not (
            (self._max_tokens is not None and self.tokens + ahead * tokens > self._max_tokens)
            or (self._max_cost is not None and self.cost + ahead * cost > self._max_cost)
        )

    def check(self) -> None:
        """Raises `BudgetSpent` where no further request may be sent."""
        if self._max_tokens is not None and self.tokens >= self._max_tokens:
            raise BudgetSpent(f"The run has used its {self._max_tokens:,} tokens.")
        if self._max_cost is not None and self.cost >= self._max_cost:
            raise BudgetSpent(f"The run has cost its {self._max_cost:.2f} dollars.")

    @property
    def tokens(self) -> int:
        """Tokens of the whole run."""
        return self._before[0] + self.used.prompt + self.used.completion

    @property
    def cost(self) -> float:
        """US dollars of the whole run, as far as prices are known."""
        return self._before[1] + (self.price.of(self.used) or 0.0)

    def _mean(self, article: ArticleRecord) -> tuple[float, float]:
        if self._articles < _FEW:
            expected = self._judge(article)
            return expected.prompt + expected.completion, self.price.of(expected) or 0.0
        # Those under way have used something already: the mean is on the safe side.
        tokens = (self.used.prompt + self.used.completion) / self._articles
        return tokens, (self.price.of(self.used) or 0.0) / self._articles
