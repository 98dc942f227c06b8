"""Methods with lightly's losses on PyTorch, step by step, for the comparison with Doppel.

Usage: methods_lightly.py --method METHOD [options]; --help lists them. The views are one random
batch in memory, the same at each step. Heads are written as in a recipe, for instance
--projector "linear(512) bn relu linear(128)", so that they can equal one; DINO's and SwAV's end in
L2 normalisation and --prototypes outputs, which are lightly's own.

Prints "ready" once a step is done. Then each line is a question: a number of steps, answered with
the seconds they took, or "memory", answered with the peak resident memory in bytes so far.
Needs torch==2.7.1, torchvision==0.22.1 and lightly==1.6.0, and Linux.
"""

import argparse
import copy
import itertools
import re
import sys
import time

import torch
from lightly.loss import (
    BarlowTwinsLoss,
    DINOLoss,
    NegativeCosineSimilarity,
    NTXentLoss,
    SwaVLoss,
)
from lightly.models.modules import SwaVPrototypes
from lightly.models.modules.heads import DINOProjectionHead
from lightly.models.utils import deactivate_requires_grad, update_momentum
from torch import nn

MLP = "linear(512) bn relu linear(128)"
PROJECTORS = {"dino": "linear(512) gelu linear(512) gelu linear(128)"}
PREDICTED = ("byol", "simsiam")
WITH_TARGET = ("byol", "dino")
WITH_PROTOTYPES = ("dino", "swav")
STATISTICS = ("per-view", "per-size", "joint")
METHODS = ("byol", "simsiam", "dino", "simclr", "swav", "barlow-twins")
LAYER = re.compile(r"([a-z]+)(?:\(\s*([^()]*?)\s*\))?(?:\s+|$)")
LINEAR = re.compile(
    r"(\d+)(?:\s*,\s*bias\s*=\s*(true|false))?(?:\s*,\s*std\s*=\s*(\d*\.?\d+))?"
)


def arguments():
    parser = argparse.ArgumentParser(description="Steps of a method with lightly.")
    parser.add_argument("--method", required=True, choices=METHODS)
    parser.add_argument("--backbone", default="small-cnn", choices=("small-cnn", "resnet18"))
    parser.add_argument("--pooling", default="none", choices=("none", "average"))
    parser.add_argument("--filters", type=int, default=32, help="of small-cnn, as those that follow")
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--first-kernel", type=int, default=3, choices=(3, 5, 7))
    parser.add_argument("--reduction", default="stride", choices=("stride", "max-pool"))
    parser.add_argument("--standardize", action="store_true", help="end in a plain batch norm")
    parser.add_argument("--channels", type=int, default=1)
    parser.add_argument("--size", type=int, default=28, help="of the two global views")
    parser.add_argument("--local-size", type=int, default=14)
    parser.add_argument("--local-crops", type=int, default=0, help="dino and swav only")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--batch-statistics", default="per-view", choices=STATISTICS)
    parser.add_argument("--projector", help="layers as in a recipe")
    parser.add_argument("--predictor", default=MLP, help="byol and simsiam only")
    parser.add_argument("--prototypes", type=int, default=4096, help="dino and swav only")
    parser.add_argument("--temperature", type=float, help="of simclr, 0.5; of swav, 0.1")
    parser.add_argument("--lambda", dest="redundancy", type=float, default=0.005)
    parser.add_argument("--momentum", type=float, default=0.99, help="of the target network")
    parser.add_argument("--optimizer", default="sgd", choices=("sgd", "adamw"))
    parser.add_argument("--clip", type=float, default=0.0, help="norm of all gradients; 0 is none")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--mode", default="step", choices=("step",))
    options = parser.parse_args()
    if options.local_crops and options.method not in WITH_PROTOTYPES:
        parser.error(f"--local-crops {options.local_crops}: {options.method} takes two views only")
    several = options.local_crops and options.local_size != options.size
    if several and options.backbone == "small-cnn" and options.pooling == "none":
        parser.error("views of two sizes need --pooling average")
    return options


def head(text, width):
    """A head's layers as in a recipe, and the width of its output."""
    layers, position = [], 0
    text = "" if text.strip() == "none" else text.strip()
    while position < len(text):
        match = LAYER.match(text, position)
        name, detail = (match.group(1), match.group(2)) if match else ("", None)
        linear = LINEAR.fullmatch(detail or "") if name == "linear" else None
        if linear:
            units = int(linear.group(1))
            layers.append(nn.Linear(width, units, bias=linear.group(2) != "false"))
            if linear.group(3):
                nn.init.normal_(layers[-1].weight, std=float(linear.group(3)))
                if layers[-1].bias is not None:
                    nn.init.zeros_(layers[-1].bias)
            width = units
        elif name == "bn" and detail in (None, "affine=true", "affine=false"):
            layers.append(nn.BatchNorm1d(width, affine=detail != "affine=false"))
        elif name == "relu" and detail is None:
            layers.append(nn.ReLU())
        elif name == "gelu" and detail is None:
            layers.append(nn.GELU())
        else:
            raise SystemExit(f"'{text[position:]}' begins with no layer: linear(n), bn, relu, gelu")
        position = match.end()
    return nn.Sequential(*layers), width


