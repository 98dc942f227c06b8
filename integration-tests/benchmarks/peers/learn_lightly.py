"""Trains a recipe of Doppel's with lightly on PyTorch, for the comparison of what both learn.

Reads standard input: a line of JSON with the resolved recipe, answered with the width of an
embedding in four bytes, then questions, each a line with a word and the shapes of arrays, "step
128,1,28,28 128,1,28,28" or "embed 256,1,28,28", and the arrays. A step trains on the views it is
sent. The answer to "embed" are the embeddings of the images by the encoder in evaluation mode. All
numbers are little-endian, float32 but for the width.

Losses, prototypes, the end of DINO's head and the moving average are lightly's. A setting that is
not known here, or has a value that cannot be had here, ends the program.
Needs what methods_lightly.py needs.
"""

import argparse
import json
import re
import sys

import numpy
import torch
from lightly.loss import DINOLoss, SwaVLoss
from lightly.models.utils import update_momentum
from methods_lightly import METHODS, PREDICTED, STATISTICS, WITH_TARGET, Model
from methods_lightly import loss_function as plain_loss_function
from torch import nn

# They watch a run and change nothing in it.
MONITORS = ("feature-std", "effective-rank", "target-entropy", "non-finite")
WITH_SEVERAL_VIEWS = ("dino", "swav")


class Settings:
    """The settings of a recipe: each is taken by who knows it, and none may be left."""

    def __init__(self, texts):
        self.texts = dict(texts)

    def take(self, key, *allowed):
        if key not in self.texts:
            raise SystemExit(f"the recipe has no setting '{key}'")
        value = self.texts.pop(key)
        if allowed and value not in allowed:
            raise SystemExit(f"{key} = {value}: lightly's side knows {', '.join(allowed)} only")
        return value

    def number(self, key):
        return float(self.take(key))

    def count(self, key):
        return int(self.take(key))

    def match(self, key, pattern, allowed):
        match = re.fullmatch(pattern, self.take(key))
        if not match:
            raise SystemExit(f"{key}: lightly's side needs {allowed}")
        return match

    def drop(self, prefix):
        self.texts = {key: text for key, text in self.texts.items() if not key.startswith(prefix)}

    def end(self):
        if self.texts:
            left = ", ".join(f"{key} = {text}" for key, text in self.texts.items())
            raise SystemExit(f"lightly's side does not know these settings: {left}")


def network(recipe, settings, method):
    """What a model is built from."""
    settings.take("backbone", "small-cnn")
    settings.take("backbone.normalization", "batch")
    settings.take("backbone.groups")
    options = argparse.Namespace(
        method=method,
        backbone="small-cnn",
        channels=recipe["channels"],
        size=recipe["sizes"][0],
        filters=settings.count("backbone.filters"),
        layers=settings.count("backbone.layers"),
        first_kernel=settings.count("backbone.first-kernel"),
        reduction=settings.take("backbone.reduction", "stride", "max-pool"),
        pooling=settings.take("backbone.pooling", "none", "average"),
        standardize=settings.take("backbone.standardize", "true", "false") == "true",
        batch_statistics=settings.take("batch-statistics", *STATISTICS),
    )
    if method == "dino":
        end = "layers l2-normalize weight-norm-linear(n)"
        pattern = r"(.*\S)\s+l2-normalize\s+weight-norm-linear\((\d+)\)"
        options.projector, prototypes = settings.match("projector", pattern, end).groups()
        options.prototypes = int(prototypes)
    elif method == "swav":
        pattern = r"(.*\S)\s+l2-normalize"
        options.projector = settings.match("projector", pattern, "layers l2-normalize").group(1)
        prototypes = settings.match("predictor", r"prototypes\((\d+)\)", "prototypes(n)")
        options.prototypes = int(prototypes.group(1))
    else:
        options.projector = settings.take("projector")
    if method in PREDICTED:
        options.predictor = settings.take("predictor")
    elif method != "swav":
        settings.take("predictor", "none")
    return options


