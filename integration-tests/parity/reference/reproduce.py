"""The trainer and the losses against golden vectors that another program computed."""

from functools import partial

import losses
import vectors
from methods import Dino, OnlineOnly, Symmetric
from optimizers import Settings
from trainer import Plan, train

EARLIER = ("byol", "simsiam", "moco-v3", "simclr", "barlow-twins", "dino-multicrop")


def method_of(name, parameters):
    """The method of an earlier trajectory."""
    if name == "dino":
        return Dino(parameters)
    return {
        "byol": lambda: Symmetric(losses.byol),
        "simsiam": lambda: Symmetric(losses.simsiam),
        "moco-v3": lambda: Symmetric(
            partial(losses.moco_v3, temperature=parameters["temperature"])
        ),
        "simclr": lambda: OnlineOnly(partial(losses.simclr, temperature=parameters["temperature"])),
        "barlow-twins": lambda: OnlineOnly(
            partial(losses.barlow_twins, off_diagonal_weight=parameters["lambda"])
        ),
    }[name]()


def trajectory(name):
    """The largest difference from an earlier trajectory, over losses, parameters and centre."""
    golden = vectors.read(f"trajectories/{name}.json")
    parameters = golden["parameters"]
    plan = Plan(
        layers=golden["network"],
        initial=golden["initial"],
        batches=golden["batches"],
        optimizer=Settings("sgd", parameters["learning_rate"], schedule="constant"),
        ema="after-optimizer" if "momentum" in parameters else "none",
        momentum=parameters.get("momentum", 0.0),
    )
    results = train(plan, method_of(golden["method"], parameters))
    recorded = ("loss", "final", "final_target", "final_center")
    return vectors.difference(results, {key: golden[key] for key in recorded if key in golden})


def loss_of(case):
    """The loss of a case of a file of losses, and the state after it."""
    parameters = case["parameters"] | {"shaper": case.get("shaper")}
    return LOSSES[case["method"]](case["inputs"], parameters)


def dino_loss(inputs, parameters):
    if parameters["shaper"] == "sinkhorn":
        teachers = [
            losses.sinkhorn(t, parameters["epsilon"], parameters["iterations"])
            for t in inputs["target"]
        ]
    else:
        teachers = [
            losses.centred(t, inputs["center"][0], parameters["teacher_temperature"])
            for t in inputs["target"]
        ]
    return losses.dino(inputs["prediction"], teachers, parameters["student_temperature"])


def swav_loss(inputs, parameters):
    queued = [queue @ inputs["prototypes"][0].T for queue in inputs.get("queue", ())]
    return losses.swav(
        inputs["prediction"],
        parameters["temperature"],
        parameters["epsilon"],
        parameters["iterations"],
        queued,
    )


def simclr_loss(inputs, parameters):
    mean = losses.simclr(inputs["prediction"], parameters["temperature"])
    return 2 * mean if parameters.get("reduction") == "sum" else mean


LOSSES = {
    "byol": lambda inputs, _: losses.byol(inputs["prediction"], inputs["target"]),
    "simsiam": lambda inputs, _: losses.simsiam(inputs["prediction"], inputs["target"]),
    "moco-v3": lambda inputs, parameters: losses.moco_v3(
        inputs["prediction"], inputs["target"], parameters["temperature"]
    ),
    "moco-v2": lambda inputs, parameters: losses.moco_v2(
        inputs["prediction"][0],
        inputs["target"][0],
        inputs["queue"][0],
        parameters["temperature"],
    ),
    "simclr": simclr_loss,
    "dino": dino_loss,
    "swav": swav_loss,
    "barlow-twins": lambda inputs, parameters: losses.barlow_twins(
        inputs["prediction"], parameters["lambda"]
    ),
}


def differentiated(case):
    """The loss of a case and its gradients by the predictions."""
    inputs = dict(case["inputs"])
    leaves = [p.clone().requires_grad_() for p in inputs["prediction"]]
    inputs["prediction"] = leaves
    loss = loss_of(case | {"inputs": inputs})
    loss.backward()
    return loss.item(), [leaf.grad for leaf in leaves]


def loss_cases():
    """The largest difference of losses and of gradients over all cases of `losses.json`."""
    worst_loss = worst_gradient = 0.0
    for case in vectors.read("losses.json")["cases"]:
        loss, gradients = differentiated(case)
        worst_loss = max(worst_loss, vectors.difference(loss, case["loss"]))
        expected = case["gradients"]["prediction"]
        worst_gradient = max(worst_gradient, vectors.difference(gradients, expected))
    return worst_loss, worst_gradient
