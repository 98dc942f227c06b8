"""The trajectories of this program: their networks, inputs and settings."""

import vectors
from methods import Dino, MocoV2, Swav
from network import initial_parameters, l2_normalize
from optimizers import Settings
from trainer import AFTER, BEFORE, ORDER, Plan, train

STEPS = 10
BATCH = 8
SIZE = 12
LOCAL_SIZE = 8
# Coarse enough that a pixel is written with few digits.
PIXEL_GRID = 2.0**-8


def linear(units, bias=True):
    return {"type": "linear", "units": units, "bias": bias}


def encoder(batch_norm):
    layers = []
    for filters in (4, 6):
        layers.append({"type": "conv2d", "filters": filters})
        if batch_norm:
            layers.append({"type": "batch_norm", "affine": True, "spatial": True})
        layers.append({"type": "relu"})
    return layers + [{"type": "global_avg_pool"}]


def views(draws, local=0):
    """Two noisy views of each image, and noisy windows of it at random places."""
    image = draws.gaussian((BATCH, 1, SIZE, SIZE), grid=PIXEL_GRID)
    drawn = [
        vectors.exact(image + draws.gaussian(image.shape, 0.5, grid=PIXEL_GRID)) for _ in range(2)
    ]
    for _ in range(local):
        top, left = (draws.random.randrange(SIZE - LOCAL_SIZE + 1) for _ in range(2))
        window = image[:, :, top : top + LOCAL_SIZE, left : left + LOCAL_SIZE]
        noise = draws.gaussian(window.shape, 0.5, grid=PIXEL_GRID)
        drawn.append(vectors.exact(window + noise))
    return drawn


def file(name, method, plan, parameters, results, update, more):
    """The trajectory as the golden files write it."""
    content = {
        "name": name,
        "method": method,
        "network": plan.layers,
        "parameters": parameters,
        **more,
        "initial": plan.initial,
        "order": ORDER,
        "batches": plan.batches,
        **results,
    }
    if update:
        content["update"] = update
    return content


def moco_v2(change=lambda plan: plan):
    """MoCo-v2 as in its paper: key network by EMA before its forward pass, a queue as a ring."""
    draws = vectors.Draws(2003)
    layers = {
        "input_channels": 1,
        "encoder": encoder(batch_norm=True),
        "projector": [
            linear(16),
            {"type": "batch_norm", "affine": True},
            {"type": "relu"},
            linear(8),
        ],
        "predictor": [],
    }
    parameters = {
        "learning_rate": 0.1,
        "momentum": 0.9,
        "momentum_schedule": "constant",
        "update_phase": "before-target-forward",
        "temperature": 0.2,
        "queue_length": 24,
    }
    queue = vectors.float32(l2_normalize(draws.gaussian((parameters["queue_length"], 8))))
    plan = change(
        Plan(
            layers=layers,
            initial=initial_parameters(layers, 1, draws),
            batches=[views(draws) for _ in range(STEPS)],
            optimizer=Settings("sgd", parameters["learning_rate"], schedule="constant"),
            ema=parameters["update_phase"],
            momentum=parameters["momentum"],
        )
    )
    results = train(plan, MocoV2(queue, parameters["temperature"]))
    more = {"initial_queue": queue}
    return file("moco-v2", "moco-v2", plan, parameters, results, BEFORE, more)


def swav(change=lambda plan: plan):
    """SwAV with multi-crop: prototypes frozen at first, a queue a global view used once full."""
    draws = vectors.Draws(2006)
    layers = {
        "input_channels": 1,
        "encoder": encoder(batch_norm=False),
        "projector": [linear(16), {"type": "relu"}, linear(8), {"type": "l2_normalize"}],
        "predictor": [{"type": "prototypes", "units": 12}],
    }
    parameters = {
        "learning_rate": 0.1,
        "temperature": 0.1,
        "epsilon": 0.05,
        "iterations": 3,
        "prototypes": 12,
        "queue_length": 16,
        "frozen_steps": 2,
        "global_crops": 2,
        "local_crops": 3,
    }
    plan = change(
        Plan(
            layers=layers,
            initial=initial_parameters(layers, 1, draws),
            batches=[views(draws, parameters["local_crops"]) for _ in range(STEPS)],
            optimizer=Settings("sgd", parameters["learning_rate"], schedule="constant"),
        )
    )
    method = Swav(parameters, width=8)
    results = train(plan, method)
    more = {"queue_used": method.queue_was_used}
    return file("swav", "swav", plan, parameters, results, "", more)


def dino_schedules(change=lambda plan: plan):
    """DINO with all that its training loop schedules, and AdamW."""
    draws = vectors.Draws(2104)
    layers = {
        "input_channels": 1,
        "encoder": encoder(batch_norm=False),
        "projector": [
            linear(16),
            {"type": "relu"},
            linear(8),
            {"type": "l2_normalize"},
            linear(12, bias=False),
        ],
        "predictor": [],
    }
    parameters = {
        "momentum": 0.9,
        "momentum_schedule": "cosine",
        "update_phase": "after-optimizer",
        "student_temperature": 0.1,
        "teacher_temperature": 0.07,
        "warmup_teacher_temperature": 0.04,
        "warmup_teacher_temperature_steps": 5,
        "center_momentum": 0.9,
        "prototypes": 12,
        "global_crops": 2,
        "local_crops": 3,
    }
    optimizer = Settings(
        "adamw",
        learning_rate=0.01,
        final_learning_rate=0.0001,
        warmup_steps=3,
        weight_decay=0.04,
        final_weight_decay=0.4,
    )
    frozen_steps = 3
    plan = change(
        Plan(
            layers=layers,
            initial=initial_parameters(layers, 1, draws),
            batches=[views(draws, parameters["local_crops"]) for _ in range(STEPS)],
            optimizer=optimizer,
            ema=parameters["update_phase"],
            momentum=parameters["momentum"],
            clip=0.3,
        )
    )
    last_layer = ("projector", len(plan.initial["projector"]) - 1)
    results = train(plan, Dino(parameters, last_layer, frozen_steps))
    more = {
        "optimizer": {"rule": optimizer.rule} | optimizer.described(),
        "clip": plan.clip,
        "freeze_last_layer_steps": frozen_steps,
    }
    return file("dino-schedules", "dino", plan, parameters, results, AFTER, more)


ALL = {"moco-v2": moco_v2, "swav": swav, "dino-schedules": dino_schedules}
