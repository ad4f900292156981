#!/usr/bin/env python3
"""Packs the figures that the metrics are compared with into one compressed file.

    /usr/bin/python3 pack_metric_figures.py FIGURES metric-figures.zip

FIGURES holds what an independent program in Python (torch, float64) made: one .npz a setting, metrics.json and tolerances.json (the
absolute distance of the same number computed in float32). In the zip: metrics.json, {setting: values}, tolerances.json, {setting:
{path of a value: distance}}, and each array of the metrics as SETTING/ARRAY, float32 little-endian, row-major.
"""
import json
import os
import sys
import zipfile

import numpy as np

OF_METRICS = ("metric-", "tied-", "mask")


def main():
    figures, target = sys.argv[1:]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def write(entry, content):
            # A fixed date: the same figures give the same file.
            info = zipfile.ZipInfo(entry, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)

        for file in sorted(f for f in os.listdir(figures) if f.endswith(".npz")):
            arrays = np.load(os.path.join(figures, file))
            for name in sorted(n for n in arrays.files if n.startswith(OF_METRICS)):
                write(f"{file[:-len('.npz')]}/{name}", arrays[name].astype("<f4").tobytes())
        with open(os.path.join(figures, "metrics.json")) as f:
            write("metrics.json", f.read())
        with open(os.path.join(figures, "tolerances.json")) as f:
            write("tolerances.json", json.dumps(json.load(f)["metrics"], indent=1))
    print(f"{target}: {os.path.getsize(target)} bytes")


if __name__ == "__main__":
    main()
