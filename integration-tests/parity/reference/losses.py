"""The methods' losses, from their papers' formulas. Lists hold one tensor a view."""

import torch
from network import l2_normalize


def cross_entropy(target, logits):
    """Mean over the rows of -sum_j target_j log softmax(logits)_j."""
    return -(target * logits.log_softmax(dim=1)).sum(dim=1).mean()


def labelled(logits, labels):
    """Mean over the rows of the cross-entropy with one right column a row."""
    rows = torch.arange(len(logits))
    return -logits.log_softmax(dim=1)[rows, labels].mean()


def byol(predictions, targets):
    """BYOL (arXiv 2006.07733): the sum of both directions of 2 - 2 cos."""

    def direction(prediction, target):
        return (l2_normalize(prediction) - l2_normalize(target)).square().sum(dim=1).mean()

    return direction(predictions[0], targets[1]) + direction(predictions[1], targets[0])


def simsiam(predictions, targets):
    """SimSiam (arXiv 2011.10566): half the sum of both negative cosines."""

    def direction(prediction, target):
        return -(l2_normalize(prediction) * l2_normalize(target)).sum(dim=1).mean()

    return (direction(predictions[0], targets[1]) + direction(predictions[1], targets[0])) / 2


def moco_v3(predictions, targets, temperature):
    """MoCo-v3 (arXiv 2104.02057): 2T times each direction, summed."""

    def direction(query, keys):
        logits = l2_normalize(query) @ l2_normalize(keys).T / temperature
        return 2 * temperature * labelled(logits, torch.arange(len(query)))

    return direction(predictions[0], targets[1]) + direction(predictions[1], targets[0])


def moco_v2(query, key, queue, temperature):
    """MoCo (arXiv 1911.05722): the key of the same image against the queue's rows.

    The queue's rows are taken as they are, unit rows.
    """
    query, key = l2_normalize(query), l2_normalize(key)
    positive = (query * key).sum(dim=1, keepdim=True)
    logits = torch.cat([positive, query @ queue.T], dim=1) / temperature
    return labelled(logits, torch.zeros(len(query), dtype=torch.long))


def simclr(predictions, temperature):
    """SimCLR (arXiv 2002.05709): mean over the 2n rows."""
    count = len(predictions[0])
    rows = l2_normalize(torch.cat(predictions))
    logits = rows @ rows.T / temperature
    own = torch.eye(2 * count, dtype=torch.bool)
    logits = logits.masked_fill(own, -torch.inf)
    other = torch.arange(2 * count).roll(count)
    return labelled(logits, other)


def dino(students, teachers, student_temperature):
    """DINO (arXiv 2104.14294): the mean over the pairs of a global and another view.

    `teachers` are distributions: centred and sharpened, or assigned.
    """
    terms = [
        cross_entropy(teacher, student / student_temperature)
        for i, teacher in enumerate(teachers)
        for v, student in enumerate(students)
        if v != i
    ]
    return sum(terms) / len(terms)


def centred(teacher, centre, temperature):
    """DINO's teacher: softmax((t - c) / tau)."""
    return ((teacher - centre) / temperature).softmax(dim=1)


def sinkhorn(scores, epsilon, iterations):
    """Assignments of the rows to columns in equal shares: SwAV (arXiv 2006.09882).

    exp(scores / epsilon) as a matrix [columns, rows] of sum 1; in turn each column's share over the
    rows is made 1 / columns, each row's share 1 / rows; at last each row sums to 1.
    """
    rows, columns = scores.shape
    # The largest score cancels in the first division; without it exp(s / epsilon) may overflow.
    shares = ((scores - scores.max()) / epsilon).exp()
    shares = shares / shares.sum()
    for _ in range(iterations):
        shares = shares / shares.sum(dim=0, keepdim=True) / columns
        shares = shares / shares.sum(dim=1, keepdim=True) / rows
    return shares * rows


def swav(scores, temperature, epsilon, iterations, queued=(), assigned=2):
    """SwAV (arXiv 2006.09882, with multi-crop).

    Mean over the assigned views of the mean over the others of the cross-entropy with the assigned
    view's codes. `queued` holds the scores of an assigned view's queue, newest first: they take
    part in the assignment only.
    """
    total = 0.0
    for i in range(assigned):
        own = scores[i].detach()
        both = torch.cat([own, queued[i].detach()]) if queued else own
        codes = sinkhorn(both, epsilon, iterations)[: len(own)]
        others = [s for v, s in enumerate(scores) if v != i]
        total = total + sum(cross_entropy(codes, s / temperature) for s in others) / len(others)
    return total / assigned


def barlow_twins(predictions, off_diagonal_weight):
    """Barlow Twins (arXiv 2103.03230): biased variance, epsilon 1e-5."""

    def standardised(rows):
        centred_rows = rows - rows.mean(dim=0)
        return centred_rows / (centred_rows.square().mean(dim=0) + 1e-5).sqrt()

    first, second = (standardised(rows) for rows in predictions)
    correlation = first.T @ second / len(first)
    diagonal = correlation.diagonal()
    off_diagonal = correlation.square().sum() - diagonal.square().sum()
    return (diagonal - 1).square().sum() + off_diagonal_weight * off_diagonal
