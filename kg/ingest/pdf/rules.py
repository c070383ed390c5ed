"""Rules of a printed page: which part articles, and which only the columns of one article."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.printed_page import Box

_NEAR = 3.0  # ems from a rule to the columns beside it
_SLACK = 1.6  # ems by which a rule may begin above the text


def partings(rules: Sequence[Box], texts: Sequence[Block]) -> list[Box]:
    """Return the rules that part articles: all that are level, and of the upright ones those that are no column rules.

    A hairline between two columns of one article begins where their text begins; a rule between two articles mostly
    stands beside a headline too. A page that sets hairlines between columns sets them nearly everywhere.

    Args:
        rules: of one page.
        texts: its texts, and the subheads among them.
    """
    hairlines = [r for r in rules if r.height > r.width and _is_column_rule(r, texts)]
    if len(hairlines) < _bare_gutters(texts, rules):
        return list(rules)
    return [r for r in rules if r not in hairlines]


def _bare_gutters(texts: Sequence[Block], rules: Sequence[Box]) -> int:
    """Count the neighbours in columns side by side that no rule parts."""
    count = 0
    for b in texts:
        right = [c for c in texts if 0 < c.left - b.right < _NEAR * b.size and b.box.shared_height(c.box) > 3 * b.size]
        for c in right:
            band = Box(b.right, max(b.box.top, c.box.top), c.left, min(b.box.bottom, c.box.bottom))
            count += not any(
                r.height > r.width and band.left <= r.middle[0] <= band.right and r.shared_height(band) for r in rules
            )
    return count


def _is_column_rule(rule: Box, texts: Sequence[Block]) -> bool:
    x = rule.middle[0]
    near = [b for b in texts if b.box.shared_height(rule) > b.size]
    left = [b for b in near if b.left < x and x - _NEAR * b.size < b.right < x + b.size]
    right = [b for b in near if b.right > x and x - b.size < b.left < x + _NEAR * b.size]
    if not left or not right:
        return False
    top = max(min(b.box.top for b in side) for side in (left, right))
    return rule.top >= top - _SLACK * left[0].size
