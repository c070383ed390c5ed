"""Train the page reader: a convolutional network over the lines of a page, from features to role, begin and paragraph.

    python models/scripts/page_net.py BUILD OUT [--minutes 20]

reads every ``BUILD/pages*.npz``, of which ``pages_held.npz`` is for figures alone, and writes ``lines.onnx`` and
``meta.json``.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from kg.ingest.page.line_roles import ROLES

HELD = "pages_held.npz"


class Block(nn.Module):
    """A gated convolution over neighbouring lines, with what the whole page is like added."""

    def __init__(self, size: int, step: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(size)
        self.step, self.near = step, nn.Linear(3 * size, 2 * size)
        self.page = nn.Linear(size, 2 * size)
        self.leave, self.drop = nn.Linear(size, size), nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Pages x lines x size; ``mask`` is 1 for real lines."""
        h = self.norm(x) * mask
        page = self.page(h.sum(1) / mask.sum(1))
        wide = nn.functional.pad(h, (0, 0, self.step, self.step))
        count = x.shape[1]
        near = torch.cat([wide[:, k * self.step : k * self.step + count] for k in range(3)], 2)
        a, b = (self.near(near) + page[:, None]).chunk(2, 2)
        return x + self.leave(self.drop(nn.functional.gelu(a) * torch.sigmoid(b)))


class Look(nn.Module):
    """Attention of every line to every other."""

    def __init__(self, size: int, heads: int = 4) -> None:
        super().__init__()
        self.norm, self.heads = nn.LayerNorm(size), heads
        self.ask, self.leave = nn.Linear(size, 3 * size), nn.Linear(size, size)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Pages x lines x size; ``mask`` is 1 for real lines."""
        b, n, size = x.shape
        q, k, v = (t.reshape(b, n, self.heads, -1).transpose(1, 2) for t in self.ask(self.norm(x)).chunk(3, 2))
        scores = q @ k.transpose(2, 3) / (size // self.heads) ** 0.5 + (mask.reshape(b, 1, 1, n) - 1) * 1e4
        return x + self.leave((scores.softmax(3) @ v).transpose(1, 2).reshape(b, n, size))


class Net(nn.Module):
    """Lines x features to lines x (roles + begin + paragraph) scores."""

    def __init__(self, inputs: int, mean: torch.Tensor, scale: torch.Tensor, size: int = 96) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.enter = nn.Sequential(nn.Linear(inputs, 2 * size), nn.GELU(), nn.Linear(2 * size, size))
        steps = (1, 2, 4, 8, 0, 1, 2, 4, 8, 16, 0, 1, 2, 4)
        self.blocks = nn.ModuleList(Block(size, step) if step else Look(size) for step in steps)
        self.leave = nn.Sequential(nn.LayerNorm(size), nn.Linear(size, len(ROLES) + 2))

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Score a batch: pages x lines x features; ``mask`` is 1 for real lines, all of them where it is left out."""
        if mask is None:
            mask = torch.ones_like(x[..., :1])
        x = (x - self.mean) / self.scale
        if self.training:  # so that no page is known by its numbers
            x = x + 0.1 * torch.randn_like(x)
        h = self.enter(x) * mask
        for block in self.blocks:
            h = block(h, mask)
        return self.leave(h)


