"""Trains a small network for some steps and records what a golden trajectory holds.

One step, in this order: the method's constraint on parameters (SwAV); a target update whose phase
is before the target's forward pass; forward passes, one a view; the loss; gradients; clipping; the
optimiser; a target update whose phase is after the optimiser; the method's state.
"""

from dataclasses import dataclass, replace

import torch
from network import Network, parameter_keys
from optimizers import Optimizer, Settings
from schedules import cosine

ORDER = (
    "parameters are listed layer by layer, weight before bias; conv weights are [out, in, kh, kw],"
    " linear weights [out, in]; batch norm eps 1e-5, batch statistics are per view (each view is"
    " its own forward pass), training mode in both networks"
)
AFTER = (
    "after the optimiser's step k (k from 0): target = tau*target + (1-tau)*online over parameters"
    " only, tau = 1-(1-momentum)*(cos(pi*k/steps)+1)/2"
)
BEFORE = (
    "before the target's forward pass of step k, with the online parameters that step k-1 left:"
    " target = momentum*target + (1-momentum)*online over parameters only"
)


class Method:
    """A method on a network: what differs from one to the next. State is explicit in fields."""

    def constrain(self, online):
        """Changes parameters in place before the step's forward passes."""

    def loss(self, online, target, views, step):
        raise NotImplementedError

    def without_update(self, step):
        """The (part, index) of parameters that this step's optimiser leaves untouched."""
        return set()

    def advance(self):
        """The state of the next step."""

    def state(self):
        """What the trajectory records of the state, by its key in the file."""
        return {}


@dataclass(frozen=True)
class Plan:
    """A run. `ema`: none, `after-optimizer` (cosine to 1) or `before-target-forward` (constant)."""

    layers: dict
    initial: dict
    batches: list
    optimizer: Settings
    ema: str = "none"
    momentum: float = 0.0
    clip: float | None = None
    dtype: torch.dtype = torch.float64

    def in_float32(self):
        return replace(self, dtype=torch.float32)


def average(online, target, momentum):
    """target = momentum * target + (1 - momentum) * online, over the target's parts."""
    with torch.no_grad():
        for part, values in target.parameters.items():
            for value, new in zip(values, online.parameters[part]):
                value.copy_(momentum * value + (1 - momentum) * new)


def clipped(gradient, limit):
    """DINO's clipping, tensor by tensor: scaled by limit / (norm + 1e-6) where that is under 1."""
    factor = limit / (gradient.norm() + 1e-6)
    return gradient * factor if factor < 1 else gradient


def optimise(plan, method, optimizer, online, step):
    untouched = method.without_update(step)
    with torch.no_grad():
        for key in parameter_keys(plan.layers):
            parameter = online.parameters[key.part][key.index]
            gradient = parameter.grad
            if gradient is not None and plan.clip is not None:
                gradient = clipped(gradient, plan.clip)
            if (key.part, key.index) in untouched:
                gradient = None
            place = (key.part, key.index)
            parameter.copy_(optimizer.update(step, place, key.role, parameter.clone(), gradient))
            parameter.grad = None


def train(plan, method):
    """Runs the plan; the trajectory's results by their keys in the file."""
    steps = len(plan.batches)
    online = Network(plan.layers, plan.initial, plan.dtype)
    target = None
    if plan.ema != "none":
        parts = {part: plan.initial[part] for part in ("encoder", "projector")}
        target = Network(plan.layers, parts, plan.dtype)
    optimizer = Optimizer(plan.optimizer, steps)
    losses = []
    for step, batch in enumerate(plan.batches):
        views = [view.to(plan.dtype) for view in batch]
        method.constrain(online)
        if plan.ema == "before-target-forward":
            average(online, target, plan.momentum)
        loss = method.loss(online, target, views, step)
        loss.backward()
        optimise(plan, method, optimizer, online, step)
        if plan.ema == "after-optimizer":
            average(online, target, cosine(plan.momentum, 1.0, step, steps))
        method.advance()
        losses.append(loss.item())
    results = {"loss": losses, "final": online.values()}
    if target is not None:
        results["final_target"] = target.values()
    return results | method.state()
