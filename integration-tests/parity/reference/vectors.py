"""Tensors and files in the form of the golden vectors, and numbers that float32 holds exactly."""

import json
import math
import random
from pathlib import Path

import torch

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


class Draws:
    """Seeded Gaussian numbers on a grid: no more digits than an exact float32 needs.

    Python's own generator and not PyTorch's, so that the inputs hang on neither its version nor the
    processor.
    """

    def __init__(self, seed):
        self.random = random.Random(seed)

    def gaussian(self, shape, scale=1.0, centre=0.0, grid=2.0**-16):
        """Values of the given deviation and centre, each a multiple of `grid`, a power of two."""
        count = math.prod(shape)
        values = [
            round((centre + scale * self.random.gauss(0, 1)) / grid) * grid for _ in range(count)
        ]
        return exact(torch.tensor(values, dtype=torch.float64).reshape(shape))


def float32(tensor):
    """The nearest float32 values, in float64."""
    return tensor.detach().to(torch.float32).to(torch.float64)


def exact(tensor):
    """The tensor itself, which float32 must hold exactly."""
    if not torch.equal(tensor, float32(tensor)):
        raise ValueError("an input that float32 does not hold exactly")
    return tensor


def encode(value):
    """A value as JSON: tensors become `{"shape": [...], "data": [...]}`, row-major."""
    if isinstance(value, torch.Tensor):
        data = value.detach().to(torch.float64)
        if not torch.isfinite(data).all():
            raise ValueError("a tensor that is not finite")
        return {"shape": list(data.shape), "data": data.flatten().tolist()}
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    return value


def decode(value):
    """The inverse of `encode`."""
    if isinstance(value, dict):
        if value.keys() == {"shape", "data"}:
            return torch.tensor(value["data"], dtype=torch.float64).reshape(value["shape"])
        return {key: decode(item) for key, item in value.items()}
    if isinstance(value, list):
        return [decode(item) for item in value]
    return value


def text(value):
    """The file's bytes: Python writes the shortest digits that read back as the same float64."""
    return json.dumps(encode(value), separators=(",", ":"), allow_nan=False)


def read(name):
    return decode(json.loads((GOLDEN / name).read_text()))


def difference(found, expected):
    """The largest difference of two values of one form, relative to a tensor's largest entry.

    Numbers under 1 are compared absolutely; words must be equal.
    """
    if isinstance(expected, torch.Tensor):
        if found.shape != expected.shape:
            raise ValueError(f"shape {list(found.shape)} where {list(expected.shape)} is expected")
        largest = max(expected.abs().max().item(), 1e-300)
        return (found.to(torch.float64) - expected).abs().max().item() / largest
    if isinstance(expected, dict):
        if found.keys() != expected.keys():
            raise ValueError(f"keys {list(found)} where {list(expected)} are expected")
        return max((difference(found[key], expected[key]) for key in expected), default=0.0)
    if isinstance(expected, (list, tuple)):
        if len(found) != len(expected):
            raise ValueError(f"{len(found)} items where {len(expected)} are expected")
        return max((difference(a, b) for a, b in zip(found, expected)), default=0.0)
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return abs(found - expected) / max(1.0, abs(expected))
    if found != expected:
        raise ValueError(f"{found!r} where {expected!r} is expected")
    return 0.0
