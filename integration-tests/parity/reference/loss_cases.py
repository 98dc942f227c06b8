"""More cases of single losses, in the form of `losses.json`."""

import reproduce
import torch
import vectors
from network import l2_normalize


def related(draws, shape, count, scale=1.0):
    """Views of the same samples: each a common part and one of its own."""
    common = draws.gaussian(shape, scale)
    return [vectors.float32(common + draws.gaussian(shape, scale)) for _ in range(count)]


def case(name, method, parameters, inputs, **more):
    """A case without its results."""
    inputs = {role: [vectors.exact(t) for t in tensors] for role, tensors in inputs.items()}
    return {"name": name, "method": method, **more, "parameters": parameters, "inputs": inputs}


def barlow_twins():
    for seed, (rows, width) in enumerate([(16, 8), (32, 24), (12, 40)], start=2103):
        draws = vectors.Draws(seed)
        yield case(
            f"barlow-twins-n{rows}-d{width}",
            "barlow-twins",
            {"lambda": 0.0051},
            {"prediction": related(draws, (rows, width), 2)},
        )


def contrastive():
    draws = vectors.Draws(2002)
    temperature = {"temperature": 0.07}
    rows = related(draws, (16, 8), 4)
    yield case("simclr-n16-d8-T0.07", "simclr", temperature, {"prediction": rows[:2]})
    yield case(
        "moco-v3-n16-d8-T0.07",
        "moco-v3",
        temperature,
        {"prediction": rows[:2], "target": rows[2:]},
    )
    for value in (0.07, 0.5):
        yield case(
            f"simclr-n12-d16-T{value}-sum",
            "simclr",
            {"temperature": value, "reduction": "sum"},
            {"prediction": related(draws, (12, 16), 2)},
        )


def dino():
    draws = vectors.Draws(2104)
    parameters = {"student_temperature": 0.1, "teacher_temperature": 0.04, "center_momentum": 0.9}
    for rows, width in [(4, 8), (8, 16)]:
        logits = related(draws, (rows, width), 10, 0.3)
        yield case(
            f"dino-n{rows}-d{width}-v8",
            "dino",
            parameters,
            {
                "prediction": logits[:8],
                "target": logits[8:],
                "center": [draws.gaussian((1, width), 0.3)],
            },
        )


def dino_with_sinkhorn():
    draws = vectors.Draws(2105)
    parameters = {"student_temperature": 0.1, "epsilon": 0.05, "iterations": 3}
    for rows, width, count in [(8, 12, 2), (16, 6, 8)]:
        logits = related(draws, (rows, width), count + 2, 0.2)
        yield case(
            f"dino-sinkhorn-n{rows}-d{width}-v{count}",
            "dino",
            parameters,
            {"prediction": logits[:count], "target": logits[count:]},
            shaper="sinkhorn",
        )


def swav_with_queue():
    draws = vectors.Draws(2006)
    parameters = {"epsilon": 0.05, "iterations": 3, "temperature": 0.1}
    rows, width, prototypes, length = 8, 8, 12, 24
    for count in (2, 6):
        weight = vectors.float32(l2_normalize(draws.gaussian((prototypes, width))))
        projections = [
            vectors.float32(l2_normalize(p)) for p in related(draws, (rows, width), count)
        ]
        queue = [
            vectors.float32(l2_normalize(draws.gaussian((length, width)))) for _ in range(2)
        ]
        yield case(
            f"swav-queue-n{rows}-d{prototypes}-m{length}-v{count}",
            "swav",
            parameters,
            {
                "prediction": [vectors.float32(p @ weight.T) for p in projections],
                "projection": projections[:2],
                "queue": queue,
                "prototypes": [weight],
            },
        )


def solved(unsolved, dtype=torch.float64):
    """A case with its loss, its gradients and, with a centre, the state after it."""
    inputs = {role: [t.to(dtype) for t in own] for role, own in unsolved["inputs"].items()}
    loss, gradients = reproduce.differentiated(unsolved | {"inputs": inputs})
    results = {"loss": loss, "gradients": {"prediction": gradients}}
    if "center" in inputs:
        momentum = unsolved["parameters"]["center_momentum"]
        mean = torch.cat(inputs["target"]).mean(dim=0, keepdim=True)
        results["state_after"] = {"center": momentum * inputs["center"][0] + (1 - momentum) * mean}
    return unsolved | results


def cases(dtype=torch.float64):
    subjects = (barlow_twins, contrastive, dino, dino_with_sinkhorn, swav_with_queue)
    return {"cases": [solved(c, dtype) for subject in subjects for c in subject()]}
