"""Computes golden/vision-transformer.json in float64.

Written from the papers: patches, class token and pre-norm blocks from arXiv 2010.11929, attention
and sine-cosine waves from arXiv 1706.03762, the exact GELU from arXiv 1606.08415, layer norm from
arXiv 1607.06450. Autograd gives the gradients; each run checks a few of them against differences before it writes.

    python reference/vision_transformer.py golden/vision-transformer.json

needs PyTorch (2.7.1 was used), nothing else.
"""

import json
import math
import sys

import torch

EPSILON = 1e-6
LONGEST_WAVE = 10_000.0
BATCH = 3

# name, width, depth, heads, patch size, trained size, size of the input, channels, positions
CASES = [
    ("fixed-trained-grid", 8, 2, 2, 4, 12, 12, 1, "sine-cosine"),
    ("fixed-larger-grid", 8, 2, 2, 3, 6, 12, 3, "sine-cosine"),
    ("learned-trained-grid", 8, 2, 2, 4, 12, 12, 3, "learned"),
    ("learned-smaller-grid", 8, 2, 2, 2, 10, 6, 1, "learned"),
    ("learned-larger-grid", 8, 2, 2, 4, 12, 20, 3, "learned"),
    ("learned-three-heads", 12, 2, 3, 2, 8, 6, 1, "learned"),
]


class Chance:
    """Numbers that are multiples of 1/1024: exact in float32, and short in decimal."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape, mean=0.0, deviation=1.0):
        values = torch.randn(*shape, generator=self.generator, dtype=torch.float64)
        return torch.round((mean + deviation * values) * 1024) / 1024


def draw_parameters(chance, width, depth, patch, channels, trained_grid, learned):
    """Parameters far from their usual start, so that no term is small by chance."""

    def linear(name, out, inside):
        parameters[name + ".weight"] = chance.normal(out, inside, deviation=1 / math.sqrt(inside))
        parameters[name + ".bias"] = chance.normal(out, deviation=0.2)

    def norm(name):
        parameters[name + ".scale"] = chance.normal(width, mean=1, deviation=0.3)
        parameters[name + ".shift"] = chance.normal(width, deviation=0.3)

    parameters = {}
    pixels = channels * patch * patch
    parameters["patch-projection.weight"] = chance.normal(
        width, channels, patch, patch, deviation=1 / math.sqrt(pixels)
    )
    parameters["patch-projection.bias"] = chance.normal(width, deviation=0.2)
    parameters["class-token"] = chance.normal(width)
    if learned:
        parameters["positions"] = chance.normal(1 + trained_grid**2, width, deviation=0.5)
    for block in range(depth):
        prefix = f"block-{block}."
        norm(prefix + "norm1")
        linear(prefix + "query-key-value", 3 * width, width)
        linear(prefix + "output", width, width)
        norm(prefix + "norm2")
        linear(prefix + "perceptron1", 4 * width, width)
        linear(prefix + "perceptron2", width, 4 * width)
    norm("norm")
    return parameters


def layer_norm(tokens, parameters, name):
    centred = tokens - tokens.mean(-1, keepdim=True)
    variance = (centred**2).mean(-1, keepdim=True)
    standardised = centred / torch.sqrt(variance + EPSILON)
    return standardised * parameters[name + ".scale"] + parameters[name + ".shift"]


def linear(tokens, parameters, name):
    return tokens @ parameters[name + ".weight"].T + parameters[name + ".bias"]


def gelu(values):
    return values * (1 + torch.erf(values / math.sqrt(2))) / 2


def attention(tokens, parameters, prefix, heads):
    """The mixed tokens, and the weights by image, head, query and key."""
    batch, count, width = tokens.shape
    size = width // heads
    query, key, value = (
        part.reshape(batch, count, heads, size)
        for part in linear(tokens, parameters, prefix + "query-key-value").split(width, dim=-1)
    )
    scores = torch.einsum("bqhd,bkhd->bhqk", query, key) / math.sqrt(size)
    weights = torch.exp(scores - scores.max(-1, keepdim=True).values)
    weights = weights / weights.sum(-1, keepdim=True)
    mixed = torch.einsum("bhqk,bkhd->bqhd", weights, value).reshape(batch, count, width)
    return linear(mixed, parameters, prefix + "output"), weights


def sine_cosine(grid, width):
    """For each patch, row by row: sines then cosines of its row, then those of its column."""
    waves = width // 4
    rows = []
    for row in range(grid):
        for column in range(grid):
            angles = [
                [place / LONGEST_WAVE ** (wave / waves) for wave in range(waves)]
                for place in (row, column)
            ]
            rows.append(
                [math.sin(angle) for angle in angles[0]]
                + [math.cos(angle) for angle in angles[0]]
                + [math.sin(angle) for angle in angles[1]]
                + [math.cos(angle) for angle in angles[1]]
            )
    return torch.tensor([[0.0] * width] + rows, dtype=torch.float64)


def interpolated(positions, grid):
    """The positions of the patches of another grid; the class token's stays."""
    count, width = positions.shape
    known = math.isqrt(count - 1)
    if grid == known:
        return positions
    image = positions[1:].reshape(1, known, known, width).permute(0, 3, 1, 2)
    image = torch.nn.functional.interpolate(
        image, size=(grid, grid), mode="bicubic", align_corners=False
    )
    patches = image.permute(0, 2, 3, 1).reshape(grid * grid, width)
    return torch.cat([positions[:1], patches])