def small_cnn(options):
    layers, inputs = [], options.channels
    strides = options.reduction == "stride"
    for place in range(options.layers):
        width = options.filters << place
        kernel = options.first_kernel if place == 0 else 3
        layers += [
            nn.Conv2d(inputs, width, kernel, 2 if strides else 1, kernel // 2, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
        ]
        if not strides:
            layers.append(nn.MaxPool2d(2))
        inputs = width
    if options.pooling == "average":
        layers.append(nn.AdaptiveAvgPool2d(1))
    layers.append(nn.Flatten())
    if options.standardize:
        with torch.no_grad():
            images = torch.zeros(2, options.channels, options.size, options.size)
            width = nn.Sequential(*layers).eval()(images).shape[1]
        layers.append(nn.BatchNorm1d(width, affine=False))
    return nn.Sequential(*layers).train()


def resnet18(options):
    import torchvision

    network = torchvision.models.resnet18()
    if options.channels != 3:
        network.conv1 = nn.Conv2d(options.channels, 64, 7, 2, 3, bias=False)
    network.fc = nn.Identity()
    return network


class Normalize(nn.Module):
    def forward(self, rows):
        return nn.functional.normalize(rows, dim=1)


def last_layer(width, prototypes):
    """The end of lightly's DINO head: L2 normalisation and a weight-normalised layer."""
    end = DINOProjectionHead(1, 1, width, prototypes)
    # What comes before is the recipe's.
    end.layers = nn.Identity()
    return end


class Model(nn.Module):
    """The online network, and the target network where the method has one."""

    def __init__(self, options):
        super().__init__()
        self.per_size = options.batch_statistics != "per-view"
        backbone = small_cnn(options) if options.backbone == "small-cnn" else resnet18(options)
        with torch.no_grad():
            images = torch.zeros(2, options.channels, options.size, options.size)
            width = backbone(images).shape[1]
        projector, width = head(options.projector or PROJECTORS.get(options.method, MLP), width)
        self.online = nn.Sequential(backbone, projector)
        if options.method in WITH_TARGET:
            self.target = copy.deepcopy(self.online)
        if options.method == "dino":
            # A weight-normalised layer cannot be copied, only its state.
            for network in (self.online, self.target):
                network.append(last_layer(width, options.prototypes))
            self.target.load_state_dict(self.online.state_dict())
        elif options.method == "swav":
            self.online.append(Normalize())
            self.prototypes = SwaVPrototypes(width, options.prototypes)
        if options.method in PREDICTED:
            self.predictor, _ = head(options.predictor, width)
        if options.method in WITH_TARGET:
            deactivate_requires_grad(self.target)

    def outputs(self, network, views):
        """One forward pass a view; or one a size, over the views of it."""
        if not self.per_size:
            return [network(view) for view in views]
        results = []
        for _, alike in itertools.groupby(views, key=lambda view: view.shape[-1]):
            alike = list(alike)
            results += network(torch.cat(alike)).chunk(len(alike))
        return results

    def targets(self, views):
        with torch.no_grad():
            return self.outputs(self.target, views)


def crossed(criterion, predictions, targets):
    """Half the sum of both directions."""
    return (criterion(predictions[0], targets[1]) + criterion(predictions[1], targets[0])) / 2


def loss_function(options, model):
    """The loss of a list of views, the two global ones first."""
    method = options.method
    if method in PREDICTED:
        cosine = NegativeCosineSimilarity()

        def loss(views):
            projections = model.outputs(model.online, views)
            predictions = [model.predictor(projection) for projection in projections]
            own = method == "simsiam"
            targets = [p.detach() for p in projections] if own else model.targets(views)
            return crossed(cosine, predictions, targets)

    elif method == "dino":
        criterion = DINOLoss(output_dim=options.prototypes)

        def loss(views):
            teachers = model.targets(views[:2])
            return criterion(list(teachers), list(model.outputs(model.online, views)))

    elif method == "swav":
        criterion = SwaVLoss(temperature=options.temperature or 0.1)

        def loss(views):
            model.prototypes.normalize()
            scores = [model.prototypes(p) for p in model.outputs(model.online, views)]
            return criterion(scores[:2], scores[2:]).squeeze()

    else:
        if method == "simclr":
            criterion = NTXentLoss(options.temperature or 0.5)
        else:
            criterion = BarlowTwinsLoss(options.redundancy)

        def loss(views):
            return criterion(*model.outputs(model.online, views))

    return loss


def stepper(options, model):
    """One training step as lightly's examples do it."""
    loss_of = loss_function(options, model)
    trained = [p for p in model.parameters() if p.requires_grad]
    if options.optimizer == "sgd":
        optimizer = torch.optim.SGD(trained, lr=0.05, momentum=0.9, weight_decay=1e-4)
    else:
        optimizer = torch.optim.AdamW(trained, lr=0.001, weight_decay=0.01)

    def step(views):
        if options.method in WITH_TARGET:
            update_momentum(model.online, model.target, m=options.momentum)
        loss = loss_of(views)
        loss.backward()
        if options.clip:
            nn.utils.clip_grad_norm_(trained, options.clip)
        optimizer.step()
        optimizer.zero_grad()
        return loss.detach()

    return step


def peak_memory():
    """In bytes. Not getrusage's, which keeps what the process was before it started Python."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    sizes = [options.size] * 2 + [options.local_size] * options.local_crops
    views = [torch.randn(options.batch, options.channels, size, size) for size in sizes]
    model = Model(options)
    model.train()
    step = stepper(options, model)
    step(views).item()
    print("ready", flush=True)
    for question in sys.stdin:
        if question.strip() == "memory":
            print(peak_memory(), flush=True)
            continue
        begin = time.perf_counter()
        for _ in range(int(question)):
            latest = step(views)
        value = latest.item()
        seconds = time.perf_counter() - begin
        if value != value:
            raise SystemExit(f"the loss of {options.method} is not a number")
        print(seconds, flush=True)


if __name__ == "__main__":
    main()
