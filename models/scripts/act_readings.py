"""Train the network of kg/relations/act_encoder.py, and judge with it the articles that it has not seen.

    python models/scripts/act_readings.py BUILD TARGET GOLD_DIR… [--folds 3]

The encoder is the one that pretrain.py made, and stays as it is. Over it stand the kinds of the names, a few
gated convolutions and attention, and the weighing of pairs. For each fold a network is learned without it and judges
it (BUILD/act_readings.npz), so that acts.py can teach its last network how far to trust this one. TARGET gets the
network that is learned from all.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from acts import Scene, read_gold, report
from assemble import HalfTable
from network import Attention, Block, Encoder
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from vocabulary import sizes

from kg.ner.features import Vocabulary, load_vocabulary
from kg.ner.tagger import rows_of
from kg.records import LABELS, ROLES
from kg.relations.act_encoder import LAYOUT, START, layout, scene
from kg.relations.act_model import softmax

SEED = 20230109
WIDTH, JOINT = 160, 128
ARTICLES = 8  # a step
UNNAMED = 0.3  # share of names whose characters are not shown, so that what stands around them is read


@dataclass(frozen=True)
class Row:
    """One article as tensors; ``places`` number an agent's and a target's name, ``pair`` the pair of each place."""

    features: Tensor
    encoded: Tensor  # the encoder's vectors, in half precision
    tags: Tensor
    spans: Tensor
    places: Tensor
    rows: Tensor
    pair: Tensor
    wanted: Tensor


def row(each: Scene, vocabulary: Vocabulary, encoder: Encoder) -> Row:
    seen = scene(each.text, each.names)
    places = [spot.names for pair in each.pairs for spot in pair.places]
    pair = np.repeat(np.arange(len(each.pairs)), [len(pair.places) for pair in each.pairs])
    arrays = (
        rows_of(seen.window, vocabulary),
        seen.tags,
        seen.spans,
        np.array(places),
        layout(seen, each.names, places),
        pair,
    )
    features, *rest = map(torch.from_numpy, arrays)
    with torch.no_grad():
        encoded = encoder(features[None])[0].half()
    return Row(features, encoded, *rest, torch.from_numpy(each.wanted()))


class Reader(nn.Module):
    """Features and tags to vectors of characters, and these to scores of places, as in ``kg.relations.act_encoder``."""

    def __init__(self, encoder: Encoder, width: int = WIDTH, joint: int = JOINT, dropout: float = 0.35) -> None:
        super().__init__()
        self.encoder = encoder
        self.tag = nn.Embedding(1 + 2 * len(LABELS), 32)
        self.enter = nn.Linear(encoder.project.out_features + 32, width)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList([Block(width, dilation, dropout) for dilation in (1, 2)])
        self.attention = Attention(width, dropout)
        self.norm = nn.LayerNorm(width)
        self.agent, self.target = nn.Linear(3 * width, joint, bias=False), nn.Linear(3 * width, joint, bias=False)
        self.gap = nn.Linear(2 * width, joint)
        self.agent_like, self.target_like = nn.Linear(3 * width, joint), nn.Linear(3 * width, joint)
        self.small = nn.ModuleList([nn.Embedding(size, joint) for size in LAYOUT])
        for table in self.small:
            nn.init.normal_(table.weight, std=0.1)
        self.out = nn.Linear(2 * joint, len(ROLES))

    def forward(self, features: Tensor, tags: Tensor) -> Tensor:
        mask = None if torch.onnx.is_in_onnx_export() else (features[:, :, 0] != 0).unsqueeze(-1).float()
        return self.over(self.encoder(features), tags, mask)

    def over(self, h: Tensor, tags: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors from those of the encoder."""
        if self.training:
            number = (tags % 2).cumsum(1)
            hidden = torch.rand(len(tags), int(number.max()) + 1) < UNNAMED
            h = h.masked_fill((hidden.gather(1, number) & (tags > 0)).unsqueeze(-1), 0.0)
        h = self.enter(torch.cat([self.dropout(h), self.tag(tags)], dim=-1))
        h = self.blocks[0](h if mask is None else h * mask, mask)
        h = self.blocks[1](self.attention(h, mask), mask)
        return self.norm(h)

    def weigh(self, vectors: Tensor, spans: Tensor, places: Tensor, rows: Tensor) -> Tensor:
        """Scores of the roles at each place of one article."""
        size = len(vectors)
        sums = torch.cat([torch.zeros(1, vectors.shape[1]), vectors.cumsum(0)])

        def mean(first: Tensor, last: Tensor) -> Tensor:
            first = first.clamp(max=size - 1)
            last = torch.maximum(last.clamp(max=size), first + 1)
            return (sums[last] - sums[first]) / (last - first).unsqueeze(1)

        first = spans[:, 0].clamp(max=size - 1)
        last = torch.maximum(spans[:, 1] - 1, first).clamp(max=size - 1)
        name = torch.cat([vectors[first], vectors[last], mean(spans[:, 0], spans[:, 1])], dim=1)
        start = torch.minimum(rows[:, 0] + START, rows[:, 1])
        gap = torch.cat([mean(rows[:, 0], rows[:, 1]), mean(rows[:, 0], start)], dim=1)
        agent, target = places[:, 0], places[:, 1]
        plain = self.agent(name)[agent] + self.target(name)[target] + self.gap(gap)
        for column, table in enumerate(self.small):
            plain = plain + table(rows[:, 2 + column])
        both = torch.tanh(self.agent_like(name))[agent] * torch.tanh(self.target_like(name))[target]
        return self.out(self.dropout(torch.cat([torch.tanh(plain), both], dim=1)))


