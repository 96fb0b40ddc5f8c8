"""A folder of labelled articles to a suite: `articles/*.txt` and `labels/*.yaml`, as `evals/LABELS.md` describes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from nutgraf.errors import ReadError, SettingError
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.label_file import LabelFile
from nutgraf.evaluation.suite.parse import parse_label
from nutgraf.evaluation.suite.problems import Broken, Problem, broken_suite, quoted
from nutgraf.evaluation.suite.resolve import resolve
from nutgraf.evaluation.suite.vocabulary import Split
from nutgraf.evaluation.suite.yaml_text import Lines
from nutgraf.reading import Article
from nutgraf.reading.article import Known, file_origin
from nutgraf.reading.decode import clean_characters, decode
from nutgraf.reading.files import opened, read_limited
from nutgraf.reading.names import shown

_HINT = "Give a folder that holds `articles` and `labels`, as the project's `evals` does."


@dataclass(frozen=True, kw_only=True)
class Suite:
    """Labelled articles, in the order of their names."""

    articles: tuple[Labelled, ...]
    fingerprint: str
    """SHA-256, hexadecimal, of the names and bytes of all article and label files of the folder."""
    left_out: tuple[str, ...] = ()
    """The articles whose text is not in the folder and wasn't given."""


def load_suite(folder: Path, *, split: str | None = None, external: Mapping[str, Path] | None = None) -> Suite:
    """The suite in `folder`, or those of its articles that are of one `split`.

    `external` has the paths of the articles whose text isn't in the folder, by slug. All label files are checked,
    whatever the split. Raises SettingError that names file, line, field and reason of what is wrong with them.
    """
    if split is not None and split not in get_args(Split):
        raise SettingError(f"There is no split {quoted(split)}.", hint=f"Use one of {', '.join(get_args(Split))}.")
    external = external or {}
    articles = _contents(folder / "articles", ".txt")
    labels = _contents(folder / "labels", ".yaml")
    problems = [
        Problem(file=f"articles/{slug}.txt", reason=f"has no label file labels/{shown(slug)}.yaml")
        for slug in articles
        if slug not in labels
    ]
    loaded = _loaded(folder / "articles", articles, folder / "labels", labels, external, problems)
    for slug in external:
        if not any(label.slug == slug and label.external for label, _ in loaded):
            raise SettingError(
                f"No label file is for an article {quoted(slug)} whose text is elsewhere.",
                hint="Give a path only for a label file that has `external`.",
            )
    asked = [(label.slug, labelled) for label, labelled in loaded if split in {None, label.split}]
    return Suite(
        articles=tuple(labelled for _, labelled in asked if labelled),
        fingerprint=_fingerprint(articles, labels),
        left_out=tuple(slug for slug, labelled in asked if not labelled),
    )


def load_labels(*, articles: Path, labels: Path) -> tuple[Labelled, ...]:
    """What the label files of one folder say about the articles of another, in the order of their names.

    Articles without a label file are left out, so that a pass over some of them can be read. Raises SettingError as
    `load_suite` does.
    """
    loaded = _loaded(articles, _contents(articles, ".txt"), labels, _contents(labels, ".yaml"), {}, [])
    return tuple(labelled for _, labelled in loaded if labelled)


def fingerprint(folder: Path) -> str:
    """The `fingerprint` that the suite in `folder` has, without a look into its files.

    Raises SettingError where the folder can't be read.
    """
    return _fingerprint(_contents(folder / "articles", ".txt"), _contents(folder / "labels", ".yaml"))


def _loaded(
    articles: Path,
    texts: Mapping[str, bytes],
    labels: Path,
    files: Mapping[str, bytes],
    external: Mapping[str, Path],
    problems: list[Problem],
) -> list[tuple[LabelFile, Labelled | None]]:
    """Each label file, with its quotations found unless its text is elsewhere and wasn't given.

    `problems` are those found so far; the error names them with the others.
    """
    if not files:
        raise SettingError(f"{shown(str(labels))} holds no .yaml file.", hint=_HINT)
    loaded: list[tuple[LabelFile, Labelled | None]] = []
    for slug, data in files.items():
        file = f"{labels.name}/{slug}.yaml"
        try:
            label, lines = _label(slug, data, file)
            inside = (articles / f"{slug}.txt", texts[slug]) if slug in texts else None
            found = _outside(label, lines, inside, external.get(slug), file) if label.external else inside
            if not found and not label.external:
                raise _broken(file, None, "", f"has no article articles/{shown(slug)}.txt")
            loaded.append((label, _labelled(label, lines, *found, file) if found else None))
        except Broken as error:
            problems += error.problems
    if problems:
        raise broken_suite(problems)
    return loaded


def _contents(folder: Path, ending: str) -> dict[str, bytes]:
    """The bytes of the files of a folder whose names have that ending, by the name without it, sorted."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ending and not path.name.startswith("."))
    except OSError as error:
        reason = error.strerror or "the system gave no reason"
        raise SettingError(f"{shown(str(folder))} can't be read: {reason}.", hint=_HINT) from None
    return {path.stem: _bytes(path) for path in paths}


def _bytes(path: Path) -> bytes:
    try:
        with opened(path) as stream:
            return read_limited(stream)
    except ReadError as error:
        raise SettingError(f"{shown(str(path))} {error}.", hint=error.hint) from None


def _label(slug: str, data: bytes, file: str) -> tuple[LabelFile, Lines]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(file, data.count(b"\n", 0, error.start) + 1, "", "isn't UTF-8 text") from None
    label, lines = parse_label(text, file)
    if label.slug != slug:
        raise _broken(file, lines["slug",], "slug", f"{quoted(label.slug)} isn't the name of the file")
    return label, lines


def _outside(
    label: LabelFile, lines: Lines, inside: tuple[Path, bytes] | None, path: Path | None, file: str
) -> tuple[Path, bytes] | None:
    """The file of an article that isn't in the folder, if its path was given, and what it holds."""
    if inside:
        reason = f"says that the text is elsewhere, but articles/{label.slug}.txt is there"
        raise _broken(file, lines["external",], "external", reason)
    if path is None:
        return None
    data = _bytes(path)
    if label.external and hashlib.sha256(data).hexdigest() != label.external.sha256:
        reason = f"{shown(str(path))} holds another text than the one that was labelled"
        raise _broken(file, lines["external", "sha256"], "external, sha256", reason)
    return path, data


def _labelled(label: LabelFile, lines: Lines, path: Path, data: bytes, file: str) -> Labelled:
    try:
        article = Article.from_bytes(data, Known(source=file_origin(path)), suffix=path.suffix)
        page = clean_characters(decode(data))
    except ReadError as error:
        raise Broken([Problem(file=f"articles/{path.name}", reason=str(error))]) from None
    return resolve(label, article, page=page, file=file, lines=lines)


def _broken(file: str, line: int | None, field: str, reason: str) -> Broken:
    return Broken([Problem(file=file, line=line, field=field, reason=reason)])


def _fingerprint(*folders: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for number, folder in enumerate(folders):
        for name, data in sorted(folder.items()):
            total.update(f"{number}\0{name}\0{hashlib.sha256(data).hexdigest()}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()
