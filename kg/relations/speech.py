"""Who says what: quotations before and after their speaker, over several paragraphs, and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import DataFileError
from kg.records import Article, Mention, Said
from kg.relations.anaphors import bare_name
from kg.relations.clauses import STOPS, paragraphs
from kg.relations.evidence import evidence_at, sentence_at
from kg.relations.phrases import Name
from kg.relations.reading import Reading, read
from kg.rows import expression, from_yaml

SHORTEST = 5
"""A quotation of fewer code points is a tag or a name, not speech."""
WINDOW = 36
"""How far from the quotation marks the verb may stand."""
LEAD = 24
"""How far before its verb a speaker may stand."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of rules/speech.yaml."""

    row: str
    form: str
    where: frozenset[str]
    score: float
    barred: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included, in the article text; ``goes_on``: the next paragraph continues it."""

    begin: int
    stop: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """Who speaks, found at ``begin`` to ``stop``."""

    speaker: int  # index into the names
    verb: Verb
    begin: int
    stop: int


@cache
def verbs() -> tuple[Verb, ...]:
    """Verbs of rules/speech.yaml, longest first.

    Raises:
        DataFileError: a row lacks a key.
    """
    table = from_yaml("rules/speech.yaml")
    try:
        found = [
            Verb(str(row["id"]), str(form), frozenset(row["where"]), float(row["score"]), _barred(row))
            for row in table
            for form in row["verbs"]
        ]
    except (KeyError, TypeError) as error:
        raise DataFileError(f"rules/speech.yaml: a row lacks {error}; see the head of the file") from error
    return tuple(sorted(found, key=lambda verb: (-len(verb.form), verb.form, verb.row)))


def _barred(row: Mapping[str, Any]) -> re.Pattern[str] | None:
    return expression(str(row["not"]), "rules/speech.yaml", str(row["id"])) if "not" in row else None


@cache
def _pattern(where: str) -> tuple[re.Pattern[str], dict[str, Verb]]:
    fit: dict[str, Verb] = {}
    for verb in verbs():
        if where in verb.where:
            fit.setdefault(verb.form, verb)
    return re.compile("|".join(map(re.escape, fit))), fit


def quotes(text: str) -> tuple[Quote, ...]:
    """Outermost quotations of ``text``. One left open at a paragraph's end goes on in the next if that opens one."""
    found: list[Quote] = []
    start, depth = -1, 0
    for at, char in enumerate(text):
        if char == "“":
            start, depth = (at, 1) if depth == 0 else (start, depth + 1)
        elif char == "”" and depth:
            depth -= 1
            if not depth:
                found.append(Quote(start, at + 1, goes_on=False))
        elif char == "\n" and depth:
            if text[at:].lstrip().startswith("“"):
                found.append(Quote(start, at, goes_on=True))
            depth = 0
    return tuple(found)


def find_speech(article: Article, mentions: Sequence[Mention], *, reading: Reading | None = None) -> tuple[Said, ...]:
    """Statements of named persons in ``article``, in order of their quotations; ``reading`` is its reading if known."""
    text = article.text
    reading = reading or read(article, mentions)
    named = [(m.begin, m.stop) for m in mentions]
    spoken: list[Said] = []
    covered: list[tuple[int, int]] = []
    last: _Source | None = None
    carried = False
    for quote in quotes(text):
        inner = text[quote.begin + 1 : quote.stop].rstrip("”")
        whole = any(begin <= quote.begin and quote.begin < stop for begin, stop in named)
        if len(inner) < SHORTEST or (whole and not carried) or not _is_speech(text, quote, inner):
            carried = False
            continue
        source = last if carried else _after(text, reading, quote) or _before(text, reading, quote)
        carried = quote.goes_on and source is not None
        if source is None:
            continue
        last = source
        covered.append((quote.begin, quote.stop))
        begin, stop = min(quote.begin, source.begin), max(quote.stop, source.stop)
        spoken.append(_said(article, reading, source, quote.begin + 1, quote.begin + 1 + len(inner), begin, stop))
    for source, begin, stop in (*_turns(text, reading), *_indirect(text, reading)):
        if not any(b < stop and begin < s for b, s in covered):
            covered.append((begin, stop))
            spoken.append(_said(article, reading, source, begin, stop, source.begin, stop))
    return tuple(sorted(spoken, key=lambda said: (said.evidence.start, said.speaker, said.quote)))


def _is_speech(text: str, quote: Quote, inner: str) -> bool:
    """A quotation that is a sentence, or that a colon opens, or that a comma closes inside its marks."""
    opened = text[: quote.begin].rstrip().endswith(("：", ":"))
    return opened or inner[-1] in STOPS or inner[-1] in "，,—" or any(char in "，。；" for char in inner)


