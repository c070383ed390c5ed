"""The records that stages hand to each other: frozen, slotted, and free of behaviour.

Two texts are spoken of everywhere, and every offset says which one it points into:

* the **source text**, ``Document.text``: the input as decoded, line breaks and stray blanks included;
* the **article text**, ``Article.text``: one article put into reading order, its wrapped lines joined.

``Article.offsets`` maps the second to the first. All offsets are half-open and count Unicode code points. Rules and
models read the article text in simplified characters; ``Article.printed`` has it as the source prints it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Label = Literal["PERSON", "POST", "STREET", "ORG", "PLACE", "INITIATIVE", "EVENT"]
LABELS: tuple[Label, ...] = ("PERSON", "POST", "STREET", "ORG", "PLACE", "INITIATIVE", "EVENT")

Kind = Literal["person", "post", "street", "organisation", "place", "initiative", "event"]

Status = Literal["current", "former", "incoming", "acting"]

Role = Literal["host", "undertake", "lead", "issue", "implement", "propose", "attend", "award", "co_host", "guide"]
ROLES: tuple[Role, ...] = ("host", "undertake", "lead", "issue", "implement", "propose", "attend", "award")
"""The roles that annotators give and the model of acts knows."""
ASSISTING: tuple[Role, ...] = ("co_host", "guide")
"""Lesser parts (协办, 指导), found by rules. In relations.jsonl they have a relation of their own, ``assists``."""

Scope = Literal["sentence", "paragraph", "article"]


SectionKind = Literal["headline", "kicker", "subtitle", "subhead", "byline", "caption", "body", "text"]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the source text whose part in an article the input itself shows: a field, a tag, a size of type.

    Each is one head or one paragraph, whose line breaks are only wraps, but "text": that is a whole text whose
    paragraphs and heads are still to be found. ``article`` numbers the articles of a document from 0.
    """

    article: int
    kind: SectionKind
    start: int  # half-open, into the source text
    end: int
    score: float = 1.0  # how sure it is that it belongs to this article, 0 to 1


