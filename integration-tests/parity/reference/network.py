"""Small networks as the golden trajectories describe them: layers by part, parameters in order."""

from dataclasses import dataclass

import torch
import torch.nn.functional as functional

BATCH_NORM_EPSILON = 1e-5
NORM_FLOOR = 1e-12
PARTS = ("encoder", "projector", "predictor")


def l2_normalize(rows):
    """Each row over max(norm, 1e-12)."""
    return rows / rows.norm(dim=1, keepdim=True).clamp_min(NORM_FLOOR)


@dataclass(frozen=True)
class ParameterKey:
    """A parameter's part, place in that part's list, and role in optimisers."""

    part: str
    index: int
    role: str


def roles(layer):
    """The roles of a layer's parameters, in order."""
    kind = layer["type"]
    if kind == "conv2d":
        return ["weight", "bias"]
    if kind == "linear":
        return ["weight", "bias"] if layer["bias"] else ["weight"]
    if kind == "batch_norm":
        return ["normalisation", "normalisation"] if layer["affine"] else []
    if kind == "prototypes":
        return ["weight"]
    return []


def parameter_keys(layers):
    """The keys of all parameters of a network, part by part."""
    keys = []
    for part in PARTS:
        names = [role for layer in layers[part] for role in roles(layer)]
        keys += [ParameterKey(part, index, role) for index, role in enumerate(names)]
    return keys


def batch_norm(values, parameters):
    """Batch normalisation in training mode: mean and biased variance of this forward pass."""
    axes = [0, 2, 3] if values.dim() == 4 else [0]
    mean = values.mean(dim=axes, keepdim=True)
    variance = (values - mean).square().mean(dim=axes, keepdim=True)
    normalised = (values - mean) / (variance + BATCH_NORM_EPSILON).sqrt()
    if not parameters:
        return normalised
    scale, shift = (p.reshape(mean.shape) for p in parameters)
    return normalised * scale + shift


def apply(layer, parameters, values):
    kind = layer["type"]
    if kind == "conv2d":
        return functional.conv2d(values, parameters[0], parameters[1], stride=2, padding=1)
    if kind == "batch_norm":
        return batch_norm(values, parameters)
    if kind == "relu":
        return values.relu()
    if kind == "global_avg_pool":
        return values.mean(dim=[2, 3])
    if kind == "linear":
        return functional.linear(values, *parameters)
    if kind == "l2_normalize":
        return l2_normalize(values)
    if kind == "prototypes":
        return values @ parameters[0].T
    raise ValueError(f"no layer of type '{kind}'")


class Network:
    """Layers by part, and parameters by part as leaves of the graph."""

    def __init__(self, layers, parameters, dtype):
        self.layers = layers
        self.parameters = {
            part: [p.detach().to(dtype).clone().requires_grad_() for p in parameters[part]]
            for part in PARTS
            if part in parameters
        }

    def forward(self, part, values):
        remaining = list(self.parameters[part])
        for layer in self.layers[part]:
            count = len(roles(layer))
            own, remaining = remaining[:count], remaining[count:]
            values = apply(layer, own, values)
        return values

    def project(self, view):
        """Backbone and projector: the projection of one view, in a forward pass of its own."""
        return self.forward("projector", self.forward("encoder", view))

    def predict(self, view):
        """Backbone, projector and predictor of one view."""
        return self.forward("predictor", self.project(view))

    def values(self):
        """The parameters now, detached from what comes after."""
        return {part: [p.detach().clone() for p in own] for part, own in self.parameters.items()}


def initial_parameters(layers, input_channels, draws):
    """Random parameters of the usual scales; no two of a kind are equal, biases included."""
    width, initial = input_channels, {}
    for part in PARTS:
        initial[part] = []
        for layer in layers[part]:
            shapes, scales, centre = [], [], 0.0
            if layer["type"] == "conv2d":
                shapes = [(layer["filters"], width, 3, 3), (layer["filters"],)]
                scales, width = [(9 * width) ** -0.5, 0.25], layer["filters"]
            elif layer["type"] == "linear":
                shapes = [(layer["units"], width), (layer["units"],)][: 2 if layer["bias"] else 1]
                scales, width = [width**-0.5, 0.25], layer["units"]
            elif layer["type"] == "prototypes":
                shapes, scales, width = [(layer["units"], width)], [width**-0.5], layer["units"]
            elif layer["type"] == "batch_norm" and layer["affine"]:
                initial[part].append(draws.gaussian((width,), 0.1, 1.0))
                initial[part].append(draws.gaussian((width,), 0.1))
            initial[part] += [draws.gaussian(s, k, centre) for s, k in zip(shapes, scales)]
    return initial
