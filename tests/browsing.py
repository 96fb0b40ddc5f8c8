"""A page in a real browser, as the tests see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / ".cache" / "browser" / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Opened:
    """A page in the browser, and what it did that no page of ours may do."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """What the console says: errors of the script, and what the policy refused."""
    requests: list[str] = field(default_factory=list)
    """All that was asked for but the page itself."""

    def violations(self) -> list[str]:
        """What axe finds: rule and elements."""
        assert AXE.is_file(), "These tests need axe-core: run `make test` once, which fetches it"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document)")
        assert len(found["passes"]) > 10
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]

    def marked(self, name: str = "cited") -> list[str]:
        """The words of the article that are lit up."""
        ranges: list[str] = self.page.evaluate(
            "name => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString())", name
        )
        return ranges

    def numbers(self, kind: str) -> list[int]:
        """The numbers of the article's sentences that are marked so: `lit`, cited, or `near`, around a lit value."""
        found = self.page.eval_on_selector_all(
            f".sentence.{kind}", "all => all.map((sentence) => Number(sentence.dataset.sentence))"
        )
        return list(found)

    def busy(self) -> float:
        """Seconds that the page's main thread has worked so far, however many others want the processor."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        metrics = session.send("Performance.getMetrics")["metrics"]
        session.detach()
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    def focused(self) -> str:
        """The text of what has the focus."""
        return str(self.page.evaluate("document.activeElement.textContent.trim()"))


Open = Callable[..., Opened]
