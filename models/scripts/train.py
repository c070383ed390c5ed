"""Train the tagger on windows: our own articles with a head for all labels, the public corpora with heads of their own.

    python models/scripts/train.py BUILD [--epochs N] [--start encoder.pt] [--families msra,cluener] [--all]

Without --all, the articles of every seventh province, prefecture or city are held out and scored after each epoch, so
that no place of them is known; with --all nothing is held out. What is scored and kept is a running mean of the weights
(Polyak and Juditsky 1992). Writes BUILD/NAME.pt and BUILD/NAME.json (scores).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from dataset import batches, drop, features, pack, read_units, tags
from network import LABELS, TAGS, Tagger
from vocabulary import sizes

from kg.ner.decode import Transitions, best_paths, spans
from kg.ner.features import load_vocabulary

SEED = 20230109


def held_out(unit: dict) -> bool:
    place = unit["place"][:5]  # 重庆市江北, 四川省绵阳: all of a prefecture, and a district of a larger city
    return int(hashlib.sha256(place.encode()).hexdigest(), 16) % 7 == 0


def score(model: Tagger, data: list, family: str = "own") -> dict:
    model.eval()
    head = model.heads[family]
    moves = Transitions(TAGS, *(t.detach().numpy() for t in (head.transitions(), head.first, head.last)))
    tp, pred, gold = Counter(), Counter(), Counter()
    with torch.no_grad():
        for group in batches(data, 4000, random.Random(0)):
            x, _ = pack(group)
            emissions = model(x, family).float().numpy()
            paths = best_paths(emissions, [len(y) for _, y in group], moves)
            for (_, y), path in zip(group, paths, strict=True):
                got, want = (set(spans([TAGS[i] for i in tags])) for tags in (path, y))
                for counter, items in ((tp, got & want), (pred, got), (gold, want)):
                    counter.update(label for _, _, label in items)

    def f1(t: int, p: int, g: int) -> float:
        return round(2 * t / (p + g), 4) if p + g else 0.0

    table = {label: f1(tp[label], pred[label], gold[label]) for label in LABELS}
    found, said, there = (sum(counter.values()) for counter in (tp, pred, gold))
    shares = {"p": round(found / max(1, said), 4), "r": round(found / max(1, there), 4), "n": there}
    return {"all": f1(found, said, there), **shares, **table}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--resume", type=Path, help="a trained tagger to train further")
    parser.add_argument("--families", default="")
    parser.add_argument(
        "--share", type=float, default=0.6, help="characters of public corpora per character of ours, an epoch"
    )
    parser.add_argument("--rate", type=float, default=1.6e-3)
    parser.add_argument("--drop", type=float, default=0.15)
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument(
        "--extra", type=Path, nargs="*", default=[], help="copies of own units (jsonl); each epoch sees one copy"
    )
    parser.add_argument("--batch", type=int, default=6000, help="characters in a batch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--mean", type=float, default=0.995, help="how much of the running mean is kept at each step")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--name", default="tagger")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    rng = random.Random(SEED)
    generator = torch.Generator().manual_seed(SEED)

    vocabulary = load_vocabulary(args.build / "vocabulary.json")
    families = tuple(f for f in args.families.split(",") if f)
    data: dict[str, list] = {"own": [], "held": [], **{f: [] for f in families}}
    for unit in read_units(args.build / "units.jsonl"):
        family = unit["family"]
        if family == "own" and not args.all and held_out(unit):
            family = "held"
        if family in data and unit["text"]:
            data[family].append((features(unit, vocabulary), tags(unit)))
    copies: dict[int, list] = {}
    for unit in (u for path in args.extra for u in read_units(path)):
        if unit["text"] and (args.all or not held_out(unit)):
            copies.setdefault(unit.get("copy", 0), []).append((features(unit, vocabulary), tags(unit)))
    print({k: (len(v), sum(len(x) for x, _ in v)) for k, v in data.items()}, flush=True)

    model = Tagger(sizes(vocabulary), ("own", *families), width=args.width, dropout=args.dropout)
    if args.resume:
        model.load_state_dict(torch.load(args.resume, weights_only=True))
    if args.start:
        model.encoder.load_state_dict(torch.load(args.start, weights_only=True))
    mean = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(args.mean), use_buffers=False
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.01)
    own_size = sum(len(x) for x, _ in data["own"])
    steps_per_epoch = None
    history, step = [], 0
    for epoch in range(args.epochs):
        ours = data["own"] + (copies[epoch % len(copies)] if copies else [])
        work = [("own", group) for group in batches(ours, args.batch, rng)]
        for family in families:
            groups = batches(data[family], args.batch, rng)
            size = sum(len(x) for g in groups for x, _ in g)
            keep = min(len(groups), max(1, int(len(groups) * args.share * own_size / len(families) / size)))
            work += [(family, group) for group in groups[:keep]]
        rng.shuffle(work)
        steps_per_epoch = steps_per_epoch or len(work)
        total = steps_per_epoch * args.epochs
        model.train()
        began, losses = time.time(), []
        for family, group in work:
            x, y = pack(group)
            x = drop(x, args.drop, generator)
            mask = x[:, :, 0] != 0
            rate = args.rate * min(1.0, (step + 1) / 200) * max(0.02, 1 - step / total)
            for g in optimizer.param_groups:
                g["lr"] = rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                h = model.encoder(x)
                emissions = model.heads[family](h)
            loss = model.heads[family].loss(emissions, y, mask)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            mean.update_parameters(model)
            step += 1
            if family == "own":
                losses.append(float(loss.detach()))
        row = {"epoch": epoch, "loss": round(sum(losses) / len(losses), 4), "seconds": round(time.time() - began)}
        if data["held"] and (epoch % 3 == 2 or epoch >= args.epochs - 2):
            row |= score(mean.module, data["held"])
        history.append(row)
        print(json.dumps(row), flush=True)
        # Each epoch, so that a stopped run is not lost.
        torch.save(mean.module.state_dict(), args.build / f"{args.name}.pt")
    (args.build / f"{args.name}.json").write_text(
        json.dumps({"args": {k: str(v) for k, v in vars(args).items()}, "history": history}, indent=1)
    )


if __name__ == "__main__":
    main()
