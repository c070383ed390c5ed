"""The tagger's network: large lookup tables, a light stack of gated dilated convolutions, one CRF head a family.

Most of the capacity sits in the tables (characters, two-character strings, words), which cost nothing to run; the
convolutions see 63 characters. Dilated convolutions for tagging: Strubell et al. 2017 (ID-CNN); gates: Dauphin et al.
2017; CRF: Lafferty et al. 2001, with partial labels by one head a corpus family.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

LABELS = ("PERSON", "POST", "STREET", "ORG", "PLACE", "INITIATIVE", "EVENT")
TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BIES"))
DILATIONS = (1, 2, 4, 8, 1, 2)


class Block(nn.Module):
    """Residual gated convolution of width three."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.conv = nn.Conv1d(width, 2 * width, 3, padding=dilation, dilation=dilation)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        h = self.norm(x) * mask
        h = self.conv(h.transpose(1, 2)).transpose(1, 2)
        a, b = h.chunk(2, dim=-1)
        return x + self.dropout(a * torch.sigmoid(b)) * mask


class Encoder(nn.Module):
    """Feature rows (batch, length, columns) to vectors (batch, length, width)."""

    def __init__(
        self, sizes: dict[str, int], *, width: int = 256, dropout: float = 0.2, bigram: int = 64, word: int = 64
    ) -> None:
        super().__init__()
        self.char = nn.Embedding(sizes["char"], 128, padding_idx=0)
        self.bigram = nn.Embedding(sizes["bigram"], bigram, padding_idx=0)
        self.word = nn.Embedding(sizes["word"], word, padding_idx=0)
        self.small = nn.ModuleList(
            [
                nn.Embedding(sizes[n], d)
                for n, d in (("border", 8), ("shape", 12), ("quote", 8), ("blank", 4), ("table", 16), ("unit", 4))
            ]
        )
        self.dropout = nn.Dropout(dropout)
        self.project = nn.Linear(128 + 2 * bigram + word + 52, width)
        self.blocks = nn.ModuleList([Block(width, d, dropout) for d in DILATIONS])
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        mask = (x[:, :, 0] != 0).unsqueeze(-1).float()
        parts = [self.char(x[:, :, 0]), self.bigram(x[:, :, 1]), self.bigram(x[:, :, 2]), self.word(x[:, :, 3])]
        parts += [table(x[:, :, 4 + i]) for i, table in enumerate(self.small)]
        h = self.project(self.dropout(torch.cat(parts, dim=-1))) * mask
        for block in self.blocks:
            h = block(h, mask)
        return self.norm(h)


class Head(nn.Module):
    """Scores of tags, and of one tag after another."""

    def __init__(self, width: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.score = nn.Linear(width, len(TAGS))
        self.step = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        allowed = torch.tensor([[legal(a, b) for b in TAGS] for a in TAGS])
        self.register_buffer("forbidden", torch.where(allowed, 0.0, -1e4))
        self.register_buffer("first", torch.tensor([0.0 if t[0] in "OBS" else -1e4 for t in TAGS]))
        self.register_buffer("last", torch.tensor([0.0 if t[0] in "OES" else -1e4 for t in TAGS]))

    def forward(self, h: Tensor) -> Tensor:
        return self.score(self.dropout(h))

    def transitions(self) -> Tensor:
        return self.step + self.forbidden

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the tags, a mean over characters; mask is (batch, length) bool, left-packed."""
        e = emissions.float()
        step = self.transitions()
        length = e.shape[1]
        lengths = mask.sum(1)
        picked = e.gather(2, tags.unsqueeze(2)).squeeze(2) * mask
        gold = picked.sum(1) + self.first[tags[:, 0]] + (step[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        gold = gold + self.last[tags.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)]
        alpha = self.first + e[:, 0]
        # In the space of plain numbers one step is a matrix product: exp(alpha - top) @ exp(step).
        factor = step.exp()
        for i in range(1, length):
            top = alpha.max(dim=1, keepdim=True).values.detach()
            new = ((alpha - top).exp() @ factor).clamp_min(1e-30).log() + top + e[:, i]
            alpha = torch.where(mask[:, i].unsqueeze(1), new, alpha)
        return (torch.logsumexp(alpha + self.last, dim=1) - gold).sum() / lengths.sum()


def legal(before: str, after: str) -> bool:
    """Whether BIOES allows one tag after another."""
    if before[0] in "BI":
        return after[0] in "IE" and before[2:] == after[2:]
    return after[0] in "OBS"


class Tagger(nn.Module):
    def __init__(
        self, sizes: dict[str, int], families: tuple[str, ...], *, width: int = 256, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.encoder = Encoder(sizes, width=width, dropout=dropout)
        self.heads = nn.ModuleDict({family: Head(width, dropout) for family in families})

    def forward(self, x: Tensor, family: str = "own") -> Tensor:
        return self.heads[family](self.encoder(x))
