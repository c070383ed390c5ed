"""The tagger's network: large lookup tables, gated dilated convolutions with attention between, one CRF head a family.

Most of the capacity sits in the tables (characters, two-character strings, words), which cost nothing to run; the
convolutions see the neighbourhood, two layers of attention the whole window, in which a name stands more than once.
Convolutions are written as products of matrices, which the runtime does in eight bits. Dilated convolutions for
tagging: Strubell et al. 2017 (ID-CNN); gates: Dauphin et al. 2017; attention: Vaswani et al. 2017; CRF: Lafferty et al.
2001, with partial labels by one head a corpus family.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

LABELS = ("PERSON", "POST", "STREET", "ORG", "PLACE", "INITIATIVE", "EVENT")
TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BIES"))
DILATIONS = (1, 2, 4, 8, 1, 2)
ATTENTION = (3, 5)  # the blocks after which attention stands


def held(x: Tensor, mask: Tensor | None) -> Tensor:
    """Vectors of what is no padding; all of them where there is none."""
    return x if mask is None else x * mask


class Block(nn.Module):
    """Residual gated convolution of width three: a product over each character's and its two neighbours' vectors."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.conv = nn.Linear(3 * width, 2 * width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        h = held(self.norm(x), mask)
        d, n = self.dilation, h.shape[1]
        padded = nn.functional.pad(h, (0, 0, d, d))
        h = self.conv(torch.cat([padded[:, :n], h, padded[:, 2 * d : n + 2 * d]], dim=-1))
        a, b = h.chunk(2, dim=-1)
        return x + held(self.dropout(a * torch.sigmoid(b)), mask)


class Attention(nn.Module):
    """Residual self-attention over a window; it begins as nothing, so that it can be put into a trained stack."""

    def __init__(self, width: int, dropout: float, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.mix(self.norm(x)).chunk(3, dim=-1)
        q, k, v = (t.reshape(batch, length, self.heads, width // self.heads).transpose(1, 2) for t in (q, k, v))
        if mask is None:
            h = torch.softmax((q * (width // self.heads) ** -0.5) @ k.transpose(2, 3), dim=-1) @ v
        else:  # the same, where some of the window is padding
            absent = ((mask - 1) * 1e4).reshape(batch, 1, 1, length)
            h = nn.functional.scaled_dot_product_attention(q, k, v, absent.to(q.dtype).expand(-1, -1, length, -1))
        return x + held(self.dropout(self.out(h.transpose(1, 2).reshape(batch, length, width))), mask)


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
                for n, d in (("border", 8), ("shape", 12), ("quote", 8), ("blank", 4), ("table", 16), ("line", 4))
            ]
        )
        self.dropout = nn.Dropout(dropout)
        self.project = nn.Linear(128 + 2 * bigram + 3 * word + 52, width)
        self.blocks = nn.ModuleList([Block(width, d, dropout) for d in DILATIONS])
        self.attention = nn.ModuleList([Attention(width, dropout) for _ in ATTENTION])
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        # The runtime reads one window a run, of which nothing is padding.
        mask = None if torch.onnx.is_in_onnx_export() else (x[:, :, 0] != 0).unsqueeze(-1).float()
        parts = [self.char(x[:, :, 0]), self.bigram(x[:, :, 1]), self.bigram(x[:, :, 2])]
        parts += [self.word(x[:, :, 3]), self.word(x[:, :, 4]), self.word(x[:, :, 5])]
        parts += [table(x[:, :, 6 + i]) for i, table in enumerate(self.small)]
        h = self.project(self.dropout(torch.cat(parts, dim=-1)))
        h = held(h, mask)
        for number, block in enumerate(self.blocks):
            h = block(h, mask)
            if number in ATTENTION:
                h = self.attention[ATTENTION.index(number)](h, mask)
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
        lengths = mask.sum(1)
        picked = e.gather(2, tags.unsqueeze(2)).squeeze(2) * mask
        gold = picked.sum(1) + self.first[tags[:, 0]] + (step[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        gold = gold + self.last[tags.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)]
        alpha = self.first + e[:, 0]
        total, scale = self.products(e, step, mask)
        top = alpha.max(dim=1, keepdim=True).values.detach()
        alpha = ((alpha - top).exp().unsqueeze(1) @ total).squeeze(1).clamp_min(1e-37).log() + top + scale.unsqueeze(1)
        return (torch.logsumexp(alpha + self.last, dim=1) - gold).sum() / lengths.sum()

    @staticmethod
    def products(e: Tensor, step: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Product of the matrices of all steps of a text, and the logarithm of what was divided out of it.

        In the space of plain numbers one step is a matrix, exp(step + emission); the product is taken in pairs, then
        pairs of pairs, so that a text of 480 characters takes nine rounds (Blelloch 1990), each scaled to a largest
        number of one.
        """
        batch, length, tags = e.shape
        high = e.max(dim=2).values.detach()
        moves = (step + (e - high.unsqueeze(2)).unsqueeze(2)).exp()
        same = torch.eye(tags, dtype=e.dtype)
        m = torch.where(mask[:, :, None, None], moves, same)[:, 1:]
        scale = (high[:, 1:] * mask[:, 1:]).sum(1)
        while m.shape[1] > 1:
            if m.shape[1] % 2:
                m = torch.cat([m, same.expand(batch, 1, tags, tags)], dim=1)
            m = m[:, 0::2] @ m[:, 1::2]
            top = m.amax(dim=(2, 3), keepdim=True).detach().clamp_min(1e-30)
            m = m / top
            scale = scale + top.log().sum(dim=(1, 2, 3))
        return (m[:, 0] if length > 1 else same.expand(batch, tags, tags)), scale


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
