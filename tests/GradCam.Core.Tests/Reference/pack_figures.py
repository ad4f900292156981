#!/usr/bin/env python3
"""Packs the reference figures that the tests compare with into one compressed file.

    /usr/bin/python3 pack_figures.py FIGURES figures.zip

FIGURES holds one folder a case: .npy files of float32 and layer.txt. In the zip: index.json, {case: {"layer": name,
"arrays": {name: {"entry": zip entry, "shape": [...], "type": "float32" or "float16", "scale": number}}}}, and each
different array once, little-endian, row-major; a value is what is stored times the scale. Guided gradients are
float16 with the largest magnitude at 32768: their rounding is 2e-4 of the norm, and they are compared within 1e-2.
"""
import hashlib
import json
import os
import sys
import zipfile

import numpy as np


def stored(name, array):
    if name.endswith("guided"):
        scale = float(np.abs(array).max()) / 32768
        return (array / scale).astype("<f2"), "float16", scale
    return array.astype("<f4"), "float32", 1.0


def main():
    figures, target = sys.argv[1:]
    index, entries = {}, {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def write(entry, content):
            # A fixed date: the same figures give the same file.
            info = zipfile.ZipInfo(entry, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)

        for case in sorted(os.listdir(figures)):
            folder = os.path.join(figures, case)
            with open(os.path.join(folder, "layer.txt")) as f:
                index[case] = {"layer": f.read().strip(), "arrays": {}}
            for file in sorted(f for f in os.listdir(folder) if f.endswith(".npy")):
                name = file[:-len(".npy")]
                array = np.load(os.path.join(folder, file))
                data, kind, scale = stored(name, array)
                content = data.tobytes()
                key = (hashlib.sha256(content).hexdigest(), kind, scale)
                if key not in entries:
                    entries[key] = f"{case}/{name}"
                    write(entries[key], content)
                index[case]["arrays"][name] = {
                    "entry": entries[key], "shape": list(array.shape), "type": kind, "scale": scale}
        write("index.json", json.dumps(index, indent=1))
    print(f"{target}: {os.path.getsize(target)} bytes, {len(entries)} arrays")


if __name__ == "__main__":
    main()
