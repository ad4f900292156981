#!/usr/bin/env python3
"""Writes torchvision-networks.txt.gz: what torchvision's networks consist of, for the tests in this folder.

    apt-get install -y --no-install-recommends python3-torch python3-torchvision
    /usr/bin/python3 make_torchvision_networks.py

Made with torch 1.13.1 and torchvision 0.14.1 of Debian 12. Lines, fields separated by tabs:
    network NAME PARAMETERS
    module  NAME KIND CALLS SHAPE     in the order of named_modules(), the root left out; CALLS and the SHAPE of the last
                                      output in one pass over a 1 x 3 x 224 x 224 input in evaluation mode
    state   NAME SHAPE DTYPE          in the order of state_dict()
"""
import gzip
import os

import torch
import torchvision.models as zoo
from torch import nn

NAMES = {"shufflenet_v2_x1_0": "shufflenet_v2"}  # Called so here.
NETWORKS = [name for name in zoo.list_models(module=zoo) if not name.startswith("quantized")]


# Random initial values would be thrown away: for the large networks they take longer than all the rest.
for function in ("trunc_normal_", "normal_", "kaiming_normal_", "kaiming_uniform_", "xavier_uniform_", "uniform_"):
    setattr(nn.init, function, lambda tensor, *_, **__: tensor)


def shape_of(output):
    return "x".join(map(str, output.shape)) if isinstance(output, torch.Tensor) else ""


def describe(name):
    net = getattr(zoo, name)(weights=None, **({"init_weights": False} if name in ("inception_v3", "googlenet") else {})).eval()
    seen = {}

    def watch(module_name):
        def hook(_module, _input, output):
            calls, _ = seen.get(module_name, (0, None))
            seen[module_name] = (calls + 1, shape_of(output))
        return hook

    for module_name, module in net.named_modules():
        module.register_forward_hook(watch(module_name))
    with torch.no_grad():
        net(torch.zeros(1, 3, 224, 224))
    yield ("network", NAMES.get(name, name), sum(p.numel() for p in net.parameters()))
    for module_name, module in net.named_modules():
        if module_name:
            yield ("module", module_name, type(module).__name__, *seen.get(module_name, (0, "")))
    for key, tensor in net.state_dict().items():
        yield ("state", key, shape_of(tensor), str(tensor.dtype).split(".")[1])


lines = ["\t".join(map(str, line)) for name in NETWORKS for line in describe(name)]
target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "torchvision-networks.txt.gz")
with open(target, "wb") as file:
    file.write(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
