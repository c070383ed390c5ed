"""One article read for its acts: names, lists, cues, clauses, subjects and speakers, each with its place in one row.

``Reading.flow`` is the row that patterns are looked up in: a list of names is one element of it, so that the distance
between an agent and a verb does not grow with the number of agents listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import DataFileError
from kg.records import Article, Mention
from kg.relations.clauses import clauses, paragraphs, sentences
from kg.relations.phrases import Name, Phrase, elements, names_of, phrases
from kg.relations.short_names import parts
from kg.rows import from_yaml

LETTERS = {"PERSON": "P", "POST": "J", "STREET": "L", "ORG": "O", "PLACE": "L", "INITIATIVE": "I", "EVENT": "E"}


def letter(name: Name) -> str:
    """The sign of a name in the flow. Streets, towns, communities and divisions act as bodies do and share their O."""
    if name.label in ("STREET", "PLACE") and name.text.endswith(parts("acting")):
        return "O"
    return LETTERS[name.label]


COLUMNS = ("id", "role", "words", "example", "counter")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word of acts.yaml in the flow, at elements ``first`` to ``last`` (not included)."""

    first: int
    last: int
    row: str
    role: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One element of the flow: a phrase, a single name, or a character. Offsets point into the article text."""

    text: str
    begin: int
    stop: int
    phrase: int  # index into the phrases, or -1


@dataclass(frozen=True, slots=True)
class Reading:
    """See the module. The lists ``sentence``, ``clause`` and ``paragraph`` give the number of each flow element."""

    names: tuple[Name, ...]
    phrases: tuple[Phrase, ...]
    flow: tuple[Flow, ...]
    cues: tuple[Cue, ...]
    at: tuple[int, ...]  # flow element of each phrase
    phrase_of: tuple[int, ...]  # phrase of each name, or -1
    sentence: tuple[int, ...]
    clause: tuple[int, ...]
    paragraph: tuple[int, ...]
    subject: tuple[int, ...]  # per flow element: the phrase that is the running subject of its clause, or -1
    opens: tuple[bool, ...]  # per phrase: it stands at the head of its clause
    speaks: tuple[bool, ...]  # per phrase: a verb of speech follows it closely
    speaker: tuple[int, ...]  # per flow element: the last phrase that speaks before it in the paragraph, or -1
    holder: tuple[int, ...]  # per flow element: the last phrase with a person and the body he speaks for, or -1
    topic: tuple[int, ...]  # per flow element: the last phrase that opened a paragraph, this one or one before, or -1


@cache
def cue_rows() -> tuple[dict[str, object], ...]:
    """Rows of rules/acts.yaml.

    Raises:
        DataFileError: a row has unknown or missing keys.
    """
    table = from_yaml("rules/acts.yaml")
    for row in table:
        if not {"id", "role", "words"} <= row.keys() <= set(COLUMNS):
            raise DataFileError(f"rules/acts.yaml: row {row.get('id')!r} must have the keys {', '.join(COLUMNS)}")
    return tuple(table)


@cache
def _cue_words() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str], ...]]]:
    by_word: dict[str, list[tuple[str, str]]] = {}
    for row in cue_rows():
        for word in row["words"] if isinstance(row["words"], list) else ():
            by_word.setdefault(str(word), []).append((str(row["id"]), str(row["role"])))
    pattern = "|".join(re.escape(word) for word in sorted(by_word, key=lambda word: (-len(word), word)))
    return re.compile(pattern), {word: tuple(found) for word, found in by_word.items()}


def read(article: Article, mentions: Sequence[Mention]) -> Reading:
    """Read ``article`` with its sorted ``mentions``."""
    text = article.text
    names = names_of(text, mentions)
    lines = paragraphs(text)
    row = elements(text, names)
    found = phrases(row, names, [begin for begin, _ in lines])
    flow: list[Flow] = []
    at: list[int] = []
    k = 0
    for number, phrase in enumerate(found):
        flow += [_single(row[i].text, row[i].begin, row[i].stop, row[i].name, names) for i in range(k, phrase.first)]
        at.append(len(flow))
        head = names[phrase.heads[-1]] if phrase.heads else names[row[phrase.first].name]
        flow.append(Flow(letter(head), row[phrase.first].begin, row[phrase.last - 1].stop, number))
        k = phrase.last
    flow += [_single(e.text, e.begin, e.stop, e.name, names) for e in row[k:]]
    phrase_of = [-1] * len(names)
    for number, phrase in enumerate(found):
        for e in row[phrase.first : phrase.last]:
            if e.name >= 0:
                phrase_of[e.name] = number
    starts = [f.begin for f in flow]
    sentence_spans = sentences(text)
    clause_spans = [span for begin, stop in sentence_spans for span in clauses(text, begin, stop)]
    sentence = _numbers(starts, [begin for begin, _ in sentence_spans])
    clause = _numbers(starts, [begin for begin, _ in clause_spans])
    paragraph = _numbers(starts, [begin for begin, _ in lines])
    cues = _cues(flow)
    opens = _opens(found, at, flow, clause)
    speaks = _speaks(at, flow, cues)
    subject = _latest(at, flow, paragraph, [n for n, opening in enumerate(opens) if opening])
    speaker = _latest(at, flow, paragraph, [n for n, speaking in enumerate(speaks) if speaking])
    held = [n for n, phrase in enumerate(found) if phrase.holders]
    holder = _latest(at, flow, None, held)
    first = {k: None for k in range(len(flow)) if not k or paragraph[k] != paragraph[k - 1]}
    heads = [n for n, k in enumerate(at) if flow[k].text in "POL" and any(k - j in first for j in range(4))]
    topic = _latest(at, flow, None, heads)
    return Reading(
        names, found, tuple(flow), cues, tuple(at), tuple(phrase_of), sentence, clause, paragraph, subject, opens,
        speaks, speaker, holder, topic,
    )  # fmt: skip


def _single(text: str, begin: int, stop: int, name: int, names: Sequence[Name]) -> Flow:
    if name >= 0:
        text = letter(names[name])
    elif text.isdigit():
        text = "0"
    return Flow(text, begin, stop, -1)


def _numbers(starts: Sequence[int], begins: Sequence[int]) -> tuple[int, ...]:
    return tuple(max(bisect_right(begins, start) - 1, 0) for start in starts)


def _cues(flow: Sequence[Flow]) -> tuple[Cue, ...]:
    """Cues in the flow; names hide what is inside them."""
    pattern, by_word = _cue_words()
    shape = "".join(f.text if f.phrase < 0 and len(f.text) == 1 and f.stop - f.begin == 1 else "\0" for f in flow)
    found = []
    for match in pattern.finditer(shape):
        found += [Cue(match.start(), match.end(), row, role) for row, role in by_word[match.group()]]
    return tuple(found)


def _opens(found: Sequence[Phrase], at: Sequence[int], flow: Sequence[Flow], clause: Sequence[int]) -> tuple[bool, ...]:
    """Whether nothing but a short adverbial stands between the head of the clause and the phrase."""
    first: dict[int, int] = {}
    for k, number in enumerate(clause):
        first.setdefault(number, k)
    seen: set[int] = set()
    result = []
    for number, phrase in enumerate(found):
        k = at[number]
        agent = flow[k].text in "POL" and bool(phrase.heads)
        result.append(agent and clause[k] not in seen and k - first[clause[k]] <= 8)
        if agent:
            seen.add(clause[k])
    return tuple(result)


def _speaks(at: Sequence[int], flow: Sequence[Flow], cues: Sequence[Cue]) -> tuple[bool, ...]:
    spoken = {cue.first for cue in cues if cue.role == "speech"}
    result = []
    for k in at:
        near = range(k + 1, min(k + 8, len(flow)))
        stop = next((i for i in near if flow[i].text in "。！？；"), k + 8)
        result.append(flow[k].text in "PO" and any(i in spoken for i in near if i < stop))
    return tuple(result)


def _latest(
    at: Sequence[int], flow: Sequence[Flow], paragraph: Sequence[int] | None, chosen: Sequence[int]
) -> tuple[int, ...]:
    """For each flow element the last of the chosen phrases before it, within its paragraph where one is given."""
    begins = {at[number]: number for number in chosen}
    running = -1
    result = []
    for k in range(len(flow)):
        if paragraph is not None and k and paragraph[k] != paragraph[k - 1]:
            running = -1
        running = begins.get(k, running)
        result.append(running)
    return tuple(result)
