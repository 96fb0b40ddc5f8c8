"""The desk of a run by way of files: what was asked, what has come, and what is still to be asked."""

from __future__ import annotations

import json
from typing import Any

from nutgraf.corpus import database
from nutgraf.corpus.budget import Budget
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.request_files import RequestFiles
from nutgraf.corpus.runner import RunAnswers
from nutgraf.llm.deferred import Came
from nutgraf.llm.endpoints import OpenAIServer
from nutgraf.usage import Usage


class Desk(RunAnswers):
    """Finds answers in the run file. Requests without one are written to `files`, where there are any.

    What has come stays in the run file as it came, and each session works the articles through from their beginning:
    an answer of no use leads to the same second question again, and a report says what all its answers took.
    """

    def __init__(self, ledger: Ledger, budget: Budget, server: OpenAIServer, files: RequestFiles | None) -> None:
        super().__init__(ledger, budget)
        self._server = f"{server.identity} {server.model}"
        self._files = files
        self.asked_before = 0
        """Requests that are in an earlier file, too, and have had no answer."""

    @property
    def refused(self) -> frozenset[str]:
        """The parameters that the model's server has refused."""
        with database.explained(self._ledger.path):
            found = self._ledger.db.execute("SELECT parameter FROM refused WHERE server = ?", [self._server])
            return frozenset(parameter for (parameter,) in found)

    def refuse(self, parameter: str) -> None:
        """Stores that the model's server doesn't take this parameter."""
        with self._ledger.together():
            self._ledger.db.execute("INSERT OR IGNORE INTO refused VALUES (?, ?)", [self._server, parameter])

    async def recall(self, key: str) -> str | None:
        """An answer of a live session; one that came by a file is looked up as a response, with what it took."""
        with database.explained(self._ledger.path):
            came = self._ledger.db.execute("SELECT 1 FROM requests WHERE id = ? AND status IS NOT NULL", [key])
            if came.fetchone() is not None:
                return None
        return await super().recall(key)

    async def keep(self, key: str, answer: str, usage: Usage) -> None:
        """Keeps a valid answer for live sessions. What it took was counted when it came."""
        if self._ledger.recall(key) is None:
            self._ledger.keep(key, answer)

    def look_up(self, key: str, body: dict[str, Any]) -> Came | None:
        """What came for a request. Where nothing has, it is written to the files, once in a session."""
        ledger = self._ledger
        with database.explained(ledger.path):
            found = ledger.db.execute(
                "SELECT status, body, requests.session, outcome FROM requests"
                " LEFT JOIN sessions ON sessions.id = requests.session WHERE requests.id = ?",
                [key],
            ).fetchone()
        if found is not None and found[0] is not None:
            return Came(status=found[0], body=json.loads(found[1]))
        if self._files is None or (found is not None and found[2] == ledger.session):
            return None
        self._files.add(key, body)
        # A file of a session that was stopped was never there.
        self.asked_before += found is not None and found[3] == "done"
        with ledger.together():
            ledger.db.execute(
                "INSERT INTO requests (id, session) VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET session = excluded.session",
                [key, ledger.session],
            )
        return None
