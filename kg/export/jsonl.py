"""articles.jsonl, mentions.jsonl and relations.jsonl: what was found, before names became entities.

One JSON object a line, in UTF-8, keys in a fixed order, lines in the order of the documents' names and then of the
text. Offsets point into the source text, count code points and are half open. Names stand as the article has them.

``articles.jsonl``
    ``doc``, ``id``, ``headline`` (or null), ``subheads``, ``reporters``, ``date`` (or null), ``date_basis``,
    ``ranges`` [[start, end], …], ``continued_from`` and ``continued_on`` (the jump line as printed, or null),
    ``continues`` (``<doc>#<id>`` of the article whose rest this is, where it was among the inputs, or null),
    ``headline_score`` (how sure the match of headline to body is, 0 to 1).
``mentions.jsonl``
    ``doc``, ``article``, ``start``, ``end``, ``label``, ``text`` (no line breaks or stray blanks), ``entity`` (an id of
    entities.csv, or null), ``source`` (what found it), ``score``.
``relations.jsonl``
    ``doc``, ``article``, ``rel``, the fields of that relation, ``evidence`` [start, end], ``source``, ``score``:
    holds_post (``person``, ``post``, ``org`` or null, ``status``), acts and assists (``agent``, ``role``, ``target``),
    part_of (``child``, ``parent``), same_as (``names``), said (``speaker``, ``verb``, ``quote``, ``post`` or null,
    ``about``), co_mention (``a``, ``a_label``, ``b``, ``b_label``, ``scope``, ``count``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from kg.export.rdf_terms import writable
from kg.records import ASSISTING, Acts, Article, CoMention, Fact, HoldsPost, Mention, PartOf, Said, SameAs, Together
from kg.relations.comentions import spelt_out

Row = Mapping[str, object]


def article_row(article: Article) -> Row:
    """One line of articles.jsonl."""
    return {
        "doc": article.doc,
        "id": article.id,
        "headline": article.headline,
        "subheads": article.subheads,
        "reporters": article.reporters,
        "date": article.date,
        "date_basis": article.date_basis,
        "ranges": article.ranges,
        "continued_from": article.continued_from,
        "continued_on": article.continued_on,
        "continues": "#".join(article.continues) if article.continues else None,
        "headline_score": article.headline_score,
    }


def mention_row(mention: Mention) -> Row:
    """One line of mentions.jsonl."""
    return {
        "doc": mention.doc,
        "article": mention.article,
        "start": mention.start,
        "end": mention.end,
        "label": mention.label,
        "text": mention.printed or mention.text,
        "entity": mention.entity,
        "source": mention.source,
        "score": mention.score,
    }


def relation_row(fact: Fact, printed: Mapping[str, str] | None = None) -> Row:
    """One line of relations.jsonl; ``printed`` has the names that the source prints in other characters."""
    evidence = fact.evidence
    fields = _fields(fact)
    return {
        "doc": evidence.doc,
        "article": evidence.article,
        **(fields if printed is None else {field: _as_printed(value, printed) for field, value in fields.items()}),
        "evidence": (evidence.start, evidence.end),
        "source": evidence.source,
        "score": evidence.score,
    }


def write_articles(articles: Iterable[Article], out: TextIO) -> None:
    """Write articles.jsonl."""
    _write(map(article_row, sorted(articles, key=lambda article: (article.doc, article.ranges, article.id))), out)


def write_mentions(mentions: Iterable[Mention], out: TextIO) -> None:
    """Write mentions.jsonl."""
    _write(map(mention_row, sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.label, m.article))), out)


def write_relations(facts: Iterable[Fact], mentions: Iterable[Mention], out: TextIO) -> None:
    """Write relations.jsonl; ``mentions`` show how a document prints the names of its facts."""
    printed: dict[str, dict[str, str]] = {}
    for mention in sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.label)):
        if mention.printed:
            printed.setdefault(mention.doc, {}).setdefault(mention.text, mention.printed)
    by_doc: dict[str, list[Fact]] = {}
    for fact in facts:
        by_doc.setdefault(fact.evidence.doc, []).append(fact)
    for doc in sorted(by_doc):  # a document at a time, so that no more lines than one has are held
        names = printed.get(doc)
        told = _spelt_out(by_doc.pop(doc))
        lines = sorted(((fact.evidence.start, _line(fact), fact) for fact in told), key=lambda item: item[:2])
        for _, line, fact in lines:
            out.write(writable(line if names is None else _dumps(relation_row(fact, names))) + "\n")


def _spelt_out(facts: Iterable[Fact]) -> list[Fact]:
    """The facts of one document with every co-mention by itself, which are told for each article apart."""
    by_article: dict[str, list[Fact]] = {}
    for fact in facts:
        by_article.setdefault(fact.evidence.article, []).append(fact)
    return [fact for held in by_article.values() for fact in spelt_out(held)]


def _as_printed(value: object, printed: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(printed.get(name, name) for name in value)
    return printed.get(value, value) if isinstance(value, str) else value


def _fields(fact: Fact) -> Row:
    match fact:
        case HoldsPost():
            return {
                "rel": "holds_post",
                "person": fact.person,
                "post": fact.post,
                "org": fact.org,
                "status": fact.status,
            }
        case Acts():
            rel = "assists" if fact.role in ASSISTING else "acts"
            return {"rel": rel, "agent": fact.agent, "role": fact.role, "target": fact.target}
        case PartOf():
            return {"rel": "part_of", "child": fact.child, "parent": fact.parent}
        case SameAs():
            return {"rel": "same_as", "names": fact.names}
        case Said():
            return {
                "rel": "said",
                "speaker": fact.speaker,
                "verb": fact.verb,
                "quote": fact.quote,
                "post": fact.post,
                "about": fact.about,
            }
        case CoMention():
            return {
                "rel": "co_mention",
                "a": fact.a,
                "a_label": fact.a_label,
                "b": fact.b,
                "b_label": fact.b_label,
                "scope": fact.scope,
                "count": fact.count,
            }
        case Together():
            raise TypeError("a Together is written pair by pair")


def _line(fact: Fact) -> str:
    return _dumps(relation_row(fact))


def _write(rows: Iterable[Row], out: TextIO) -> None:
    for row in rows:
        out.write(writable(_dumps(row)) + "\n")


# allow_nan: a score that is no number is a fault of ours, and no JSON reader takes NaN. One encoder for all lines:
# json.dumps makes another each time it is asked for more than plain ASCII.
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
