"""Hosts: where each post of a chain is held, named beside it, carried along the chain, or left to the context.

For a post with no host beside it the rules here propose one, and ``kg.relations.host_model`` weighs that against the
other bodies that the article names, and against none.

社区党委书记 points with 社区 at the community named last; 民警 alone can only belong to a police body, so the police
body named last is its host. What the roles allow is in ``data/lexicon/roles.tsv``, what a host looks like in
``data/lexicon/hosts.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.records import Mention
from kg.relations.chains import HOST_LABELS, Chain, Passage, Slot, first_rule, rule, rules
from kg.relations.function_words import words
from kg.relations.host_features import Question, options
from kg.relations.host_model import Host, choose
from kg.relations.roles import Role, concept, host_kinds, kinds_of, roles

DEPUTIES = frozenset(("congress-deputy", "cppcc-member"))
"""Roles that have no host even where a name stands before them."""
WORD = 8
"""Longest bare word that is compared with the ends of names."""
ANY_PLACE = "place"
"""Kind of every place, of no kind that posts are held at: 肯尼亚 for a runner."""
ANY = "any"
"""Kind of every organisation, in the roles' hosts."""
MARKS = re.compile("[，。；：！？、“”]")
COMMAS = ("，", "；", "：")
HOME = "origin-home"
"""The rule for where somebody lives: no host at all, unless the role is of that place."""
ORIGINS = frozenset(("district", "water"))
"""Kinds of place that after 来自 only say where somebody is from."""
UNNAMED = "way-unnamed"
"""A body that is no mention stands right before the post: it is not that of another name."""
FAR = 9
"""Reach of a role whose host may have been named any number of sentences before."""


def hosts_of(
    passage: Passage, chain: Chain, names: tuple[int, ...], full: Mapping[str, str], *, learned: bool = True
) -> list[Host]:
    """The host of each slot of a chain held by the names at the given indices.

    A host beside its post is taken as it stands. For other posts the rules propose one, and the model of
    ``host_model`` chooses among all that the article names, unless ``learned`` is false; ``full`` maps names to their
    fullest forms.
    """
    found: list[Host] = []
    carried: str | None = None
    for slot in chain.slots:
        if concept(passage.mentions[slot.post].text).id in DEPUTIES:
            found.append(Host(None, rule("way-own").share))
            continue
        if slot.host is not None:
            carried = beside(passage, slot)
            found.append(Host(carried, rule("way-beside").share))
            continue
        question = ask(passage, chain, slot, names, carried)
        answer = choose(options(passage, question, full)) if learned and question.way != UNNAMED else by_rule(question)
        found.append(answer)
        carried = answer.name if question.way != "way-own" else carried
    return found


def by_rule(question: Question) -> Host:
    """What the rules propose, and how often their way is right."""
    return Host(question.proposed, rule(question.way).share)


def ask(passage: Passage, chain: Chain, slot: Slot, names: tuple[int, ...], carried: str | None) -> Question:
    """The question after the host of a slot without one beside it, with the answer that the rules propose."""
    role = concept(passage.mentions[slot.post].text)
    if role.own:
        return Question(slot.post, names, None, "way-own", chain.first)
    if carried is not None:
        return Question(slot.post, names, carried, "way-carried", chain.first)
    host, way = _from_context(passage, slot.post, names)
    return Question(slot.post, names, host.text if host else None, way, chain.first)


def beside(passage: Passage, slot: Slot) -> str | None:
    """The host that stands before the post of a slot, where it is one: see ``_beside``."""
    if slot.host is None:
        return None
    host = _beside(passage, slot.host, concept(passage.mentions[slot.post].text))
    return host.text if host else None


def _beside(passage: Passage, index: int, role: Role) -> Mention | None:
    """The host right before a post; None for a place that only says where somebody is from or lives.

    日本 and 意大利 are of no kind that posts are held at, and in 家住甲小区的司机 no driver belongs to the estate.
    """
    host = passage.mentions[index]
    if host.label != "PLACE":
        return host
    kinds = [kind.id for kind in kinds_of(host.text, "PLACE")]
    if not kinds:
        return host if ANY_PLACE in role.hosts else None
    first = index
    while passage.label(first - 1) in HOST_LABELS and passage.gap(first - 1, first) in ("", "的"):
        first -= 1
    origin = first_rule("origin", passage.before(first))
    if origin is None or any(kind in role.hosts for kind in kinds):
        return host
    return None if origin.id == HOME or set(kinds) <= ORIGINS else host


def _from_context(passage: Passage, index: int, names: tuple[int, ...]) -> tuple[Mention | None, str]:
    """The host that the text around a post without one leaves to the reader, and the way it was found."""
    post = passage.mentions[index]
    before = [m for m in passage.mentions[:index] if m.label in HOST_LABELS]
    word = _word_before(passage, index)
    if host := _after_name(passage, names):
        return host, "way-name"
    if first_rule("bare", word):
        return None, "way-none"
    if host := _ending_in(before, word):
        return host, "way-word"
    if host := _pointed_at(before, word):
        return host, "way-anaphor"
    piece = MARKS.split(word)[-1]
    if len(piece) > 2 and kinds_of(piece, "ORG"):
        return None, UNNAMED
    if concept(post.text).branch != "party" and (host := _ending_in(before, post.text[:-2])):
        return host, "way-unit"
    if host := _of_namesake(passage, index):
        return host, "way-deputy"
    if host := _listed_before(passage, index):
        return host, "way-listed"
    if host := _line_head(passage, index):
        return host, "way-line"
    if host := _headed(before, post.text):
        return host, "way-head"
    host = _suited(passage, before, post)
    return host, "way-kind" if host else "way-none"


