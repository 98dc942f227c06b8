"""Values as functions of the step k of K, from 0; no step k = K is trained."""

import math


def cosine(start, end, step, steps):
    """Half a cosine, k/K: BYOL (arXiv 2006.07733), DINO (arXiv 2104.14294)."""
    return end + (start - end) * (1 + math.cos(math.pi * step / steps)) / 2


def warmup_cosine(base, end, warmup, step, steps):
    """A line from 0, which reaches the base at step `warmup`, then half a cosine to the end."""
    if step < warmup:
        return base * step / warmup
    return cosine(base, end, step - warmup, steps - warmup)


def linear_warmup_then_constant(start, end, warmup, step):
    """`warmup` evenly spaced points from start to end, both included, then the end."""
    if step >= warmup - 1:
        return end
    return start + (end - start) * step / (warmup - 1)