def loss_function(recipe, settings, options, model):
    """The loss of a list of views at a step; takes the settings of loss and target shaping."""
    method, views = options.method, len(recipe["sizes"])
    if recipe["globals"] != 2 or (views != 2 and method not in WITH_SEVERAL_VIEWS):
        raise SystemExit(f"{method} takes two global views, not {views} of any kind")
    if method == "dino":
        settings.take("target-shaping", "centring")
        criterion = DINOLoss(
            output_dim=options.prototypes,
            student_temp=settings.number("loss.student-temperature"),
            center_momentum=settings.number("target-shaping.center-momentum"),
        )
        temperatures = recipe["schedules"].pop("target-shaping.teacher-temperature")

        def loss(views, step):
            teachers = list(model.targets(views[:2]))
            students = list(model.outputs(model.online, views))
            return criterion(teachers, students, teacher_temp=temperatures[step])

        return loss
    if method == "swav":
        settings.take("target-shaping", "sinkhorn")
        settings.take("target-shaping.queue-length", "0")
        settings.take("target-shaping.queue-start-step")
        criterion = SwaVLoss(
            temperature=settings.number("loss.temperature"),
            sinkhorn_iterations=settings.count("target-shaping.iterations"),
            sinkhorn_epsilon=settings.number("target-shaping.epsilon"),
        )

        def loss(views, step):
            model.prototypes.normalize()
            outputs = model.outputs(model.online, views)
            scores = [model.prototypes(features, step) for features in outputs]
            return criterion(scores[:2], scores[2:]).squeeze()

        return loss
    settings.take("target-shaping", "none")
    if method == "simclr":
        options.temperature = settings.number("loss.temperature")
        settings.take("loss.reduction", "mean")
    elif method == "barlow-twins":
        options.redundancy = settings.number("loss.lambda")
    plain = plain_loss_function(options, model)
    return lambda views, step: plain(views)


def gradient_guards(settings, options, model):
    """What is done to gradients before each of the optimiser's steps, in order."""
    guards = []
    for name in filter(None, re.split(r"\s*,\s*", settings.take("guards"))):
        if name in MONITORS:
            settings.drop(f"guard.{name}.")
        elif name == "clip":
            guards.append(clip(settings, model))
        elif name == "freeze-last-layer" and options.method in WITH_SEVERAL_VIEWS:
            guards.append(freeze_last_layer(settings, options, model))
        elif name != "none":
            raise SystemExit(f"guards: lightly's side has no '{name}' for {options.method}")
    return guards


def clip(settings, model):
    settings.take("guard.clip.action")
    maximum = settings.number("guard.clip.maximum")
    each = settings.take("guard.clip.scope", "tensor", "global") == "tensor"

    def guard(step):
        trained = [p for p in model.parameters() if p.grad is not None]
        for group in [[p] for p in trained] if each else [trained]:
            nn.utils.clip_grad_norm_(group, maximum)

    return guard


def freeze_last_layer(settings, options, model):
    settings.take("guard.freeze-last-layer.action")
    settings.take("guard.freeze-last-layer.epochs")
    steps = settings.count("guard.freeze-last-layer.steps")
    if steps == 0:
        raise SystemExit("guard.freeze-last-layer.steps must be above 0 on lightly's side")
    if options.method == "swav":
        model.prototypes.n_steps_frozen_prototypes = steps
        return lambda step: None
    end = model.online[-1]
    # What lightly counts in epochs is given steps.
    end.freeze_last_layer = steps
    return end.cancel_last_layer_gradients


def target_update(recipe, settings, options, model):
    """The target's step, and whether it comes before the loss; None without a target."""
    if options.method not in WITH_TARGET:
        settings.take("target-update", "none")
        return None, False
    settings.take("target-update", "ema")
    settings.take("target-update.running-statistics", "keep")
    settings.take("target-update.initialisation", "copy")
    before = settings.take("target-update.phase", "after-optimizer", "before-target")
    momenta = recipe["schedules"].pop("target-update.momentum")

    def update(step):
        update_momentum(model.online, model.target, m=momenta[step])

    return update, before == "before-target"