def pooled(scores: Tensor, pair: Tensor, count: int) -> Tensor:
    """As ``kg.relations.act_model.pool``."""
    index = pair.unsqueeze(1).expand_as(scores)
    most = torch.full((count, scores.shape[1]), -1e9).scatter_reduce(0, index, scores.detach(), "amax")
    total = torch.zeros_like(most).index_add(0, pair, (scores - most[pair]).exp())
    return torch.cat([torch.zeros(count, 1), most + total.clamp_min(1e-30).log()], dim=1)


def read(net: Reader, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """Scores of "no act" and the roles for each pair of some articles, and what they should be."""
    pad = nn.utils.rnn.pad_sequence
    h = pad([row.encoded for row in rows], batch_first=True).float()
    tags = pad([row.tags for row in rows], batch_first=True)
    mask = pad([torch.ones(len(row.tags), 1) for row in rows], batch_first=True)
    vectors = net.over(h, tags, mask)
    found = []
    for n, row in enumerate(rows):
        scores = net.weigh(vectors[n, : len(row.tags)].float(), row.spans, row.places, row.rows)
        found.append(pooled(scores, row.pair, len(row.wanted)))
    return torch.cat(found), torch.cat([row.wanted for row in rows])


def learn(rows: Sequence[Row], encoder: Encoder, args: argparse.Namespace) -> Reader:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    net = Reader(encoder)
    over = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(over, lr=args.rate, weight_decay=0.02)
    steps, step = args.epochs * math.ceil(len(rows) / ARTICLES), 0
    for epoch in range(args.epochs):
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].tags) + rng.random() * 150)
        groups = [order[i : i + ARTICLES] for i in range(0, len(order), ARTICLES)]
        rng.shuffle(groups)
        net.train()
        began, losses = time.time(), []
        for group in groups:
            for g in optimizer.param_groups:
                g["lr"] = args.rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
            scores, wanted = read(net, [rows[i] for i in group])
            loss = -(wanted * scores.log_softmax(dim=1)).sum() / len(group) / 10
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(over, 2.0)
            optimizer.step()
            step += 1
            losses.append(float(loss.detach()))
        print(f"epoch {epoch} loss {sum(losses) / len(losses):.4f} {time.time() - began:.0f} s", flush=True)
    return net.eval()


