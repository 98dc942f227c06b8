"""The methods on networks: which view passes which network, and the state."""

import losses
import torch
from network import NORM_FLOOR, l2_normalize
from schedules import linear_warmup_then_constant
from trainer import Method


class Symmetric(Method):
    """BYOL, MoCo-v3: each view passes both networks. SimSiam: the target is the projection."""

    def __init__(self, formula):
        self.formula = formula

    def loss(self, online, target, views, step):
        predictions = [online.predict(view) for view in views]
        with torch.no_grad():
            targets = [(target or online).project(view) for view in views]
        return self.formula(predictions, targets)


class OnlineOnly(Method):
    """SimCLR, Barlow Twins: a loss over the online network's last outputs."""

    def __init__(self, formula):
        self.formula = formula

    def loss(self, online, target, views, step):
        return self.formula([online.predict(view) for view in views])


class MocoV2(Method):
    """MoCo-v2: view 0 is the query, view 1 passes the key network; keys enter the queue at last.

    The queue is a ring: its oldest rows are replaced, rows 0 to n-1 first.
    """

    def __init__(self, queue, temperature):
        self.queue = queue
        self.temperature = temperature
        self.next_row = 0
        self.keys = None

    def loss(self, online, target, views, step):
        query = online.project(views[0])
        with torch.no_grad():
            self.keys = l2_normalize(target.project(views[1]))
        queue = self.queue.to(query.dtype)
        return losses.moco_v2(query, self.keys, queue, self.temperature)

    def advance(self):
        rows, count = len(self.queue), len(self.keys)
        if rows % count:
            raise ValueError(f"a queue of {rows} rows is no multiple of the batch of {count}")
        self.queue = self.queue.to(self.keys.dtype).clone()
        self.queue[self.next_row : self.next_row + count] = self.keys
        self.next_row = (self.next_row + count) % rows

    def state(self):
        return {"final_queue": self.queue}


class Dino(Method):
    """DINO: the teacher sees the global views; the centre moves after the loss."""

    def __init__(self, parameters, last_layer=None, frozen_steps=0):
        self.parameters = parameters
        self.last_layer = last_layer
        self.frozen_steps = frozen_steps
        self.centre = torch.zeros(1, parameters["prototypes"], dtype=torch.float64)
        self.teacher_logits = None

    def teacher_temperature(self, step):
        end = self.parameters["teacher_temperature"]
        warmup = self.parameters.get("warmup_teacher_temperature_steps", 0)
        start = self.parameters.get("warmup_teacher_temperature", end)
        return linear_warmup_then_constant(start, end, warmup, step)

    def loss(self, online, target, views, step):
        students = [online.predict(view) for view in views]
        global_views = views[: self.parameters["global_crops"]]
        with torch.no_grad():
            self.teacher_logits = [target.project(view) for view in global_views]
        self.centre = self.centre.to(students[0].dtype)
        temperature = self.teacher_temperature(step)
        teachers = [losses.centred(t, self.centre, temperature) for t in self.teacher_logits]
        return losses.dino(students, teachers, self.parameters["student_temperature"])

    def without_update(self, step):
        return {self.last_layer} if step < self.frozen_steps else set()

    def advance(self):
        momentum = self.parameters["center_momentum"]
        mean = torch.cat(self.teacher_logits).mean(dim=0, keepdim=True)
        self.centre = momentum * self.centre + (1 - momentum) * mean

    def state(self):
        return {"final_center": self.centre}


class Swav(Method):
    """SwAV: unit prototypes before the forward passes, a queue of projections a global view."""

    PROTOTYPES = ("predictor", 0)

    def __init__(self, parameters, width):
        self.parameters = parameters
        rows = parameters["queue_length"]
        count = parameters["global_crops"]
        self.queues = [torch.zeros(rows, width, dtype=torch.float64) for _ in range(count)]
        self.projections = None
        self.queue_was_used = []

    def constrain(self, online):
        weight = online.parameters[self.PROTOTYPES[0]][self.PROTOTYPES[1]]
        with torch.no_grad():
            weight.copy_(weight / weight.norm(dim=1, keepdim=True).clamp_min(NORM_FLOOR))

    def loss(self, online, target, views, step):
        projections = [online.project(view) for view in views]
        scores = [online.forward("predictor", projection) for projection in projections]
        self.projections = [p.detach() for p in projections[: len(self.queues)]]
        prototypes = online.parameters[self.PROTOTYPES[0]][self.PROTOTYPES[1]].detach()
        # Full once the last row, the oldest, is set; what this step adds is not in it yet.
        full = all(bool((queue[-1] != 0).any()) for queue in self.queues)
        self.queue_was_used.append(full)
        queues = [queue.to(prototypes.dtype) for queue in self.queues]
        queued = [queue @ prototypes.T for queue in queues] if full else ()
        settings = self.parameters
        return losses.swav(
            scores,
            settings["temperature"],
            settings["epsilon"],
            settings["iterations"],
            queued,
            settings["global_crops"],
        )

    def without_update(self, step):
        return {self.PROTOTYPES} if step < self.parameters["frozen_steps"] else set()

    def advance(self):
        for i, projection in enumerate(self.projections):
            rows = len(self.queues[i])
            older = self.queues[i].to(projection.dtype)
            self.queues[i] = torch.cat([projection, older])[:rows]

    def state(self):
        return {"final_queue": list(self.queues)}
