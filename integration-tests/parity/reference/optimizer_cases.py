"""Optimisers alone: tensors, a gradient a step, and the values after each step."""

from dataclasses import replace

import torch
import vectors
from optimizers import Optimizer, Settings

STEPS = 8
SHAPES = {
    "kernel": ("weight", (4, 3)),
    "filters": ("weight", (2, 2, 3, 3)),
    "bias": ("bias", (4,)),
    "scale": ("normalisation", (4,)),
    # Zero at first: its norm is no divisor, and lars's ratio is 1 until it has moved.
    "zero": ("weight", (3, 2)),
}

SGD = Settings("sgd", learning_rate=0.5, warmup_steps=2, momentum=0.9, weight_decay=0.01)
LARS = Settings(
    "lars",
    learning_rate=4.8,
    final_learning_rate=0.0048,
    warmup_steps=3,
    momentum=0.9,
    weight_decay=0.01,
)
SUM_OF_NORMS = replace(LARS, trust_ratio="sum-of-norms", trust_coefficient=0.02, learning_rate=0.6)
ADAMW = Settings(
    "adamw",
    learning_rate=0.02,
    final_learning_rate=0.0001,
    warmup_steps=3,
    weight_decay=0.1,
)
NONE = {"weight_decay_exclusions": "none"}
SCHEDULED = {"weight_decay": 0.04, "final_weight_decay": 0.4}

CASES = {
    "sgd": SGD,
    "sgd-without-momentum": replace(SGD, momentum=0.0),
    "sgd-decays-all": replace(SGD, **NONE),
    "sgd-cosine-weight-decay": replace(SGD, **SCHEDULED),
    "lars": LARS,
    "lars-adapts-all": replace(LARS, **NONE),
    "lars-without-decay": replace(LARS, weight_decay=0.0),
    "lars-cosine-weight-decay": replace(LARS, **SCHEDULED),
    "lars-sum-of-norms": SUM_OF_NORMS,
    "lars-sum-of-norms-adapts-all": replace(SUM_OF_NORMS, **NONE),
    "lars-sum-of-norms-cosine-weight-decay": replace(SUM_OF_NORMS, **SCHEDULED),
    "adamw": ADAMW,
    "adamw-decays-all": replace(ADAMW, **NONE),
    "adamw-cosine-weight-decay": replace(ADAMW, **SCHEDULED),
}


def inputs(seed):
    """The tensors of a case at first, and their gradients."""
    draws = vectors.Draws(seed)
    tensors = []
    for name, (role, shape) in SHAPES.items():
        centre = 1.0 if role == "normalisation" else 0.0
        initial = draws.gaussian(shape, 0.0 if name == "zero" else 0.5, centre)
        gradients = [draws.gaussian(shape, 0.3) for _ in range(STEPS)]
        if name == "filters":
            # No gradient at all for two steps: momentum and, where there is any, decay go on.
            gradients[2:4] = [torch.zeros(shape, dtype=torch.float64)] * 2
        tensors.append({"name": name, "role": role, "initial": initial, "gradients": gradients})
    return tensors


def values(settings, tensor, dtype=torch.float64):
    """A tensor's values after each step."""
    optimizer = Optimizer(settings, STEPS)
    value, after = tensor["initial"].to(dtype), []
    for step, gradient in enumerate(tensor["gradients"]):
        value = optimizer.update(step, tensor["name"], tensor["role"], value, gradient.to(dtype))
        after.append(value)
    return after


def case(name, seed, dtype=torch.float64):
    settings = CASES[name]
    tensors = inputs(seed)
    if settings.trust_ratio == "sum-of-norms":
        # Implementations differ on the decay of a tensor without gradient; nothing is fixed here.
        tensors = [tensor for tensor in tensors if tensor["name"] != "filters"]
    return {
        "name": name,
        "rule": settings.rule,
        "parameters": settings.described(),
        "steps": STEPS,
        "learning_rates": [settings.rate(step, STEPS) for step in range(STEPS)],
        "weight_decays": [settings.decay(step, STEPS) for step in range(STEPS)],
        "tensors": [t | {"values": values(settings, t, dtype)} for t in tensors],
    }


def cases(dtype=torch.float64):
    return {"cases": [case(name, 1708 + i, dtype) for i, name in enumerate(CASES)]}
