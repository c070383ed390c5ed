"""Roles: a post string to its concept in the role scheme, its branch of public life and whether it is official.

The scheme is ``data/lexicon/roles.tsv``, the kinds of host ``data/lexicon/hosts.tsv``. A post is read from its end, so
that 区发展改革委党组副书记 and 党组副书记 are one role; where the scheme leaves the branch to the host, the host's name
decides.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import Label
from kg.rows import expression, rows

ROLES = "lexicon/roles.tsv"
HOSTS = "lexicon/hosts.tsv"

OFFICIAL = frozenset(
    [
        "party",
        "government",
        "congress",
        "cppcc",
        "discipline",
        "court",
        "procuratorate",
        "mass_organisation",
        "institution",
        "community",
    ]
)
"""Branches whose posts are public."""
LEADER = "leader"
"""The concept above all posts; what is not below it is a mere capacity: a teacher, a resident, a deputy."""


@dataclass(frozen=True, slots=True)
class HostKind:
    """One kind of host: which names are of it, and the bare words that stand for one."""

    id: str
    labels: frozenset[str]
    endings: re.Pattern[str]
    branch: str
    anaphors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """One concept of the scheme."""

    id: str
    broader: str
    endings: re.Pattern[str] | None
    zh: str
    en: str
    order: int
    branch: str
    own: bool
    hosts: Mapping[str, int]  # kind of host to the number of sentences it may lie back


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """What the scheme says of a post held at a host."""

    role: str  # id of the concept
    zh: str
    en: str
    branch: str
    order: int  # 1 head, 2 deputy, 3 member, 4 head of a section, 5 staff, 9 none
    official: bool


@functools.cache
def host_kinds() -> tuple[HostKind, ...]:
    """The kinds of host in the order of the table."""
    return tuple(
        HostKind(
            id=row["id"],
            labels=frozenset(row["labels"].split()),
            endings=expression(f"(?:{row['endings']})$", HOSTS, row["id"]),
            branch=row["branch"],
            anaphors=tuple(filter(None, row["anaphors"].split("|"))),
        )
        for row in rows(HOSTS)
    )


def _reaches(cell: str) -> Mapping[str, int]:
    """``village:9,town:2`` as a mapping."""
    return {kind: int(reach) for kind, _, reach in (part.partition(":") for part in cell.split(",") if part)}


@functools.cache
def roles() -> tuple[Role, ...]:
    """The concepts of the scheme in the order of the table."""
    return tuple(
        Role(
            id=row["id"],
            broader=row["broader"],
            endings=expression(f"(?:{row['endings']})$", ROLES, row["id"]) if row["endings"] else None,
            zh=row["zh"],
            en=row["en"],
            order=int(row["order"]),
            branch=row["branch"],
            own=row["own"] == "yes",
            hosts=_reaches(row["hosts"]),
        )
        for row in rows(ROLES)
    )


@functools.lru_cache(maxsize=1 << 14)
def kinds_of(name: str, label: Label | None = None) -> tuple[HostKind, ...]:
    """Kinds that a host called ``name`` is of, the one with the longest ending first."""
    found = [
        (-len(match.group()), number, kind)
        for number, kind in enumerate(host_kinds())
        if (label is None or label in kind.labels) and (match := kind.endings.search(name))
    ]
    return tuple(kind for _, _, kind in sorted(found, key=lambda item: item[:2]))


@functools.lru_cache(maxsize=4096)
def concept(post: str) -> Role:
    """The concept whose ending is the longest end of ``post``; the bare capacity where none is."""
    best, length = roles()[-1], 0
    for role in roles():
        if role.endings and (match := role.endings.search(post)) and len(match.group()) > length:
            best, length = role, len(match.group())
    return best


def role_of(post: str, org: str | None) -> RoleMatch:
    """Concept, branch and rank of ``post`` held at ``org`` (a name, or None where no host is known)."""
    role = concept(post)
    branch = role.branch
    if branch == "host":
        branch = next((kind.branch for kind in kinds_of(org) if kind.branch), "capacity") if org else "capacity"
    public = branch in OFFICIAL and LEADER in (role.id, role.broader)
    if public and org and branch in ("party", "mass_organisation", "institution"):
        # the party secretary of a company, the head of its union, its station master: posts of an enterprise
        public = next((kind.branch for kind in kinds_of(org)), "") != "enterprise"
    return RoleMatch(role.id, role.zh, role.en, branch, role.order, public)


def is_official(post: str, org: str | None) -> bool:
    """Whether who holds ``post`` at ``org`` holds a public post."""
    return role_of(post, org).official
