#!/usr/bin/env python3
"""Writes evaluations.txt: what torchvision's own evaluation transforms make of two pictures, for the tests in this folder.

    apt-get install -y --no-install-recommends python3-torchvision python3-pil
    /usr/bin/python3 make_evaluations.py

Made with torchvision 0.14.1 and Pillow 9.4 of Debian 12. A line for each published set of weights, fields separated by tabs:
    NETWORK VERSION FILE RESIZE CROP INTERPOLATION MEAN STD SHA256 SHA256
RESIZE is the shorter side before the middle CROP x CROP is cut out. The hashes are those of the pixels (8 bits, RGB, row-major)
that the transform gives of Pillow pictures before it turns them to numbers: a wide one of 421 x 337 and a high one of 90 x 203
pixels, whose red, green and blue are x * 8, y * 10 and x * y, modulo 256.
"""
import hashlib
import os

import numpy as np
import torchvision.models as zoo
from PIL import Image
from torchvision.transforms import functional as F

NAMES = {"shufflenet_v2_x1_0": "shufflenet_v2"}  # Called so here.


def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    return Image.fromarray((np.stack([x * 8, y * 10, x * y], -1) % 256).astype(np.uint8))


def pixels(transform, image):
    image = F.resize(image, transform.resize_size, interpolation=transform.interpolation)
    return np.asarray(F.center_crop(image, transform.crop_size))


pictures = [picture(421, 337), picture(90, 203)]
lines = []
for enum in sorted(n for n in dir(zoo) if n.endswith("_Weights")):
    network = enum.removesuffix("_Weights").lower()
    for weights in getattr(zoo, enum):
        version = weights.name.removeprefix("IMAGENET1K_")
        if version == "FEATURES":  # No classifier.
            continue
        t = weights.transforms()
        # The transform as a whole gives the same values: resized, cropped, divided by 255, less the mean, by the deviation.
        whole = t(pictures[0]).numpy()
        apart = (pixels(t, pictures[0]) / 255 - t.mean) / t.std
        assert np.abs(whole - apart.transpose(2, 0, 1)).max() < 1e-5
        lines.append("\t".join([
            NAMES.get(network, network), version, weights.url.rsplit("/", 1)[1], str(t.resize_size[0]), str(t.crop_size[0]),
            t.interpolation.value, " ".join(map(str, t.mean)), " ".join(map(str, t.std)),
            *(hashlib.sha256(pixels(t, p).tobytes()).hexdigest() for p in pictures)]))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "evaluations.txt"), "w") as file:
    file.write("\n".join(lines) + "\n")
