"""Articles to mentions: what the tagger finds, what rules find, and what the article itself has named already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, cast

import ahocorasick
from spacy.language import Language

from kg.ner.glued_words import name_in, without_glued_words
from kg.ner.no_names import names_nothing
from kg.ner.post_units import with_units_apart
from kg.ner.rules import rule_candidates
from kg.ner.spans import Candidate, rank_then_length, with_both_marks
from kg.ner.units import Unit, cut_units, windows_of
from kg.records import Article, Label, Mention
from kg.relations.short_names import event_itself, firm_itself, parts

# A name found once is looked for in the whole article. Two characters are not enough: people are called 晨光 and 平安,
# short forms stand inside other words, and the tagger has seen the whole window. Posts are words, not names.
SHORTEST: Final = {"PERSON": 3, "STREET": 3, "ORG": 3, "PLACE": 3, "INITIATIVE": 4, "EVENT": 4}
SURE: Final = 0.6  # the tagger's score from which a name is remembered
DOUBT: Final = 0.5  # below it the tagger is believed only after rules and memory
# Doubted spans of these are left out: likelier wrong than right, a word that is also a name (晨光), or a slogan. Of
# names whose form shows what they are, the score doubts the border more than the name (石矶街道|老船厂社区).
FORMLESS: Final = frozenset({"PERSON", "INITIATIVE", "EVENT"})
UNLIKELY: Final = 0.15  # and below it no span is kept

TEXTS: Final = 64  # whose windows are sorted by length together

Span = tuple[int, int, str, float]  # begin and stop in the article text, label, score


def find_mentions(articles: Sequence[Article], nlp: Language) -> tuple[Mention, ...]:
    """Mentions of all articles, in the order of the articles and of their text; none overlaps another."""
    found: list[Mention] = []
    units_of = [cut_units(article.text) for article in articles]
    marked = _marked([article.text for article in articles], units_of, nlp)
    for article, units, names in zip(articles, units_of, marked, strict=True):
        spans = [
            with_both_marks(as_candidate(name), article.text)
            for name in names
            if believable(name) and not names_nothing(article.text[name[0] : name[1]], name[2])
        ]
        tagged = without_glued_words(spans, article.text, SURE)
        ruled = [candidate for unit in units for candidate in rule_candidates(unit)]
        chosen = rank_then_length([*ruled, *(candidate for candidate in tagged if candidate.rank == 1)])
        chosen = with_units_apart(chosen, article.text)
        chosen = rank_then_length([*chosen, *remembered(article.text, units, chosen), *tagged])
        chosen = with_units_apart(chosen, article.text)
        found += [as_mention(article, candidate) for candidate in chosen]
    return tuple(found)


def believable(name: Span) -> bool:
    """Whether a span of the tagger's may be kept at all."""
    _, _, label, score = name
    return score >= (DOUBT if label in FORMLESS else UNLIKELY)


def as_candidate(name: Span) -> Candidate:
    """A span of the tagger's as a proposal, ranked by how far it is believed."""
    begin, stop, label, score = name
    return Candidate(begin, stop, cast(Label, label), 1 if score >= DOUBT else 4, "model", score)


def _marked(texts: Sequence[str], units_of: Sequence[Sequence[Unit]], nlp: Language) -> Iterator[list[Span]]:
    """What the pipeline marks in each text."""
    if getattr(nlp, "pipe_names", None) != ["kg_names"]:  # another pipeline of a user's
        for doc in nlp.pipe(texts):
            scores = zip(doc.ents, doc._.kg_scores, strict=True)
            yield [(ent.start_char, ent.end_char, ent.label_, score) for ent, score in scores]
        return
    # Straight from windows to names: a Doc of one token a character costs as much as looking up its words.
    names: Any = nlp.get_pipe("kg_names")
    for first in range(0, len(texts), TEXTS):
        several = list(zip(units_of[first : first + TEXTS], texts[first : first + TEXTS], strict=True))
        work = [(number, window) for number, (units, text) in enumerate(several) for window in windows_of(units, text)]
        for marked in names.find(work, len(several)):
            yield [(begin, last + 1, label, score) for begin, last, label, score in marked]


def remembered(text: str, units: Iterable[Unit], chosen: Iterable[Candidate]) -> Iterator[Candidate]:
    """Further places where names that were found for certain stand, whole or without what goes before or behind."""
    votes: dict[str, Counter[Label]] = {}
    for candidate in chosen:
        name = name_in(text, candidate)
        if candidate.score >= SURE and len(name) >= SHORTEST.get(candidate.label, 99):
            votes.setdefault(name, Counter())[candidate.label] += 1
            for short in shorter(name, candidate.label):
                if len(short) >= SHORTEST[candidate.label]:
                    votes.setdefault(short, Counter())[candidate.label] += 1
    if not votes:
        return
    names: Any = ahocorasick.Automaton()
    for name in sorted(votes):
        label = min(votes[name], key=lambda label: (-votes[name][label], label))
        names.add_word(name, (len(name), label))
    names.make_automaton()
    for unit in units:
        for last, (length, label) in names.iter(unit.text):
            first = unit.positions[last - length + 1]
            yield Candidate(first, unit.positions[last] + 1, label, 3, "rule:article_memory", SURE)


def shorter(name: str, label: Label) -> tuple[str, ...]:
    """What a firm or an event is called further on in an article, which the tagger misses now and then.

    >>> shorter("重庆大江机械有限公司", "ORG"), shorter("江北区第三届职工运动会", "EVENT"), shorter("区文化馆", "ORG")
    (('大江机械',), ('第三届职工运动会', '职工运动会'), ())
    """
    if label == "ORG" and name.endswith(parts("firm")):
        return (firm_itself(name),)
    return event_itself(name) if label == "EVENT" else ()


def as_mention(article: Article, candidate: Candidate) -> Mention:
    """A chosen span as a record, with its place in the source."""
    begin, stop = candidate.begin, candidate.stop
    offsets = article.offsets[begin:stop]
    text = name_in(article.text, candidate)
    printed = "".join(article.printed[begin:stop].split())
    return Mention(
        article.doc, article.id, min(offsets), max(offsets) + 1, begin, stop,
        candidate.label, text, candidate.source, candidate.score, printed="" if printed == text else printed,
    )  # fmt: skip
