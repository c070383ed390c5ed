"""Pretrain the encoder as a masked language model: guess the characters of hidden words.

    python models/scripts/pretrain.py BUILD [--minutes M]

Whole words are hidden, with every two-character string that shows one of their characters (Cui et al. 2019, whole word
masking). Reads BUILD/text.jsonl, BUILD/units.jsonl and BUILD/vocabulary.json; writes BUILD/encoder.pt. The learning
rate falls with the share of time spent, so that the run ends well whenever it ends.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from dataset import batches, features, mask_words, pack, read_units
from network import Encoder
from torch import nn
from vocabulary import sizes, word_lengths

from kg.ner.features import load_vocabulary

SEED = 20230109


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--hide", type=float, default=0.25)
    parser.add_argument("--own", type=int, default=6, help="how often our own articles are seen in one pass")
    parser.add_argument("--start", type=Path, help="an encoder to train further")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--name", default="encoder")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    rng = random.Random(SEED)
    generator = torch.Generator().manual_seed(SEED)
    vocabulary = load_vocabulary(args.build / "vocabulary.json")
    known = sizes(vocabulary)
    lengths = torch.tensor(word_lengths(vocabulary))
    data = []
    for name in ("units.jsonl", "text.jsonl"):
        for unit in read_units(args.build / name):
            if len(unit["text"]) >= 6:
                row = features(unit, vocabulary).astype("int32")
                data += [(row, row[:, 0])] * (args.own if unit["family"] == "own" else 1)
    print(len(data), sum(len(x) for x, _ in data), flush=True)

    encoder = Encoder(known, width=args.width, dropout=0.0)
    guess = nn.Sequential(nn.Linear(args.width, 128), nn.GELU(), nn.LayerNorm(128))
    bias = nn.Parameter(torch.zeros(known["char"]))
    nn.init.normal_(encoder.char.weight, std=0.05)
    for table in (encoder.bigram, encoder.word):
        nn.init.normal_(table.weight, std=0.05)
    if args.start:
        encoder.load_state_dict(torch.load(args.start, weights_only=True))
    dense = [
        p
        for m in (encoder.project, encoder.blocks, encoder.attention, encoder.norm, encoder.small, encoder.char, guess)
        for p in m.parameters()
    ] + [bias]
    tables = [encoder.bigram.weight, encoder.word.weight]
    encoder.bigram.sparse = encoder.word.sparse = True  # a batch touches few of the rows; the others need no update
    optimizers = [
        torch.optim.AdamW(dense, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01),
        torch.optim.SparseAdam(tables, lr=args.rate),
    ]
    began, step, seen, running = time.time(), 0, 0, 0.0
    encoder.train()
    while time.time() - began < args.minutes * 60:
        for group in batches(data, 8000, rng):
            share = (time.time() - began) / (args.minutes * 60)
            if share >= 1:
                break
            x, _ = pack(group)
            hidden, hit = mask_words(x, args.hide, lengths, generator)
            rate = args.rate * min(1.0, (step + 1) / 300) * max(0.03, 1 - share)
            for g in (g for optimizer in optimizers for g in optimizer.param_groups):
                g["lr"] = rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                h = guess(encoder(hidden)[hit])
                logits = h @ encoder.char.weight.t() + bias
            loss = nn.functional.cross_entropy(logits.float(), x[:, :, 0][hit])
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 1.0)
            for optimizer in optimizers:
                optimizer.step()
            step += 1
            seen += int((x[:, :, 0] != 0).sum())
            running = 0.98 * running + 0.02 * float(loss.detach()) if step > 1 else float(loss.detach())
            if step % 50 == 0:
                print(
                    step,
                    f"{seen / 1e6:.1f}M chars",
                    f"loss {running:.3f}",
                    f"{seen / (time.time() - began):.0f} chars/s",
                    flush=True,
                )
            if step % 1000 == 0:
                torch.save(encoder.state_dict(), args.build / f"{args.name}.pt")
    torch.save(encoder.state_dict(), args.build / f"{args.name}.pt")


if __name__ == "__main__":
    main()
