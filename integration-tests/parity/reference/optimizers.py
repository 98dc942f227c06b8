"""The optimisers' rules, one tensor at a time, from their papers' formulas.

A gradient of None leaves its tensor, and all that is remembered of it, as it was.
"""

from dataclasses import dataclass

import torch
from schedules import cosine, warmup_cosine

EXCLUDED_ROLES = ("bias", "normalisation")


@dataclass(frozen=True)
class Settings:
    """An optimiser's settings, by the names that the golden files give them."""

    rule: str
    learning_rate: float
    schedule: str = "cosine"
    final_learning_rate: float = 0.0
    warmup_steps: int = 0
    momentum: float = 0.0
    weight_decay: float = 0.0
    final_weight_decay: float | None = None
    weight_decay_exclusions: str = "bias-and-normalisation"
    trust_coefficient: float = 0.001
    trust_ratio: str = "norm-of-sum"
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def rate(self, step, steps):
        if self.schedule == "constant":
            return self.learning_rate
        return warmup_cosine(
            self.learning_rate, self.final_learning_rate, self.warmup_steps, step, steps
        )

    def decay(self, step, steps):
        """The weight decay: half a cosine k/K where it has an end, else constant."""
        if self.final_weight_decay is None:
            return self.weight_decay
        return cosine(self.weight_decay, self.final_weight_decay, step, steps)

    def excludes(self, role):
        return self.weight_decay_exclusions == "bias-and-normalisation" and role in EXCLUDED_ROLES

    def described(self):
        """The settings that the rule reads."""
        names = ["learning_rate", "schedule"]
        if self.schedule == "cosine":
            names += ["final_learning_rate", "warmup_steps"]
        names += {
            "sgd": ["momentum"],
            "lars": ["momentum", "trust_coefficient", "trust_ratio"],
            "adamw": ["beta1", "beta2", "epsilon"],
        }[self.rule]
        names.append("weight_decay")
        if self.final_weight_decay is not None:
            names.append("final_weight_decay")
        names.append("weight_decay_exclusions")
        return {name: getattr(self, name) for name in names}


class Optimizer:
    """Settings, and what is remembered of each tensor."""

    def __init__(self, settings, steps):
        self.settings = settings
        self.steps = steps
        self.memory = {}

    def update(self, step, key, role, value, gradient):
        """The tensor's value after a step."""
        if gradient is None:
            return value
        settings = self.settings
        rate = settings.rate(step, self.steps)
        decay = 0.0 if settings.excludes(role) else settings.decay(step, self.steps)
        memory = self.memory.setdefault(key, {})
        if settings.rule == "sgd":
            return descend(memory, settings, rate, value, gradient + decay * value)
        if settings.rule == "lars":
            direction = gradient + decay * value
            if not settings.excludes(role):
                direction = trust_ratio(settings, decay, value, gradient) * direction
            return descend(memory, settings, rate, value, direction)
        if settings.rule == "adamw":
            return adamw(memory, settings, rate, decay, value, gradient)
        raise ValueError(f"no rule '{settings.rule}'")


def descend(memory, settings, rate, value, direction):
    """v = m v + d; p = p - lr v: the learning rate is outside the buffer."""
    velocity = memory.get("velocity", torch.zeros_like(value))
    memory["velocity"] = settings.momentum * velocity + direction
    return value - rate * memory["velocity"]


def trust_ratio(settings, decay, value, gradient):
    """LARS (arXiv 1708.03888): eta |p| / |g + wd p|, or eta |p| / (|g| + wd |p|).

    1 where |p| or the denominator is zero.
    """
    norm = value.norm()
    if settings.trust_ratio == "norm-of-sum":
        denominator = (gradient + decay * value).norm()
    elif settings.trust_ratio == "sum-of-norms":
        denominator = gradient.norm() + decay * norm
    else:
        raise ValueError(f"no trust ratio '{settings.trust_ratio}'")
    if norm == 0 or denominator == 0:
        return torch.ones_like(norm)
    return settings.trust_coefficient * norm / denominator


def adamw(memory, settings, rate, decay, value, gradient):
    """AdamW (arXiv 1711.05101; the decay is scaled by the learning rate).

    Bias corrections count the tensor's own updates.
    """
    count = memory.get("updates", 0) + 1
    first = memory.get("first", torch.zeros_like(value))
    second = memory.get("second", torch.zeros_like(value))
    first = settings.beta1 * first + (1 - settings.beta1) * gradient
    second = settings.beta2 * second + (1 - settings.beta2) * gradient.square()
    memory.update(updates=count, first=first, second=second)
    mean = first / (1 - settings.beta1**count)
    root = (second / (1 - settings.beta2**count)).sqrt()
    return (1 - rate * decay) * value - rate * mean / (root + settings.epsilon)
