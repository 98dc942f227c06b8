"""BYOL's views with torchvision on PIL images, for the comparison with Doppel.

Usage: views_torchvision.py SIZE BATCH BLUR
Draws the two views of images of SIZE x SIZE in memory, as normalised tensors, in one process per
core without a data loader in between. BLUR is "torchvision" (its GaussianBlur, which goes through
tensors) or "pillow" (ImageFilter.GaussianBlur, an approximation by boxes that is much faster).
Reads a number of batches a line and answers with the seconds they took. Needs torch==2.7.1 and
torchvision==0.22.1.
"""

import multiprocessing
import os
import random
import sys
import time

import numpy as np
import torch
from PIL import Image, ImageFilter
from torchvision import transforms
from torchvision.transforms import InterpolationMode

SIZE, BATCH, BLUR = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
IMAGES = 256


class PillowBlur:
    def __call__(self, image):
        return image.filter(ImageFilter.GaussianBlur(random.uniform(0.1, 2.0)))


def view(blur_probability, solarize_probability):
    kernel = max(3, SIZE // 10 | 1)
    blur = PillowBlur() if BLUR == "pillow" else transforms.GaussianBlur(kernel, (0.1, 2.0))
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(SIZE, (0.08, 1.0), interpolation=InterpolationMode.BICUBIC),
            transforms.RandomHorizontalFlip(),
            transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.2, 0.1)], 0.8),
            transforms.RandomGrayscale(0.2),
            transforms.RandomApply([blur], blur_probability),
            transforms.RandomSolarize(128, solarize_probability),
            transforms.ToTensor(),
            transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
        ]
    )


def work(connection, seed):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    random.seed(seed)
    pixels = np.random.default_rng(seed).integers(0, 256, (IMAGES, SIZE, SIZE, 3), dtype=np.uint8)
    images = [Image.fromarray(image) for image in pixels]
    first, second = view(1.0, 0.0), view(0.1, 0.2)
    position = 0
    while True:
        try:
            samples = connection.recv()
        except EOFError:  # the main process is gone
            return
        for _ in range(samples):
            image = images[position % IMAGES]
            first(image)
            second(image)
            position += 1
        connection.send(samples)


def main():
    # Spawned processes do not hold the main one's ends of the pipes, so they see when it ends.
    context = multiprocessing.get_context("spawn")
    connections = []
    for seed in range(os.cpu_count()):
        ours, theirs = context.Pipe()
        context.Process(target=work, args=(theirs, seed), daemon=True).start()
        theirs.close()
        connections.append(ours)

    def run(samples):
        begin = time.perf_counter()
        for i, connection in enumerate(connections):
            connection.send(samples * (i + 1) // len(connections) - samples * i // len(connections))
        for connection in connections:
            connection.recv()
        return time.perf_counter() - begin

    run(BATCH)
    print("ready", flush=True)
    for line in sys.stdin:
        print(run(int(line) * BATCH), flush=True)


if __name__ == "__main__":
    main()