def judge(net: Reader, rows: Sequence[Row]) -> list[np.ndarray]:
    with torch.no_grad():
        return [read(net, [row])[0].numpy() for row in rows]


def write(net: Reader, vocabulary: Vocabulary, folder: Path) -> None:
    """The vectors' network as ONNX, tables in half precision and products in eight bits; the rest as arrays."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        "agent": net.agent.weight.T, "target": net.target.weight.T, "gap": net.gap.weight.T, "bias": net.gap.bias,
        "agent_like": net.agent_like.weight.T, "agent_bias": net.agent_like.bias,
        "target_like": net.target_like.weight.T, "target_bias": net.target_like.bias,
        "out": net.out.weight.T, "last": net.out.bias,
        **{f"small{column}": table.weight for column, table in enumerate(net.small)},
    }  # fmt: skip
    counts = np.array([len(vocabulary.chars), len(vocabulary.bigrams), len(vocabulary.words)])
    arrays = {name: array.detach().half().numpy() for name, array in weights.items()}
    np.savez_compressed(folder / "weights.npz", vocabulary=counts, **arrays)
    net.encoder.bigram = HalfTable(net.encoder.bigram.weight)
    net.encoder.word = HalfTable(net.encoder.word.weight)
    path = folder / "encoder.onnx"
    torch.onnx.export(
        net,
        (torch.ones(2, 16, 12, dtype=torch.long), torch.ones(2, 16, dtype=torch.long)),
        str(path),
        input_names=["features", "tags"],
        output_names=["vectors"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in ("features", "tags", "vectors")},
        dynamo=False,
        opset_version=17,
    )
    network = onnx.load(str(path))
    for node in network.graph.node:
        node.doc_string = ""
    onnx.save(network, str(path))
    quantize_dynamic(
        path,
        path,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--only", type=int, help="learn and judge this fold only, and write nothing")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--encoder", default="encoder")
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocabulary = load_vocabulary(args.build / "vocabulary.json")
    state = torch.load(args.build / f"{args.encoder}.pt", weights_only=True)
    encoder = Encoder(sizes(vocabulary), width=state["project.weight"].shape[0]).eval().requires_grad_(False)
    encoder.load_state_dict(state)
    found = [read_gold(folder) for folder in args.gold]
    scenes = [scene for scenes, _ in found for scene in scenes]
    wanted = {name: count for _, counts in found for name, count in counts.items()}
    rows = [row(each, vocabulary, encoder) for each in scenes]
    print(len(rows), "articles,", sum(len(row.places) for row in rows), "places", flush=True)
    scores: list[np.ndarray] = [np.zeros(0)] * len(rows)
    for fold in range(args.folds):
        if args.only not in (None, fold):
            continue
        held = [n for n, each in enumerate(scenes) if each.fold % args.folds == fold]
        net = learn([rows[n] for n in range(len(rows)) if n not in set(held)], encoder, args)
        for n, z in zip(held, judge(net, [rows[n] for n in held]), strict=True):
            scores[n] = z
        p, y = softmax(np.concatenate([scores[n] for n in held])), np.concatenate([scenes[n].wanted() for n in held])
        there = sum(count for name, count in wanted.items() if Scene(name, (), ()).fold % args.folds == fold)
        print(f"fold {fold}: {report(p, y, there)}", flush=True)
    if args.only is None:
        names = np.array([f"{each.file} {n}" for n, each in enumerate(scenes)])
        lengths = np.array([len(z) for z in scores])
        np.savez_compressed(
            args.build / "act_readings.npz", names=names, lengths=lengths, scores=np.concatenate(scores)
        )
        write(learn(rows, encoder, args), vocabulary, args.target)


if __name__ == "__main__":
    main()
