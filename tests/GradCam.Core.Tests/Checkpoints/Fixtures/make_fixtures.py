#!/usr/bin/env python3
"""Small checkpoints for the reader's tests, written by PyTorch itself.

    apt-get install -y --no-install-recommends python3-torch
    /usr/bin/python3 make_fixtures.py          # writes them beside this script

Element i (row-major index) of a tensor is (i - 3) / 4, which every floating-point type holds exactly, unless said otherwise below.
"""
import collections
import json
import os
import struct

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


def values(*shape, dtype=torch.float32):
    count = 1
    for size in shape:
        count *= size
    return ((torch.arange(count, dtype=torch.float64) - 3) / 4).reshape(shape).to(dtype)


def save(name, state, legacy=False, **more):
    torch.save(state, os.path.join(HERE, name), _use_new_zipfile_serialization=not legacy, **more)


def plain(dtype=torch.float32):
    return collections.OrderedDict([
        ("conv.weight", values(2, 3, 2, 2, dtype=dtype)),
        ("conv.bias", values(5, dtype=dtype)),
        ("norm.num_batches_tracked", torch.tensor(7)),
    ])


def views():
    base = values(4, 6)
    return {
        "base": base,
        "rows": base[1:3],                       # shares the storage, at an offset
        "transposed": base.t(),
        "every_other": base[:, ::2],
        "expanded": values(3, 1).expand(3, 4),   # stride 0
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
        "parameter": nn.Parameter(values(3)),
    }


def types():
    return {
        "float64": values(9, dtype=torch.float64), "float16": values(9, dtype=torch.float16), "bfloat16": values(9, dtype=torch.bfloat16),
        "int64": torch.arange(-3, 6), "int32": torch.arange(-3, 6, dtype=torch.int32), "int16": torch.arange(-3, 6, dtype=torch.int16),
        "int8": torch.arange(-3, 6, dtype=torch.int8), "uint8": torch.arange(0, 9, dtype=torch.uint8), "bool": torch.arange(0, 9) % 2 == 1,
    }


def prefixed(state, prefix):
    return collections.OrderedDict((prefix + name, tensor) for name, tensor in state.items())


def trained():
    """What a training script keeps: a network under DataParallel with an optimizer, an epoch and a history."""
    network = nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2))
    for parameter in network.parameters():
        parameter.data.copy_(values(*parameter.shape))
    optimizer = torch.optim.Adam(network.parameters())
    network(torch.ones(1, 1, 2, 2)).sum().backward()
    optimizer.step()
    for parameter in network.parameters():
        parameter.data.copy_(values(*parameter.shape))
    return {
        "epoch": 12, "best": 0.75, "history": [1.5, None, True, "text", (1, 2), 2 ** 70, -5],
        "state_dict": prefixed(network.state_dict(), "module."), "optimizer": optimizer.state_dict(),
    }


def densenet():
    block = "features.denseblock1.denselayer1."
    return {
        block + "norm.1.weight": values(4), block + "norm.1.running_mean": values(4), block + "conv.2.weight": values(2, 2, 1, 1),
        "features.norm0.weight": values(4),
    }


def safetensors(name, tensors, metadata):
    header, data = {"__metadata__": metadata} if metadata else {}, b""
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64", torch.bool: "BOOL"}
    for key, tensor in tensors.items():
        raw = bytes(tensor.contiguous().storage().untyped().tolist()) if tensor.numel() else b""
        header[key] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Command:
    def __reduce__(self):
        return os.system, ("touch run-by-the-pickle",)


def main():
    for legacy in (False, True):
        kind = "legacy" if legacy else "zip"
        save(f"plain-{kind}.pth", plain(), legacy)
        save(f"views-{kind}.pth", views(), legacy)
        save(f"types-{kind}.pth", types(), legacy)
        save(f"trained-{kind}.pth", trained(), legacy)
        save(f"code-{kind}.pth", {"weight": values(2), "extra": Command()}, legacy)
        save(f"whole-model-{kind}.pth", nn.Sequential(nn.Linear(1, 1)), legacy)
    for protocol in (1, 4, 5):
        save(f"protocol{protocol}-zip.pth", plain(), pickle_protocol=protocol)
        save(f"protocol{protocol}-legacy.pth", plain(), True, pickle_protocol=protocol)
    save("nested-zip.pth", {"model": {"net": plain()}, "epoch": 3})
    save("densenet-zip.pth", densenet())
    save("complex-zip.pth", {"weight": torch.ones(2, dtype=torch.complex64)})
    save("quantised-zip.pth", {"weight": torch.quantize_per_tensor(values(4), 0.25, 0, torch.qint8)})
    save("empty-zip.pth", {})
    save("tensor-zip.pth", values(4))
    torch.jit.save(torch.jit.script(nn.Linear(1, 1)), os.path.join(HERE, "torchscript.pt"))
    unaligned = collections.OrderedDict([
        ("flag", torch.tensor([True])), ("half", values(3, 3, dtype=torch.float16)), ("brain", values(9, dtype=torch.bfloat16)),
        ("double", values(9, dtype=torch.float64)), ("weight", values(3, 3)), ("count", torch.tensor(7)), ("none", torch.zeros(0, 3)),
    ])
    safetensors("plain.safetensors", unaligned, {
        "network": "resnet50", "class_names": json.dumps(["cat", "dög"]), "mean": "[0.5, 0.25, 0]", "std": "[1, 0.5, 2e0]",
        "input_size": "64", "transform_input": "false", "author": "nobody",
    })


if __name__ == "__main__":
    main()