def forward(images, parameters, depth, heads, patch):
    """The class token after the last norm, and what it attends to in the last block."""
    batch, channels, size, _ = images.shape
    grid = size // patch
    projection = parameters["patch-projection.weight"]
    width = projection.shape[0]
    patches = (
        images.reshape(batch, channels, grid, patch, grid, patch)
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(batch, grid * grid, channels * patch * patch)
    )
    patches = patches @ projection.reshape(width, -1).T + parameters["patch-projection.bias"]
    first = parameters["class-token"].expand(batch, 1, width)
    if "positions" in parameters:
        positions = interpolated(parameters["positions"], grid)
    else:
        positions = sine_cosine(grid, width)
    tokens = torch.cat([first, patches], dim=1) + positions
    for block in range(depth):
        prefix = f"block-{block}."
        mixed, weights = attention(
            layer_norm(tokens, parameters, prefix + "norm1"), parameters, prefix, heads
        )
        tokens = tokens + mixed
        hidden = layer_norm(tokens, parameters, prefix + "norm2")
        hidden = gelu(linear(hidden, parameters, prefix + "perceptron1"))
        tokens = tokens + linear(hidden, parameters, prefix + "perceptron2")
    seen = weights[:, :, 0, 1:].reshape(batch, heads, grid, grid)
    return layer_norm(tokens, parameters, "norm")[:, 0], seen


def check_gradients(objective, leaves):
    """One entry of each leaf against a central difference, whose error here is about 1e-8."""
    step = 1e-5
    for name, leaf in leaves.items():
        flat = leaf.data.view(-1)
        entry = flat.numel() // 2
        kept = flat[entry].item()
        with torch.no_grad():
            flat[entry] = kept + step
            above = objective().item()
            flat[entry] = kept - step
            below = objective().item()
            flat[entry] = kept
        found = leaf.grad.reshape(-1)[entry].item()
        expected = (above - below) / (2 * step)
        if abs(found - expected) > 1e-6 * max(1.0, abs(expected)):
            raise AssertionError(f"gradient by {name}[{entry}]: {found}, difference {expected}")


def tensor(values):
    """Twelve significant digits: a relative error of 5e-13 at most."""
    data = [float(f"{value:.12g}") for value in values.detach().reshape(-1).tolist()]
    return {"shape": list(values.shape), "data": data}


def case(seed, name, width, depth, heads, patch, trained, size, channels, positions):
    chance = Chance(seed)
    parameters = draw_parameters(
        chance, width, depth, patch, channels, trained // patch, positions == "learned"
    )
    images = chance.normal(BATCH, channels, size, size)
    cotangent = chance.normal(BATCH, width)
    leaves = {**parameters, "input": images}
    for leaf in leaves.values():
        leaf.requires_grad_(True)
    output, seen = forward(images, parameters, depth, heads, patch)
    (output * cotangent).sum().backward()
    check_gradients(
        lambda: (forward(images, parameters, depth, heads, patch)[0] * cotangent).sum(), leaves
    )
    return {
        "name": name,
        "network": {
            "width": width,
            "depth": depth,
            "heads": heads,
            "patch_size": patch,
            "image_size": trained,
            "channels": channels,
            "positions": positions,
        },
        "parameters": {key: tensor(value) for key, value in parameters.items()},
        "input": tensor(images),
        "output": tensor(output),
        "cotangent": tensor(cotangent),
        "gradients": {key: tensor(value.grad) for key, value in parameters.items()},
        "input_gradient": tensor(images.grad),
        "attention": tensor(seen),
    }


def main():
    cases = [case(seed, *sizes) for seed, sizes in enumerate(CASES, start=1)]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"cases": cases}, file, separators=(",", ":"))
        file.write("\n")
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