def _before(text: str, reading: Reading, quote: Quote) -> _Source | None:
    """甲说：“……”, 甲：“……”."""
    first = max(sentence_at(text, quote.begin)[0], quote.begin - WINDOW)
    line = text.rfind("\n", 0, quote.begin) + 1
    lead = text[max(first, line) : quote.begin]
    pattern, forms = _pattern("before")
    hits = [hit for hit in pattern.finditer(lead) if not _inside(reading, max(first, line) + hit.start())]
    tail = lead.rstrip()
    if tail.endswith(("：", ":", "，", ",")):
        for hit in reversed(hits):
            at = max(first, line) + hit.start()
            speaker = _speaker(text, reading, at)
            if speaker is not None:
                return _Source(speaker, forms[hit.group()], reading.names[speaker].begin, quote.begin)
    if tail.endswith(("：", ":")):
        end = quote.begin - (len(lead) - len(tail)) - 1
        names = [i for i, n in enumerate(reading.names) if n.stop == end and n.label == "PERSON"]
        if names:
            return _Source(names[0], forms[min(forms, key=len)], reading.names[names[0]].begin, quote.begin)
        (colon,) = _pattern("colon")[1].values()
        speaker = _speaker(text, reading, end)
        if speaker is not None and (colon.barred is None or not colon.barred.search(lead[: len(tail) - 1])):
            return _Source(speaker, colon, reading.names[speaker].begin, quote.begin)
    return None


def _after(text: str, reading: Reading, quote: Quote) -> _Source | None:
    """“……”甲说."""
    end = text.find("\n", quote.stop)
    tail = text[quote.stop : min(end if end >= 0 else len(text), quote.stop + WINDOW + LEAD)]
    stops = [k for k, char in enumerate(tail) if char in STOPS or char in "“："]
    tail = tail[: stops[0]] if stops else tail
    pattern, forms = _pattern("after")
    for hit in pattern.finditer(tail):
        at = quote.stop + hit.start()
        if _inside(reading, at):
            continue
        speaker = _speaker(text, reading, at)
        if speaker is not None and reading.names[speaker].begin >= quote.stop:
            return _Source(speaker, forms[hit.group()], quote.stop, at + len(hit.group()))
    return None


def _turns(text: str, reading: Reading) -> Iterator[tuple[_Source, int, int]]:
    """甲：……。, all of a paragraph without quotation marks."""
    opening = {name.begin: i for i, name in enumerate(reading.names) if name.label == "PERSON" and not name.anaphor}
    (colon,) = _pattern("line")[1].values()
    for begin, stop in paragraphs(text):
        speaker = opening.get(begin)
        if speaker is None or text[reading.names[speaker].stop : begin + WINDOW][:1] not in ("：", ":"):
            continue
        first = reading.names[speaker].stop + 1
        quoted = text[first : first + 1] == "“" and not any(name.begin == first for name in reading.names)
        if stop - first > SHORTEST and text[stop - 1] in STOPS and not quoted:
            yield _Source(speaker, colon, begin, first), first, stop


def _indirect(text: str, reading: Reading) -> Iterator[tuple[_Source, int, int]]:
    """甲表示，……。: from the comma to the end of the sentence."""
    pattern, forms = _pattern("indirect")
    done = -1
    for hit in pattern.finditer(text):
        comma = text[hit.end() : hit.end() + 1]
        if hit.start() < done or comma not in ("，", "：") or _inside(reading, hit.start()):
            continue
        speaker = _speaker(text, reading, hit.start())
        end = sentence_at(text, hit.start())[1]
        if speaker is None or end - hit.end() <= SHORTEST:
            continue
        stop = end
        while stop > hit.end() + 1 and (text[stop - 1] in STOPS or text[stop - 2 : stop - 1] in STOPS):
            stop -= 1
        done = end
        name = reading.names[speaker]
        yield _Source(speaker, forms[hit.group()], min(name.begin, hit.start()), hit.end()), hit.end() + 1, stop


def _inside(reading: Reading, offset: int) -> bool:
    return any(name.begin <= offset < name.stop for name in reading.names if not name.anaphor)


def _speaker(text: str, reading: Reading, verb: int) -> int | None:
    """The person whose phrase stands shortly before the verb in its sentence, with no stop between."""
    before = [i for i, name in enumerate(reading.names) if name.stop <= verb]
    for i in reversed(before):
        name = reading.names[i]
        between = text[name.stop : verb]
        if len(between) > LEAD or any(char in STOPS or char in "\n；”" for char in between):
            return None
        if name.label == "PERSON":
            return i
        if name.label in ("ORG", "STREET") and not between.strip():
            return None  # a body speaks
    return None


def _means(text: str, name: Name) -> bool:
    """Whether a name is spoken of. 改革 or 行动 amid a clause is the plain noun, not the one that was named before.

    With more of the name before it, it is the name again: 认养行动 for “一米岸线”认养行动.
    """
    longer = text[max(name.begin - 1, 0) : name.stop]
    return not name.anaphor or name.label == "EVENT" or name.pointed or bare_name(name.text).endswith(longer)


def _said(article: Article, reading: Reading, source: _Source, begin: int, stop: int, first: int, last: int) -> Said:
    """The record; the capacity is the first post that stands with the speaker's name, anywhere in the article."""
    name = reading.names[source.speaker].text
    posts = [
        reading.names[post].text
        for phrase in reading.phrases
        for person, post in phrase.posts
        if reading.names[person].text == name
    ]
    about = {
        n.text
        for n in reading.names
        if n.label in ("INITIATIVE", "EVENT") and begin <= n.begin and n.stop <= stop and _means(article.text, n)
    }
    evidence = evidence_at(article, first, last, f"rule:said.{source.verb.row}", source.verb.score)
    quote = "".join((article.printed or article.text)[begin:stop].split("\n")).strip()
    return Said(name, source.verb.form, quote, posts[0] if posts else None, tuple(sorted(about)), evidence)
