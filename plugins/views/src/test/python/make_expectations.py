"""Writes what torchvision makes of fixed images with fixed parameters.

    pip install torch==2.7.1 torchvision==0.22.1
    python make_expectations.py > ../resources/dev/doppel/views/expectations.txt

Each line is one case: the operation, its parameters, the input (channels, height, width and the
number of its pattern), '=', and the result (channels, height, width and values). The input is
pattern(), which Expectation.java computes as well; all of it is exact in float32.
"""

import torch
import torchvision
from torchvision.transforms import InterpolationMode, RandomResizedCrop
from torchvision.transforms.v2 import functional as F

BILINEAR, BICUBIC = InterpolationMode.BILINEAR, InterpolationMode.BICUBIC


def pattern(channels, height, width, number):
    index = torch.arange(channels * height * width, dtype=torch.int64)
    noise = (index * index * 31 + index * 17 + number * 101) % 257
    # Every seventh value is 0 or 1, and the planes agree in every eleventh pixel: the corner cases
    # of hue, of clamping and of thresholds.
    noise = torch.where(index % 7 == 3, (index % 2) * 256, noise)
    pixel = index % (height * width)
    noise = torch.where(pixel % 11 == 5, pixel % 257, noise)
    return (noise / 256).to(torch.float32).view(channels, height, width)


def line(operation, parameters, image_key, result):
    numbers = [f"{value:.8g}" for value in result.flatten().tolist()]
    words = [operation, *parameters, *image_key, "=", *result.shape, *numbers]
    print(*words)


def resample(image_key, box, size, mode):
    top, left, height, width = box
    image = pattern(*image_key)[:, top : top + height, left : left + width]
    result = F.resize(image, [size, size], interpolation=mode, antialias=True)
    if mode == BICUBIC:
        result = result.clamp(0, 1)
    line("resample", [mode.value, *box, size], image_key, result)


def fallback(height, width, aspect):
    # A box of no area never fits, so the fallback is what remains.
    parameters = RandomResizedCrop.get_params(torch.zeros(1, height, width), (0.0, 0.0), aspect)
    print("fallback", height, width, *aspect, "=", *parameters)


def jitter(image_key, order, brightness, contrast, saturation, hue):
    image = pattern(*image_key)
    for name in order:
        if name == "brightness":
            image = F.adjust_brightness(image, brightness)
        elif name == "contrast":
            image = F.adjust_contrast(image, contrast)
        elif name == "saturation":
            image = F.adjust_saturation(image, saturation)
        else:
            image = F.adjust_hue(image, hue)
    parameters = [",".join(order), brightness, contrast, saturation, hue]
    line("jitter", parameters, image_key, image)


def main():
    print("# torch", torch.__version__, "torchvision", torchvision.__version__)
    for mode in (BILINEAR, BICUBIC):
        resample((3, 9, 7, 1), (0, 0, 9, 7), 5, mode)
        resample((3, 9, 7, 2), (2, 1, 5, 6), 13, mode)
        resample((1, 31, 17, 3), (3, 0, 27, 17), 7, mode)
        resample((1, 5, 5, 4), (1, 1, 3, 3), 3, mode)
        resample((1, 5, 5, 5), (4, 2, 1, 2), 9, mode)
        resample((3, 8, 40, 6), (0, 3, 8, 37), 11, mode)
    for height, width, aspect in (
        (10, 100, (0.75, 1.25)),
        (100, 10, (0.75, 1.25)),
        (7, 8, (0.75, 1.25)),
        (101, 53, (0.625, 2.0)),
        (13, 14, (1.0, 1.0)),
    ):
        fallback(height, width, aspect)
    small, large, gray = (3, 9, 7, 7), (3, 29, 31, 8), (1, 9, 7, 9)
    for factor in (0.0, 0.625, 1.375):
        jitter(small, ["brightness"], factor, 1.0, 1.0, 0.0)
        jitter(small, ["contrast"], 1.0, factor, 1.0, 0.0)
        jitter(small, ["saturation"], 1.0, 1.0, factor, 0.0)
        jitter(gray, ["contrast", "brightness"], factor, 1.25, 1.0, 0.0)
    for hue in (-0.5, -0.34375, -0.1, 0.0, 0.0625, 0.1, 0.4375, 0.5):
        jitter(small, ["hue"], 1.0, 1.0, 1.0, hue)
    for order in (
        ["brightness", "contrast", "saturation", "hue"],
        ["hue", "saturation", "contrast", "brightness"],
        ["contrast", "hue", "brightness", "saturation"],
    ):
        jitter(small, order, 1.25, 0.75, 1.125, 0.0625)
    jitter(large, ["saturation", "brightness", "contrast", "hue"], 0.75, 1.25, 0.875, -0.0625)
    line("grayscale", [], small, F.rgb_to_grayscale(pattern(*small), num_output_channels=3))
    for image_key in (small, gray):
        for radius, sigma in ((1, 0.1), (1, 1.0), (3, 0.5), (3, 2.0), (6, 1.5)):
            size = 2 * radius + 1
            result = F.gaussian_blur(pattern(*image_key), [size, size], [sigma, sigma])
            line("blur", [radius, sigma], image_key, result)
        for threshold in (0.0, 0.25, 0.5, 1.0):
            line("solarize", [threshold], image_key, F.solarize(pattern(*image_key), threshold))
        line("flip", [], image_key, F.horizontal_flip(pattern(*image_key)))
    mean, deviation = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    words = [",".join(map(str, mean)), ",".join(map(str, deviation))]
    line("normalize", words, small, F.normalize(pattern(*small), mean, deviation))
    line("normalize", ["0.25", "0.5"], gray, F.normalize(pattern(*gray), [0.25], [0.5]))


if __name__ == "__main__":
    main()
