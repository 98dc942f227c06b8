"""What this program is checked against, with the largest difference of each check."""

import loss_cases
import optimizer_cases
import reproduce
import torch
import trajectories
import vectors
from trainer import Plan

REPRODUCED = 1e-12
SAME_RULE = 1e-14
# The tolerances that the golden vectors' README sets for float32.
LOSS = 1e-5
GRADIENT = 1e-4
ILL_CONDITIONED_GRADIENT = 1e-3
STEP_LOSS = 2e-4
FINAL = 1e-3
VALUE = 1e-5


def judge(what, found, allowed):
    """Prints a check; returns whether it holds."""
    holds = found <= allowed
    verdict = "ok" if holds else "FAILED"
    print(f"{verdict:6} {what}: largest difference {found:.1e}, allowed {allowed:.0e}")
    return holds


def earlier_vectors():
    """The golden vectors that another program computed."""
    for name in reproduce.EARLIER:
        yield judge(f"trajectory {name}", reproduce.trajectory(name), REPRODUCED)
    loss, gradient = reproduce.loss_cases()
    yield judge("losses.json, losses", loss, REPRODUCED)
    yield judge("losses.json, gradients", gradient, REPRODUCED)


def torch_optimizer(settings, tensor):
    """A tensor's values after each step of PyTorch's own optimiser."""
    parameter = tensor["initial"].clone().requires_grad_()
    if settings.rule == "sgd":
        optimizer = torch.optim.SGD([parameter], lr=0.0, momentum=settings.momentum)
    else:
        betas = (settings.beta1, settings.beta2)
        optimizer = torch.optim.AdamW([parameter], lr=0.0, betas=betas, eps=settings.epsilon)
    after = []
    for step, gradient in enumerate(tensor["gradients"]):
        steps = optimizer_cases.STEPS
        group = optimizer.param_groups[0]
        group["lr"] = settings.rate(step, steps)
        excluded = settings.excludes(tensor["role"])
        group["weight_decay"] = 0.0 if excluded else settings.decay(step, steps)
        parameter.grad = gradient.clone()
        optimizer.step()
        after.append(parameter.detach().clone())
    return after


def torch_optimizers():
    """SGD and AdamW against PyTorch's."""
    for case in optimizer_cases.cases()["cases"]:
        settings = optimizer_cases.CASES[case["name"]]
        if settings.rule == "lars":
            continue
        worst = max(
            vectors.difference(tensor["values"], torch_optimizer(settings, tensor))
            for tensor in case["tensors"]
        )
        yield judge(f"optimiser {case['name']} against torch.optim", worst, SAME_RULE)


def committed_files(files):
    """The files as they lie in the golden folder."""
    for name, make in files.items():
        content = make()
        found = vectors.decode(vectors.encode(content))
        expected = vectors.read(name)
        same = (vectors.GOLDEN / name).read_text() == vectors.text(content)
        # Words, numbers and shapes must agree; the bytes also, on the processor that wrote them.
        detail = "same bytes" if same else "other bytes"
        yield judge(f"{name} computed again ({detail})", vectors.difference(found, expected), 1e-12)


def float32_trajectories():
    """This program in float32 against itself: whether the tolerances leave room."""
    for name, make in trajectories.ALL.items():
        exact, found = make(), make(Plan.in_float32)
        pairs = list(zip(found["loss"], exact["loss"]))
        loss = max(abs(a - b) / max(0.1, abs(b)) for a, b in pairs)
        yield judge(f"{name} in float32, losses", loss, STEP_LOSS)
        final = max(vectors.difference(found[k], exact[k]) for k in exact if k.startswith("final"))
        yield judge(f"{name} in float32, parameters and state", final, FINAL)


def float32_cases():
    exact, found = loss_cases.cases(), loss_cases.cases(torch.float32)
    for a, b in zip(found["cases"], exact["cases"]):
        loss = abs(a["loss"] - b["loss"]) / max(0.1, abs(b["loss"]))
        yield judge(f"{b['name']} in float32, loss", loss, LOSS)
        temperatures = [v for k, v in b["parameters"].items() if k.endswith("temperature")]
        ill = any(value < 0.1 for value in temperatures)
        allowed = ILL_CONDITIONED_GRADIENT if ill else GRADIENT
        gradient = vectors.difference(a["gradients"], b["gradients"])
        yield judge(f"{b['name']} in float32, gradients", gradient, allowed)
    exact, found = optimizer_cases.cases(), optimizer_cases.cases(torch.float32)
    for a, b in zip(found["cases"], exact["cases"]):
        pairs = zip(a["tensors"], b["tensors"])
        worst = max(vectors.difference(x["values"], y["values"]) for x, y in pairs)
        yield judge(f"optimiser {b['name']} in float32", worst, VALUE)


def all_hold(files):
    """Runs every check; returns whether all hold."""
    held = [
        *earlier_vectors(),
        *torch_optimizers(),
        *committed_files(files),
        *float32_trajectories(),
        *float32_cases(),
    ]
    print(f"{sum(held)} of {len(held)} checks hold")
    return all(held)