def load(path: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Pages of a file."""
    data = np.load(path)
    ends = np.cumsum(data["sizes"])[:-1]
    return list(zip(np.split(data["x"], ends), np.split(data["y"], ends), strict=True))


def batch(pages: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pad pages to one length; padding has labels of -1."""
    longest = max(len(x) for x, _ in pages)
    xs = np.zeros((len(pages), longest, pages[0][0].shape[1]), np.float32)
    ys = np.full((len(pages), longest, 3), -1, np.int64)
    for n, (x, y) in enumerate(pages):
        xs[n, : len(x)], ys[n, : len(y)] = x, y
    mask = np.array([[[float(n < len(x))] for n in range(longest)] for x, _ in pages], np.float32)
    return torch.from_numpy(xs), torch.from_numpy(ys), torch.from_numpy(mask)


def loss_of(scores: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Cross entropy of role, begin and paragraph, labels of -1 left out."""
    roles = len(ROLES)
    total = nn.functional.cross_entropy(scores[..., :roles].reshape(-1, roles), y[..., 0].reshape(-1), ignore_index=-1)
    for k in (1, 2):
        known = y[..., k] >= 0
        total = total + (1.5 if k == 1 else 0.7) * nn.functional.binary_cross_entropy_with_logits(
            scores[..., roles + k - 1][known], y[..., k][known].float()
        )
    return total


@torch.no_grad()
def figures(net: Net, pages: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Share of lines with the right role, and F1 of begins and of paragraphs."""
    net.eval()
    right = known = 0
    hits = np.zeros((2, 3))
    whole = 0
    for x, y in pages:
        scores = net(torch.from_numpy(x[None].astype(np.float32)))[0].numpy()
        ok = y[:, 0] >= 0
        right += int((scores[ok, : len(ROLES)].argmax(1) == y[ok, 0]).sum())
        known += int(ok.sum())
        for k in (0, 1):
            given = y[:, k + 1] >= 0
            got, gold = scores[given, len(ROLES) + k] > 0, y[given, k + 1] == 1
            hits[k] += [(got & gold).sum(), got.sum(), gold.sum()]
            whole += k == 0 and bool((got == gold).all())
    net.train()
    f1 = [2 * h[0] / max(1, h[1] + h[2]) for h in hits]
    return {"role": right / known, "begin": f1[0], "paragraph": f1[1], "pages with all begins": whole / len(pages)}


def _batches(order: list[int], pages: list[tuple[np.ndarray, np.ndarray]], lines: int = 2400) -> list[list[int]]:
    """Batches of about as many lines each."""
    out: list[list[int]] = [[]]
    for n in order:
        if out[-1] and (len(out[-1]) + 1) * len(pages[n][0]) > lines:
            out.append([])
        out[-1].append(n)
    return out


def main() -> None:
    """Train, report and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--start", type=Path)
    args = parser.parse_args()
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    held = load(args.build / HELD)
    pages = [page for path in sorted(args.build.glob("pages*.npz")) if path.name != HELD for page in load(path)]
    lines = np.concatenate([x for x, _ in pages[:2000]]).astype(np.float32)
    mean, scale = torch.from_numpy(lines.mean(0)), torch.from_numpy(lines.std(0) + 0.05)
    net = Net(lines.shape[1], mean, scale, args.size)
    if args.start:
        net.load_state_dict(torch.load(args.start))
    optimizer = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.01)
    begin, step, epoch = time.time(), 0, 0
    spent = 0.0
    while spent < 1:
        order = sorted(range(len(pages)), key=lambda n: len(pages[n][0]) + rng.uniform(0, 30))
        batches = _batches(order, pages)
        rng.shuffle(batches)
        total = 0.0
        for chosen in batches:
            spent = min(1.0, (time.time() - begin) / 60 / args.minutes)
            for group in optimizer.param_groups:
                group["lr"] = args.rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - spent)
            x, y, mask = batch([pages[n] for n in chosen])
            loss = loss_of(net(x, mask), y)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
            step += 1
            if spent >= 1:
                break
        epoch += 1
        got = figures(net, held[:150])
        shown = {name: round(float(value), 4) for name, value in got.items()}
        print(epoch, f"{spent:.2f}", f"loss {total / len(batches):.4f}", shown, flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.build / "pages.pt")
    net.eval()
    torch.onnx.export(
        net, (torch.zeros(1, 7, lines.shape[1]),), args.out / "lines.onnx", input_names=["lines"],
        output_names=["scores"], dynamic_axes={"lines": {1: "n"}, "scores": {1: "n"}}, dynamo=False,
    )  # fmt: skip
    meta = {"roles": ROLES, "features": int(lines.shape[1]), "pages": len(pages), "held": figures(net, held)}
    (args.out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
