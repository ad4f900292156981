#!/usr/bin/env python3
"""Packs the reference figures of all of torchvision's networks into one compressed file.

    /usr/bin/python3 pack_network_figures.py FIGURES network-figures.zip

FIGURES holds a NumPy archive for each network, computed by torchvision 0.14 in float64 on a checkpoint and a picture made by
formulas (FormulaCheckpoint, FormulaPicture). In the zip: index.json, {network: what its about.json says of it, and "arrays":
{name: shape}}, and the arrays as NETWORK/NAME, little-endian float32, row-major.

Arrays of the logits and maps are whole. Of the others ("-activation", "-gradient", "input-gradient", "guided") there are 67
numbers, a check: of n elements the 64 with the indices (i * 2654435761) mod n, i = 0..63; their Euclidean norm; their sum;
and their scalar product with 2 u - 1, u the uniform numbers of the name "check" and seed 0.
"""
import json
import os
import sys
import zipfile

import numpy as np

NAMES = {"shufflenet_v2_x1_0": "shufflenet_v2"}  # Called so here.
KEPT = ("class", "size", "layers", "gains", "state_sha256")


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
            network = file.removesuffix(".npz")
            name = NAMES.get(network, network)
            with zipfile.ZipFile(os.path.join(figures, file)) as source:
                about = json.loads(source.read("about.json"))
            arrays = {key: value for key, value in np.load(os.path.join(figures, file)).items() if key != "about.json"}
            index[name] = {key: about[key] for key in KEPT} | {"arrays": {key: list(a.shape) for key, a in arrays.items()}}
            for key, array in arrays.items():
                write(f"{name}/{key}", array.astype("<f4").tobytes())
        write("index.json", json.dumps(index, indent=1))
    print(f"{target}: {os.path.getsize(target)} bytes, {len(index)} networks")


if __name__ == "__main__":
    main()
