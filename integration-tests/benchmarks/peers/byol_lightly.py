"""BYOL with lightly on PyTorch, step by step, for the comparison with Doppel.

Usage: byol_lightly.py BACKBONE CHANNELS SIZE BATCH MODE
MODE is "step" (one batch in memory) or "pipeline" (views drawn by lightly's transforms from images
in memory, two loader processes). Reads a number of steps a line and answers with the seconds they
took. Needs torch==2.7.1, torchvision==0.22.1 and lightly==1.6.0.
"""

import copy
import itertools
import sys
import time

import numpy as np
import torch
from lightly.loss import NegativeCosineSimilarity
from lightly.models.modules import BYOLPredictionHead, BYOLProjectionHead
from lightly.models.utils import deactivate_requires_grad, update_momentum
from lightly.transforms import BYOLTransform, BYOLView1Transform, BYOLView2Transform
from PIL import Image
from torch import nn

backbone_name, channels, size, batch, mode = sys.argv[1:6]
channels, size, batch = int(channels), int(size), int(batch)
IMAGES = 4096
torch.set_num_threads(2)
torch.manual_seed(7)


def small_cnn():
    layers, inputs = [], channels
    for filters in (32, 64, 128):
        layers += [nn.Conv2d(inputs, filters, 3, 2, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]
        inputs = filters
    return nn.Sequential(*layers, nn.Flatten())


def resnet18():
    import torchvision

    network = torchvision.models.resnet18()
    network.fc = nn.Identity()
    return network


class Byol(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = small_cnn() if backbone_name == "small-cnn" else resnet18()
        width = self.backbone(torch.zeros(2, channels, size, size)).shape[1]
        self.projector = BYOLProjectionHead(width, 512, 128)
        self.predictor = BYOLPredictionHead(128, 512, 128)
        self.target_backbone = copy.deepcopy(self.backbone)
        self.target_projector = copy.deepcopy(self.projector)
        deactivate_requires_grad(self.target_backbone)
        deactivate_requires_grad(self.target_projector)

    def forward(self, x):
        return self.predictor(self.projector(self.backbone(x).flatten(start_dim=1)))

    def forward_momentum(self, x):
        return self.target_projector(self.target_backbone(x).flatten(start_dim=1)).detach()


model = Byol()
criterion = NegativeCosineSimilarity()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)


def step(first, second):
    update_momentum(model.backbone, model.target_backbone, m=0.99)
    update_momentum(model.projector, model.target_projector, m=0.99)
    first_prediction, first_target = model(first), model.forward_momentum(first)
    second_prediction, second_target = model(second), model.forward_momentum(second)
    loss = 0.5 * (criterion(first_prediction, second_target) + criterion(second_prediction, first_target))
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.detach()


class Images(torch.utils.data.Dataset):
    def __init__(self):
        self.images = np.random.default_rng(7).integers(0, 256, (IMAGES, size, size, 3), dtype=np.uint8)
        view = {"input_size": size}
        self.transform = BYOLTransform(BYOLView1Transform(**view), BYOLView2Transform(**view))

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.transform(Image.fromarray(self.images[index]))


class Passes(torch.utils.data.Sampler):
    """As many random samples as were asked for last, each epoch in an order of its own."""

    samples = 0

    def __iter__(self):
        left = self.samples
        while left > 0:
            order = torch.randperm(IMAGES)[:left].tolist()
            left -= len(order)
            yield from order

    def __len__(self):
        return self.samples


class Pipeline:
    """Draws the batches of a round in the round: nothing before it, and nothing after its last."""

    def __init__(self):
        self.order = Passes()
        self.loader = torch.utils.data.DataLoader(
            Images(), batch_size=batch, sampler=self.order, num_workers=2, persistent_workers=True
        )

    def batches(self, count):
        self.order.samples = count * batch
        return self.loader


class Memory:
    """The same batch again and again."""

    def __init__(self):
        self.views = [torch.randn(batch, channels, size, size) for _ in range(2)]

    def batches(self, count):
        return itertools.repeat(self.views, count)


source = Memory() if mode == "step" else Pipeline()
model.train()
for views in source.batches(1):
    step(*views)
print("ready", flush=True)
for line in sys.stdin:
    begin = time.perf_counter()
    for views in source.batches(int(line)):
        latest = step(*views)
    latest.item()
    print(time.perf_counter() - begin, flush=True)
