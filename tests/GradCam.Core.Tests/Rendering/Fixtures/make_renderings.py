#!/usr/bin/env python3
"""Makes renderings.bin with numpy and Python's OpenCV, by the lines of the Python program that this tool mirrors.

16 x 12; in this order: mask float32 [12,16], guided float32 [3,12,16], image uint8 [12,16,3], then uint8 [12,16,3] each:
heatmap, cam, gb, cam_gb.

    apt-get install -y --no-install-recommends python3-opencv
    /usr/bin/python3 make_renderings.py
"""
import os

import cv2
import numpy as np


def spread(values):
    values = values - values.min()
    return np.uint8(values / values.max() * 255.0)


os.chdir(os.path.dirname(os.path.abspath(__file__)))
rng = np.random.default_rng(7)
mask = cv2.resize(rng.random((4, 4), dtype=np.float32), (16, 12))
mask -= mask.min()
mask /= mask.max()
guided = (rng.standard_normal((3, 12, 16)) * 1e-3).astype(np.float32)
image = rng.integers(0, 256, (12, 16, 3), dtype=np.uint8)

img = np.float32(image) / 255
colours = np.ascontiguousarray(cv2.applyColorMap(np.uint8(255 * mask), cv2.COLORMAP_JET)[..., ::-1])
heat = colours.astype(np.float32) / 255
last = guided.transpose(1, 2, 0)
with open("renderings.bin", "wb") as out:
    for array in (mask, guided, image, colours, spread(heat + img), spread(last), spread(last * mask[..., None])):
        out.write(np.ascontiguousarray(array).tobytes())
