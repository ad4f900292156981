#!/usr/bin/env python3
"""Packs the figures that the methods are compared with into one compressed file.

    /usr/bin/python3 pack_method_figures.py FIGURES method-figures.zip

FIGURES holds what an independent program in Python (torch, float64) made: one .npz a setting, pictures.npz and tolerances.json (the
relative distance of the same figure computed in float32). Arrays of metrics are left out. In the zip: index.json, {setting: {figure:
shape}}, tolerances.json, and each array as SETTING/FIGURE, float32 little-endian, row-major; pictures, uint8 [S, S, 3] RGB, as
pictures/NAME.
"""
import json
import os
import sys
import zipfile

import numpy as np

NOT_OF_METHODS = ("metric-", "tied-", "mask")


def main():
    figures, target = sys.argv[1:]
    index = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def write(entry, content):
            # A fixed date: the same figures give the same file.
            info = zipfile.ZipInfo(entry, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)

        for file in sorted(f for f in os.listdir(figures) if f.endswith(".npz")):
            setting = file[:-len(".npz")]
            index[setting] = {}
            arrays = np.load(os.path.join(figures, file))
            for name in sorted(n for n in arrays.files if not n.startswith(NOT_OF_METHODS)):
                array = arrays[name]
                write(f"{setting}/{name}", array.tobytes() if array.dtype == np.uint8 else array.astype("<f4").tobytes())
                index[setting][name] = list(array.shape)
        write("index.json", json.dumps(index, indent=1))
        with open(os.path.join(figures, "tolerances.json")) as f:
            write("tolerances.json", json.dumps({k: v for k, v in json.load(f).items() if k != "metrics"}, indent=1))
    print(f"{target}: {os.path.getsize(target)} bytes")


if __name__ == "__main__":
    main()
