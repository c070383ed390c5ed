"""Who hosted, undertook, led, issued, implemented, proposed, attended or won what.

Every pair of an agent and a target of an article is a candidate. ``reading`` finds lists, cues, subjects and speakers,
``act_features`` says what is to be seen of a pair at each place where it occurs, ``act_encoder`` what a network that
reads the whole article thinks of the place, ``act_context`` what the article's other pairs tell of it, and
``act_model`` weighs all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kg.records import ROLES, Acts, Article, Mention
from kg.relations.act_context import context, pairs_of
from kg.relations.act_encoder import sights
from kg.relations.act_features import instances
from kg.relations.act_model import mixed, model, pool, score_places, second, softmax
from kg.relations.aliases import find_aliases, fullest
from kg.relations.evidence import evidence_at
from kg.relations.reading import Reading, read

THRESHOLD = 0.5
"""An act is found where the chance of there being one is at least this; a second role needs as much of its own."""


def find_acts(
    article: Article,
    mentions: Sequence[Mention],
    *,
    reading: Reading | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Acts, ...]:
    """Acts of the agents of ``article``, sorted; ``score`` of the evidence is the chance of the act.

    ``reading`` and the fullest ``names`` of the article are made here where they are not given.
    """
    full = fullest(find_aliases(article, mentions)) if names is None else names
    reading = reading or read(article, mentions)
    pairs = pairs_of(tuple(instances(article, reading, full)))
    if not pairs:
        return ()
    places = score_places([spot.features for pair in pairs for spot in pair.places], model())
    number = np.repeat(np.arange(len(pairs)), [len(pair.places) for pair in pairs])
    words = pool(places, number)
    read_so = pool(sights(article.text, reading.names, [spot.names for pair in pairs for spot in pair.places]), number)
    first = mixed(words, read_so)
    views = (softmax(words), softmax(read_so))
    final = second(context(pairs, softmax(first), views), first, model().inner, model().outer)
    found: list[Acts] = []
    for n, pair in enumerate(pairs):
        spots, scores = pair.places, places[number == n]
        chances = dict(zip(ROLES, final[n, 1:].tolist(), strict=True))
        if sum(chances.values()) < THRESHOLD:
            continue
        best = max(ROLES, key=lambda role: (chances[role], role))
        for role in ROLES:
            if role != best and chances[role] < THRESHOLD:
                continue
            column = ROLES.index(role)
            at = max(range(len(spots)), key=lambda k: (float(scores[k][column]), -(spots[k].stop - spots[k].begin), -k))
            spot = spots[at]
            row = next((row for row, shown in spot.cues if shown == role), None)
            source = f"rule:acts.{row}" if row else "model"
            evidence = evidence_at(article, spot.begin, spot.stop, source, chances[role])
            found.append(Acts(pair.agent, role, pair.target, evidence))
    return tuple(sorted(found, key=lambda act: (act.agent, act.role, act.target)))