def optimizer(recipe, settings, model):
    """The optimiser, and what sets its rates at a step."""
    rule = settings.take("optimizer", "adamw", "sgd")
    exclusions = settings.take(
        "optimizer.weight-decay-exclusions", "bias-and-normalisation", "none"
    )
    rates = recipe["schedules"].pop("optimizer.learning-rate")
    predictor_rates = recipe["schedules"].pop("optimizer.predictor-learning-rate")
    decays = recipe["schedules"].pop("optimizer.weight-decay")
    groups = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            # What counts as the predictor's in a recipe is SwAV's prototypes, too.
            predictor = name.startswith(("predictor.", "prototypes."))
            decayed = exclusions == "none" or parameter.dim() > 1
            groups.setdefault((predictor, decayed), []).append(parameter)
    parameters = [{"params": each, "kind": kind} for kind, each in groups.items()]
    if rule == "sgd":
        chosen = torch.optim.SGD(parameters, momentum=settings.number("optimizer.momentum"))
    else:
        betas = settings.number("optimizer.beta1"), settings.number("optimizer.beta2")
        chosen = torch.optim.AdamW(parameters, betas=betas, eps=settings.number("optimizer.epsilon"))

    def schedule(step):
        for group in chosen.param_groups:
            predictor, decayed = group["kind"]
            group["lr"] = (predictor_rates if predictor else rates)[step]
            group["weight_decay"] = decays[step] if decayed else 0.0

    return chosen, schedule


class Run:
    """A recipe in training."""

    def __init__(self, recipe):
        settings = Settings(recipe["settings"])
        threads = settings.count("threads")
        if threads:
            torch.set_num_threads(threads)
        torch.manual_seed(recipe["seed"])
        method = settings.take("loss", *METHODS)
        settings.take("symmetric", "true")
        settings.take("stop-gradient", "on")
        options = network(recipe, settings, method)
        self.model = Model(options)
        self.loss = loss_function(recipe, settings, options, self.model)
        self.guards = gradient_guards(settings, options, self.model)
        self.update, self.before = target_update(recipe, settings, options, self.model)
        self.optimizer, self.schedule = optimizer(recipe, settings, self.model)
        encoders = ("online", "target") if method in WITH_TARGET else ("online",)
        encoder = settings.take("encoder", *encoders)
        self.encoder = (self.model.target if encoder == "target" else self.model.online)[0]
        settings.end()
        if recipe["schedules"]:
            raise SystemExit(f"lightly's side does not know: {', '.join(recipe['schedules'])}")
        self.model.train()
        self.steps = 0

    def step(self, views):
        self.schedule(self.steps)
        if self.update and self.before:
            self.update(self.steps)
        loss = self.loss(views, self.steps)
        if not torch.isfinite(loss):
            raise SystemExit(f"the loss of step {self.steps} is {loss.item()}")
        loss.backward()
        for guard in self.guards:
            guard(self.steps)
        self.optimizer.step()
        self.optimizer.zero_grad()
        if self.update and not self.before:
            self.update(self.steps)
        self.steps += 1

    def embed(self, images):
        self.model.eval()
        with torch.no_grad():
            embeddings = self.encoder(images)
        self.model.train()
        return embeddings


def arrays(shapes):
    """The arrays that follow a question."""
    for text in shapes:
        shape = [int(size) for size in text.split(",")]
        data = numpy.empty(shape, dtype="<f4")
        if sys.stdin.buffer.readinto(data.data.cast("B")) < data.nbytes:
            raise SystemExit("a question ends within an array")
        yield torch.from_numpy(data)


def answer(numbers):
    sys.stdout.buffer.write(numbers.tobytes())
    sys.stdout.buffer.flush()


def main():
    recipe = json.loads(sys.stdin.buffer.readline())
    run = Run(recipe)
    size = recipe["sizes"][0]
    width = run.embed(torch.zeros(1, recipe["channels"], size, size)).shape[1]
    answer(numpy.array(width, dtype="<i4"))
    while question := sys.stdin.buffer.readline().decode().split():
        word, *shapes = question
        given = list(arrays(shapes))
        if word == "step":
            run.step(given)
        elif word == "embed":
            answer(run.embed(given[0]).numpy().astype("<f4"))
        else:
            raise SystemExit(f"'{word}' is no question: step, embed")


if __name__ == "__main__":
    main()
