"""The weighted mean of two taggers of one shape (Wortsman et al. 2022, model soups).

    python models/scripts/mean.py BUILD ONE OTHER NAME [--share 0.4]

Two taggers that began from one encoder and were trained on different articles err in different places, and their mean
less than either. Reads BUILD/ONE.pt, which counts --share, and BUILD/OTHER.pt; writes BUILD/NAME.pt.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("one")
    parser.add_argument("other")
    parser.add_argument("name")
    parser.add_argument("--share", type=float, default=0.4)
    args = parser.parse_args()
    one, other = (torch.load(args.build / f"{name}.pt", weights_only=True) for name in (args.one, args.other))
    mean = {
        key: args.share * value + (1 - args.share) * other[key] if value.is_floating_point() else value
        for key, value in one.items()
    }
    torch.save(mean, args.build / f"{args.name}.pt")


if __name__ == "__main__":
    main()