def _after_name(passage: Passage, names: tuple[int, ...]) -> Mention | None:
    """The host right behind the name: 护士甲来自市中心医院."""
    after = names[-1] + 1
    if passage.label(after) not in HOST_LABELS:
        return None
    stop = passage.mentions[after].stop
    if first_rule("from", passage.gap(names[-1], after), passage.between(stop, stop + WORD)):
        while passage.label(after + 1) in HOST_LABELS and not passage.gap(after, after + 1):
            after += 1
        host = passage.mentions[after]
        return host if host.label != "PLACE" or kinds_of(host.text, "PLACE") else None
    return None


def _word_before(passage: Passage, index: int) -> str:
    """The text right before a post, back to the mention before it, without a closing 的 or 的一名."""
    begin = passage.mentions[index].begin
    edge = passage.mentions[index - 1].stop if index else 0
    text = passage.between(max(edge, begin - WORD - 8), begin)
    for filler in rules("filler"):
        text = filler.pattern.sub("", text)
    return text[-WORD:]


def _ending_in(hosts: Sequence[Mention], word: str) -> Mention | None:
    """The last host that has the longest end of ``word``, two characters or more, as its own end."""
    for size in range(len(word), 1, -1):
        for host in reversed(hosts):
            if host.text.endswith(word[-size:]):
                return host
    return None


def _pointed_at(hosts: Sequence[Mention], word: str) -> Mention | None:
    """The last host of the kind that a bare word right before the post stands for: 社区, 该局.

    A word of one character must be all of its clause: 村支书 after a comma, but not the 厂 of 拆解厂.
    """
    piece = MARKS.split(word)[-1]
    for kind in host_kinds():
        if any(piece == anaphor or (len(anaphor) > 1 and piece.endswith(anaphor)) for anaphor in kind.anaphors):
            for host in reversed(hosts):
                if host.label in kind.labels and kind.endings.search(host.text):
                    return host
    return None


def _headed(hosts: Sequence[Mention], post: str) -> Mention | None:
    """The last host whose name ends as the post says of itself: 社长 of a …社, 台长 of a …台."""
    for head in rules("head"):
        if match := head.pattern.search(post):
            return next((host for host in reversed(hosts) if host.text.endswith(match.group(1))), None)
    return None


def _of_namesake(passage: Passage, index: int) -> Mention | None:
    """The last host beside which the same post or its head's stands: 副主席 goes with 县工商联主席.

    With the very same post it must be the last host of its kind: a second 党工委书记 may be another street's.
    """
    post = passage.mentions[index].text
    stem = _stem(post)
    for at in range(index - 1, 0, -1):
        host = passage.mentions[at - 1]
        beside = host.label in HOST_LABELS and passage.label(at) == "POST" and not passage.gap(at - 1, at)
        if beside and _stem(passage.mentions[at].text) == stem:
            kind = kinds_of(host.text, host.label)[:1]
            later = (m for m in passage.mentions[at:index] if m.label in HOST_LABELS and m.text != host.text)
            other = passage.mentions[at].text == post and any(kinds_of(m.text, m.label)[:1] == kind for m in later)
            return None if other else host
    return None


def _stem(post: str) -> str:
    for rank in rules("rank"):
        post = rank.pattern.sub("", post)
    return post


def _line_head(passage: Passage, index: int) -> Mention | None:
    """The body or place that a line with a list opens with: 大石村：第一书记甲；队员乙."""
    begin = passage.article.text.rfind("\n", 0, passage.mentions[index].begin) + 1
    heads = [i for i in range(index) if passage.mentions[i].begin >= begin]
    while heads and passage.label(heads[0]) in HOST_LABELS:
        head = heads.pop(0)
        if passage.between(begin, passage.mentions[head].begin) not in ("", "●", "▲", "■", "◆", "·"):
            return None
        if heads and first_rule("host", passage.gap(head, heads[0])) == rule("host-colon"):
            return passage.mentions[head]
        begin = passage.mentions[head].stop
    return None


def _listed_before(passage: Passage, index: int) -> Mention | None:
    """The host of the chain before, in a list of posts with their names: 某公司总经理甲、质检科长乙."""
    if passage.label(index - 1) != "PERSON" or passage.gap(index - 1, index) not in words("join"):
        return None
    at = index - 2
    while passage.label(at) in ("PERSON", "POST"):
        at -= 1
    if passage.label(at) not in HOST_LABELS or passage.label(at + 1) != "POST" or passage.gap(at, at + 1):
        return None
    host, role = passage.mentions[at], concept(passage.mentions[index].text)
    fits = role == roles()[-1] or any(kind.id in role.hosts for kind in kinds_of(host.text, host.label))
    return host if fits else None


def _suited(passage: Passage, hosts: Sequence[Mention], post: Mention) -> Mention | None:
    """The host named last before a post that is of a kind its role allows, no further back than it allows."""
    allowed = concept(post.text).hosts
    others = {m.begin for m in passage.mentions if m.label == "POST"}
    for host in reversed(hosts):
        text = passage.between(host.stop, post.begin)
        back = len(re.findall("[。！？]+", text))
        kinds = [kind.id for kind in kinds_of(host.text, host.label)[:2]]
        if host.label == "ORG" and host.stop not in others and text.endswith(COMMAS):
            kinds.append(ANY)  # 某社每周开书，说书人甲…: the clause before is about the organisation
        if any(back <= allowed[kind] or allowed[kind] == FAR for kind in kinds if kind in allowed):
            return host
    return None