@dataclass(frozen=True, slots=True)
class Document:
    """One decoded input, for example one page of one issue."""

    doc: str  # name in every output: the path below the input folder, or the file's own name
    text: str  # the source text
    sha256: str  # of the bytes as read
    encoding: str
    date: str | None = None  # issue date as ISO 8601, when the user or the input's metadata gives one
    date_basis: str = "none"  # "given", "file name", "masthead", "metadata", "lower bound" or "none"
    paper: str | None = None
    home: str | None = None  # full name of the home district, for example 重庆市江北区
    page: int | None = None  # number of the page (版) in its issue
    sections: tuple[Section, ...] = ()  # in reading order; empty where the text alone must show its articles
    notes: tuple[str, ...] = ()  # what reading it had to mend or leave out, each a clause of one line


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document, in reading order: headline first, then the body's paragraphs.

    ``text`` joins wrapped lines; a newline separates the headline, each subhead and each paragraph.
    ``offsets[i]`` is the source offset of ``text[i]``; for an inserted newline it is the offset just after the
    character before it. ``offsets`` need not be increasing: a headline may stand after its body in the source.
    """

    doc: str
    id: str  # unique in its document: "a1", "a2", … in source order
    text: str
    offsets: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]  # source ranges that belong to the article, sorted
    headline: str | None
    body_start: int = 0  # offset into ``text`` where the body begins (after headline and kickers)
    subheads: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    date: str | None = None
    date_basis: str = "none"
    paper: str | None = None
    home: str | None = None
    home_basis: str = "none"  # "given", "guessed" or "none"
    page: int | None = None
    continued_from: str | None = None  # the jump line as printed, for example "上接1版"
    continued_on: str | None = None
    continues: tuple[str, str] | None = (
        None  # doc and id of the article whose rest this is, where it is among the inputs
    )
    headline_score: float = 1.0  # how sure the match of headline to body is, 0 to 1
    printed: str = ""  # ``text`` in the characters of the source, of the same length; empty where they are the same


@dataclass(frozen=True, slots=True, order=True)
class Jump:
    """An article that goes on in another one, most often on another page. ``score``: how sure that is, 0 to 1."""

    doc: str
    article: str
    rest_doc: str
    rest_article: str
    score: float


@dataclass(frozen=True, slots=True)
class Half:
    """One half of an article that stands on several pages: its document and its record there."""

    document: Document
    article: Article


@dataclass(frozen=True, slots=True)
class Whole:
    """An article put together from its halves, in order.

    ``article`` has the first half's document and id, the joined text, and offsets into the documents' texts one after
    another, each of which begins at its number of ``bases``. ``places`` gives for each character of the joined text its
    half and its place in that half's article text, -1 for an inserted newline.
    """

    article: Article
    halves: tuple[Half, ...]
    bases: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact is stated. ``start`` and ``end`` point into the source text, ``text`` is the clean sentence."""

    doc: str
    article: str
    start: int
    end: int
    text: str
    source: str  # "model", "rule:<id>", "gazetteer:<id>" or "table:<id>"
    score: float


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One name in the text. ``start``/``end`` point into the source text, ``begin``/``stop`` into the article text."""

    doc: str
    article: str
    start: int
    end: int
    begin: int
    stop: int
    label: Label
    text: str  # the name with line breaks and stray blanks taken out
    source: str
    score: float
    entity: str | None = None  # id of the entity, once resolved
    printed: str = ""  # ``text`` in the characters of the source, where they differ


@dataclass(frozen=True, slots=True)
class HoldsPost:
    """A person holds a post; ``org`` is where, in its fullest form in the article, or None."""

    person: str
    post: str
    org: str | None
    status: Status
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Acts:
    """An agent (organisation, street, person or place) does something to an initiative or event."""

    agent: str
    role: Role
    target: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PartOf:
    """``child`` belongs to ``parent``: office to bureau, community to street, street to district."""

    child: str
    parent: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SameAs:
    """Different surface names of one entity in one article, longest first."""

    names: tuple[str, ...]
    label: Label
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Said:
    """A person is quoted. ``about`` are the initiatives and events named in the quotation."""

    speaker: str
    verb: str
    quote: str
    post: str | None
    about: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CoMention:
    """Two names stand together; ``scope`` is the tightest that holds, ``count`` how many such units hold both."""

    a: str
    a_label: Label
    b: str
    b_label: Label
    scope: Scope
    count: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Together:
    """The names of one article that share it, in the order of their weight in it.

    It stands for a co-mention at article scope of every two of them that no ``CoMention`` of the article tells of, and
    those are most facts there are: ``kg.relations.comentions.spelt_out`` tells them one by one.
    """

    names: tuple[str, ...]
    labels: tuple[Label, ...]
    places: tuple[Evidence, ...]  # the sentence that first has each
    evidence: Evidence  # the first of them


Fact = HoldsPost | Acts | PartOf | SameAs | Said | CoMention | Together


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gave: the pure, cacheable half of the pipeline.

    An article that goes on in another document is here as a whole, and not among that other document's articles; until
    ``kg.resolution.pages`` moves them, its mentions and facts point into the texts of both.
    """

    document: Document
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    wholes: tuple[Whole, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, street, … of the graph.

    ``id`` is ``<prefix>-<10 hex>``, a hash of kind, canonical name and anchor, and of the article that first names who
    is not the first bearer of both; never of order.
    """

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    subkind: str | None = None  # "subdistrict", "town", "township", "road"; "party", "government", "company", …
    official: bool = False  # a person who holds a public post
    anchor: str | None = None  # the place or organisation that tells it from a namesake
    homonym: int = 0  # 0 for the only or first bearer of name and anchor
    code: str | None = None  # state statistics code, where the authority tables have one
    mention_count: int = 0
    article_count: int = 0
    first_seen: str | None = None  # ISO dates of the articles
    last_seen: str | None = None
    former: tuple[str, ...] = ()  # ids that builds of fewer articles may have given it, sorted; no other entity has one


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post over the interval in which the papers attest it."""

    id: str
    person: str  # entity ids
    post: str
    org: str | None
    title: str  # the post as printed, for example 党工委书记
    status: Status
    first_attested: str | None
    last_attested: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An agent's part in an initiative or event, over all articles."""

    id: str
    agent: str
    role: Role
    target: str
    first_attested: str | None
    last_attested: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Belonging, over all articles or from an authority table."""

    id: str
    child: str
    parent: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Co-mention of two entities over all articles; ``a < b``, so that a pair has one record."""

    id: str
    a: str
    b: str
    scope: Scope  # tightest scope seen
    sentences: int
    paragraphs: int
    articles: int
    weight: float
    weight_method: str
    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation with its resolved speaker."""

    id: str
    speaker: str
    verb: str
    quote: str
    post: str | None
    about: tuple[str, ...]
    date: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two groups of mentions were, or were not, made one entity."""

    left: str
    right: str
    same: bool
    score: float
    reason: str
    kind: Kind = "person"
    a: str = ""  # an article's name for the left one: NAME@DOCUMENT#ARTICLE, as decisions.csv has it
    b: str = ""
    a_id: str = ""  # ids of the entities that the two are of
    b_id: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that graph and export need, sorted, entities resolved. Ids in one record point to another's."""

    documents: tuple[Document, ...]
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]  # each with its entity
    facts: tuple[Fact, ...]  # as extracted, names not resolved
    entities: tuple[Entity, ...]
    tenures: tuple[Tenure, ...]
    acts: tuple[Act, ...]
    parts: tuple[Part, ...]
    links: Sequence[Link]
    statements: tuple[Statement, ...]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set for a build; None means: take it from the input, else guess it."""

    date: str | None = None
    paper: str | None = None
    home: str | None = None
    encoding: str | None = None
    base_iri: str = "http://example.org/kg/"
    model: str | None = None  # a folder that spacy.load takes; None for the model in the package
    min_score: float = 0.0  # facts less sure than this are left out of the graph; co-mentions have no such score


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave nothing, and why, in one line."""

    doc: str
    reason: str
