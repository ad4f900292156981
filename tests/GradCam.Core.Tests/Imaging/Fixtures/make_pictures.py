#!/usr/bin/env python3
"""Makes the picture files beside it, and what Python's OpenCV (4.6) and Pillow make of them (.rgb: 8 bits, RGB, row-major).

    apt-get install -y --no-install-recommends python3-opencv python3-pil
    /usr/bin/python3 make_pictures.py
"""
import os

import cv2
import numpy as np
from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)))
y, x = np.mgrid[0:24, 0:32]
rgb = np.stack([x * 8, y * 10, (x * y) % 256], -1).astype(np.uint8)  # TestPictures.Pattern
picture = Image.fromarray(rgb)


def rgb_of(name):
    return np.ascontiguousarray(cv2.imread(name)[..., ::-1])


# Compressed with loss: the pixels are what another decoder finds.
picture.save("colour.jpg", quality=95)
picture.save("progressive.jpg", quality=90, progressive=True)
picture.convert("L").save("grey.jpg", quality=95)
picture.convert("CMYK").save("cmyk.jpg", quality=95)
for name in ("colour", "progressive", "grey", "cmyk"):
    rgb_of(name + ".jpg").tofile(name + ".rgb")

# Without loss: the pixels are the pattern's.
picture.save("lossless.bmp")
picture.save("lossless.webp", lossless=True)
picture.save("lossless.tiff", compression="tiff_lzw")

# A palette of 8 colours, and an animation whose second frame differs.
stripes = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [10, 20, 30], [255, 255, 0], [0, 255, 255], [255, 0, 255], [200, 100, 50]], np.uint8)
few = Image.fromarray(np.repeat(np.repeat(stripes[None], 6, 0), 2, 1))
few.convert("P", palette=Image.Palette.ADAPTIVE, colors=8).save("palette.png")
few.save("animation.gif", save_all=True, append_images=[few.rotate(180)])

# 16 bits: high byte the pattern's, low byte 0x80 or more, so that rounding would show.
deep = rgb.astype(np.uint16) * 256 + 0x80 + (x[..., None] % 128).astype(np.uint16)
cv2.imwrite("deep.tiff", deep[..., ::-1])

# Resizing and colours.
cv2.resize(rgb, (13, 9)).tofile("down.rgb")
cv2.resize(rgb, (70, 50)).tofile("up.rgb")
for name, size, filter in (("bilinear", (13, 9), Image.BILINEAR), ("bicubic", (13, 9), Image.BICUBIC), ("mixed", (50, 10), Image.BICUBIC)):
    with open(f"smooth-{name}.rgb", "wb") as file:
        file.write(picture.resize(size, filter).tobytes())
plane = ((np.arange(35, dtype=np.float32) ** 2) % 31 / np.float32(31)).reshape(5, 7)
cv2.resize(plane, (16, 12)).tofile("plane.f32")
cv2.applyColorMap(np.arange(256, dtype=np.uint8)[None], cv2.COLORMAP_JET)[..., ::-1].tofile("jet.rgb")
