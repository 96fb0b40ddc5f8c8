"""The obvious way, for comparison: one instructor call for the whole article, into one flat schema.

    python evals/peers/single_call.py BASE_URL ARTICLES.jsonl OUT.jsonl [--model M] [--concurrency N]

Needs openai and instructor, which nutgraf brings. A row is {"id", "seconds", "usage", "events", "summary"}, or has an
"error"; `nutgraf eval --predictions OUT.jsonl` scores them.
"""

from __future__ import annotations

import argparse
from typing import Any, Literal

import instructor
import openai
from pydantic import BaseModel, Field
from rows import Article, Ask, main, page

Type = Literal[
    "bombing", "air strike", "armed attack", "killing", "kidnapping", "arson", "robbery", "arrest", "clash",
    "military operation", "protest", "strike action", "election", "talks", "agreement", "proposal", "decision", "law",
    "court case", "statement", "accusation", "denial", "disagreement", "appointment", "resignation", "disaster",
    "accident", "crime", "aid", "business", "science", "sport", "other",
]  # fmt: skip
Status = Literal["happened", "ongoing", "planned", "proposed", "alleged", "denied"]


class Event(BaseModel):
    """One event of the article."""

    title: str = Field(description="what happened, in one short sentence")
    type: Type
    actors: list[str] = Field(description="those who did it, in the article's words")
    targets: list[str] = Field(description="those whom, or what, it was done to, in the article's words")
    means: str = Field(description="the weapon or the means; empty if there is none")
    place: str = Field(description="where; empty if the article doesn't say")
    when: str = Field(description="the article's words for the time; empty if there are none")
    numbers: list[str] = Field(description="every figure, with what it counts")
    source: str = Field(description="whose word it is")
    status: Status


class Answer(BaseModel):
    """The events and the summary of an article."""

    events: list[Event]
    summary: str = Field(description="a neutral summary in three sentences")


INSTRUCTIONS = f"""You analyse news. List each distinct event that the article reports, the most important one first.
Keep to what the article says, and name people, places and times in its words. Then sum the article up neutrally.
Answer in JSON by this schema:
{Answer.model_json_schema()}"""
MAX_TOKENS = 3000
SECONDS = 1200


def make(options: argparse.Namespace) -> Ask:
    """The function that asks about one article."""
    server = openai.OpenAI(base_url=options.base_url, api_key="none", timeout=SECONDS, max_retries=0)
    client = instructor.from_openai(server, mode=instructor.Mode.JSON_SCHEMA)

    def ask(article: Article) -> dict[str, Any]:
        answer, completion = client.chat.completions.create_with_completion(
            model=options.model,
            response_model=Answer,
            messages=[
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": page(article)},
            ],
            temperature=0,
            max_tokens=MAX_TOKENS,
            max_retries=1,
        )
        usage = completion.usage
        details = usage.prompt_tokens_details
        cached = (details.cached_tokens if details else None) or 0
        return {"usage": [usage.prompt_tokens, usage.completion_tokens, cached], **answer.model_dump()}

    return ask


if __name__ == "__main__":
    main("One instructor call an article.", make)
