"""Are two profiles of one name one person? One comparator for each kind of evidence; each says how much and why.

The weights are log-odds and stand in ``data/rules/resolution.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.relations.roles import concept
from kg.resolution.decide import Comparison, Finding
from kg.resolution.profiles import Profile, Seat
from kg.resolution.rules import rules, subkind_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What comparators know beside the two profiles."""

    related: Mapping[str, frozenset[str]]  # host to the hosts it belongs to or that belong to it
    rarity: Mapping[str, float]  # person's name to how much it tells to be named beside it, 0 to 1
    titles: Mapping[str, float]  # title to how much it tells that both bear it, 0 to 1
    holders: Mapping[tuple[str, str], tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    # host and title to names with the first and last date at which they hold the post


Comparator = Callable[[Profile, Profile, Surroundings], Finding | None]


def compare(left: Profile, right: Profile, around: Surroundings) -> Comparison[str]:
    """Run every comparator over two profiles of one name."""
    findings = [found for comparator in COMPARATORS if (found := comparator(left, right, around))]
    weights = rules().person_weights
    clash = any(found.score in (weights["posts_clash"], weights["reporter_other"]) for found in findings)
    return Comparison(left.id, right.id, tuple(findings), clash and not left.hosts & right.hosts)


def by_name(left: Profile, right: Profile, around: Surroundings) -> Finding:
    """Long names have fewer bearers."""
    weights = rules().person_weights
    extra = "name_foreign" if len(left.name) > 4 else "name_long" if len(left.name) > 2 else None
    return Finding(weights["bias"] + (weights[extra] if extra else 0.0), f"same name of {len(left.name)} characters")


def by_home(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """A local paper's people live in one district."""
    if not left.homes or not right.homes:
        return None
    if left.homes & right.homes:
        return Finding(rules().person_weights["home_same"], "same home")
    return Finding(rules().person_weights["home_different"], "different homes")


def by_host(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """Posts at one organisation, former ones included, so that somebody who moves is followed."""
    weights = rules().person_weights
    shared = sorted(left.hosts & right.hosts)
    if shared:
        return Finding(weights["host_shared"], f"both at {shown(shared[0])}")
    near = sorted({a.host for a in left.seats for b in right.seats if _beside(a, b, around)})
    if near:
        return Finding(weights["host_related"], f"{shown(near[0])} belongs together with the other's host")
    return None


def by_title(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """The same title or one in short (司机, 公交司机), rare ones above all.

    Where one has no host stated, it may well be the other's.
    """
    weights = rules().person_weights
    mine, theirs = ({t for t in p.titles if not rules().passing.search(t)} for p in (left, right))
    shared = {a if a.endswith(b) else b for a in mine for b in theirs if a.endswith(b) or b.endswith(a)}
    if left.hosts & right.hosts:
        return None
    if not shared:
        hosted = _offices(left) and _offices(right)  # then the posts are compared themselves
        if not mine or not theirs or hosted:
            return None
        return Finding(weights["titles_differ"], "no title in common")
    title = max(shared, key=lambda title: (around.titles.get(title, 0.0), title))
    hosts = [{seat.host for seat in profile.seats if title.endswith(seat.title)} for profile in (left, right)]
    if "" not in hosts[0] | hosts[1] and concept(title).order <= 2:
        return None  # every body has its head
    weight = weights["title_hostless" if "" in hosts[0] | hosts[1] else "title_same"]
    return Finding(round(weight * around.titles.get(title, 0.0), 4), f"both {title}")


def by_capacity(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """Officials, reporters and private people are seldom each other."""
    weights = rules().person_weights
    if not left.capacities or not right.capacities:
        if "reporter" in left.capacities | right.capacities and not (left.seats and right.seats):
            return Finding(weights["bare_reporter"], "a reporter, named only as one who signs")
        if "private" in left.capacities | right.capacities and not (left.seats and right.seats):
            return Finding(weights["bare_private"], "a private person, seldom named without saying who it is")
        return None
    if left.capacities & right.capacities:
        if "reporter" in left.capacities & right.capacities:
            return Finding(weights["reporter_both"], "both reporters")
        if "official" in left.capacities & right.capacities:
            return Finding(weights["branch_same"], "both officials")
        known = left.hosts and right.hosts and not left.hosts & right.hosts
        return Finding(
            weights["private_both"] + (weights["hosts_differ"] if known else 0.0),
            "both private persons" + (" of different hosts" if known else ""),
        )
    if "reporter" in left.capacities | right.capacities:
        return Finding(weights["reporter_other"], "one is a reporter, the other is not")
    return Finding(weights["capacity_other"], "one is an official, the other a private person")


def by_posts(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """Official posts at hosts that do not go together, worse at one time."""
    weights = rules().person_weights
    if left.hosts & right.hosts:
        return None
    mine, theirs = _offices(left), _offices(right)
    if not mine or not theirs:
        return None
    for a in mine:
        for b in theirs:
            if _beside(a, b, around):
                return None
            if _goes_with(a, b) or _goes_with(b, a):
                return Finding(weights["leading"], f"{a.title} goes with {b.title}")
    for a in mine:
        for b in theirs:
            if _meet(left.spans.get(a.host), right.spans.get(b.host)):
                reason = f"{shown(a.host)}{a.title} and {shown(b.host)}{b.title} at one time"
                return Finding(weights["posts_clash"], reason)
    return Finding(weights["posts_apart"], "different posts, and no text tells of a move")


def by_succession(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """One post ends before the other begins, and others hold the first after and the second before."""
    weights = rules().person_weights
    if left.hosts & right.hosts:
        return None
    mine, theirs = _offices(left), _offices(right)
    for earlier, later, old, new in ((left, right, mine, theirs), (right, left, theirs, mine)):
        ends = max((earlier.spans[seat.host][1] for seat in old if seat.host in earlier.spans), default=None)
        begins = min((later.spans[seat.host][0] for seat in new if seat.host in later.spans), default=None)
        if ends is None or begins is None or ends >= begins:
            continue
        after = [name for name, first, _ in _holders(old, around) if name != left.name and first > ends]
        before = [name for name, _, last in _holders(new, around) if name != left.name and last < begins]
        score = weights["succeeded"] * bool(after) + weights["preceded"] * bool(before)
        if score:
            told = [f"{name} holds the one post after" for name in after[:1]]
            told += [f"{name} the other before" for name in before[:1]]
            return Finding(score, ", ".join(told))
    return None


def by_silence(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """Two posts held at one time, each told of again and again and never both: one person's would be told together."""
    weights = rules().person_weights
    if left.hosts & right.hosts or not (_offices(left) and _offices(right)) or not (left.dates and right.dates):
        return None
    begin, end = max(left.dates[0], right.dates[0]), min(left.dates[-1], right.dates[-1])
    days = min(sum(begin <= day <= end for day in profile.dates) for profile in (left, right))
    if days < FEW:
        return None
    score = max(weights["silence_each"] * days, weights["silence_most"])
    return Finding(round(score, 4), f"{days} days and more of both posts, none that tells both")


def by_time(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """A name alone on a day at which somebody of that name is known to hold a post."""
    for alone, known in ((left, right), (right, left)):
        if not alone.seats and alone.dates:
            spans = list(known.spans.values())
            if any(first <= day <= last for first, last in spans for day in alone.dates):
                return Finding(rules().person_weights["time_within"], "named while the other holds a post")
    return None


def by_company(left: Profile, right: Profile, around: Surroundings) -> Finding | None:
    """People named beside both; those named everywhere tell little."""
    weights = rules().person_weights
    shared = sorted(left.company & right.company)
    told = sum(around.rarity.get(name, 0.0) for name in shared) * weights["company_each"]
    if told <= 0:
        return None
    return Finding(round(min(told, weights["company_most"]), 4), f"{len(shared)} people named beside both")


FEW = 3
"""Days on which a post must be told of before silence about another one says anything."""
ORGANS = frozenset(("party", "discipline", "government", "mass_organisation"))
"""Sub-kinds of the organisations that a member of a leading body may head."""
COMPARATORS: tuple[Comparator, ...] = (
    by_name,
    by_home,
    by_host,
    by_title,
    by_capacity,
    by_posts,
    by_succession,
    by_silence,
    by_time,
    by_company,
)


def rarities(articles_of: Mapping[str, int], articles: int) -> dict[str, float]:
    """How much each name tells: 1 for a name of one article, 0 for one of all of them."""
    if articles < 2:
        return {}
    return {name: round(math.log(articles / count) / math.log(articles), 4) for name, count in articles_of.items()}


def _near(host: str, other: str, around: Surroundings) -> bool:
    """Whether somebody may well hold posts at both: not at a street and at a community or village of it."""
    if {host.partition("\x1f")[0], other.partition("\x1f")[0]} == {"street", "place"}:
        return False
    return other in around.related.get(host, frozenset())


def _beside(seat: Seat, other: Seat, around: Surroundings) -> bool:
    """Whether two seats at hosts that belong together may be one person's.

    Who heads a committee or a district does not head an office of it too: 区委书记 is not 区委办公室主任.
    """
    if not seat.host or not other.host or not _near(seat.host, other.host, around):
        return False
    return not any(a.leading and a.order == 1 and not b.leading for a, b in ((seat, other), (other, seat)))


def _offices(profile: Profile) -> list[Seat]:
    return sorted(seat for seat in profile.seats if seat.capacity == "official" and seat.host)


def _holders(seats: Sequence[Seat], around: Surroundings) -> list[tuple[str, str, str]]:
    """Who holds one of the posts of which a body has only one, with the first and last date; sorted."""
    return sorted(
        {holder for seat in seats if seat.order == 1 for holder in around.holders.get((seat.host, seat.title), ())}
    )


def _goes_with(leader: Seat, other: Seat) -> bool:
    """Whether a seat in a leading body goes with another: of the same district, in a leading body too or as a head.

    A secretary or a district's head holds no post below it; a member or a deputy heads departments, never streets.
    """
    if not leader.leading or leader.unit != other.unit:
        return False
    mine, theirs = _body(leader.host), _body(other.host)
    beside = rules().beside.get(mine)
    if other.leading:
        return not beside or theirs not in beside.never
    named_so = shown(other.host)
    heads = subkind_of("organisation", named_so) in (beside.heads if beside else ORGANS)
    named = beside is not None and beside.named is not None and beside.named.search(named_so) is not None
    return leader.order in (2, 3) and other.order == 1 and other.host.startswith("organisation") and (heads or named)


def _body(host: str) -> str:
    """The body that a leading seat is in: the government, where the host is the district itself."""
    kind, _, rest = host.partition("\x1f")
    return "人民政府" if kind == "place" else rest.partition("\x1f")[2].partition("\t")[0]


def _meet(left: tuple[str, str] | None, right: tuple[str, str] | None) -> bool:
    return left is not None and right is not None and left[0] <= right[1] and right[0] <= left[1]


def shown(host: str) -> str:
    """The name in what tells a host from others."""
    return host.rpartition("\t")[2]
