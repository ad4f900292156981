#!/usr/bin/env python3
"""Holds the program against torchvision on checkpoints as Python writes them, a network of each family.

    /usr/bin/python3 check_networks.py GRADCAM [--checkpoints FOLDER] [NETWORK ...]

GRADCAM is the published program. For each network: a .pth that torch.save wrote of torchvision's own state dictionary, on numbers made by
formulas (FormulaCheckpoint, with the powers of two of network-figures.zip), or FOLDER/NETWORK.pth where there is one; a PNG picture of
421 x 337 made by a formula; the program's answer to --weights V1 --fit crop --layer-name whole; and torchvision's own network in float64, on the
picture as its weights' own transform prepares it from PIL. Compared are the classes of the largest logits, the logits, and the maps of
Grad-CAM, Grad-CAM++ and LayerCAM (of vision transformers both rollouts too), stretched to 0 ... 1: they must be within 1e-4 everywhere.
mnasnet0_5@1 is a file of MNASNet's first version, by what torchvision's own load_state_dict makes of it. shufflenet_v2 is torchvision's
shufflenet_v2_x1_0.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import OrderedDict

import numpy as np
import torch
import torchvision.models as zoo
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "GradCam.Core.Tests", "Reference"))
from make_attention_figures import WrittenOut, uniform  # noqa: E402

BOUND = 1e-4
NETWORKS = """resnet18 vgg11_bn densenet169 googlenet mobilenet_v3_small shufflenet_v2 efficientnet_b0 alexnet squeezenet1_1
regnet_y_400mf mnasnet0_5 mnasnet0_5@1 convnext_tiny vit_b_32 swin_t swin_v2_t maxvit_t""".split()
TORCHVISION = {"shufflenet_v2": "shufflenet_v2_x1_0"}
OWN_VALUES = ("num_batches_tracked", "relative_position_index", "relative_coords_table")


def numbers(name, shape):
    count, leaf = int(np.prod(shape, dtype=np.int64)), name.split(".")[-1]
    u, fan_in = uniform(name, count), count // max(1, shape[0] if shape else 1)
    if leaf in ("running_var", "layer_scale") or leaf == "weight" and len(shape) == 1:
        u = 0.5 + u
    elif leaf in ("running_mean", "bias", "in_proj_bias"):
        u = 0.2 * (u - 0.5)
    elif leaf in ("class_token", "pos_embedding", "relative_position_bias_table"):
        u = 2 * u - 1
    elif leaf == "logit_scale":
        u = 1.5 + u
    elif name.endswith("cpb_mlp.2.weight"):
        u = (2 * u - 1) * (np.sqrt(6 / fan_in) / 8)
    else:
        u = (2 * u - 1) * np.sqrt((3 if name.endswith(("in_proj_weight", "qkv.weight")) else 6) / fan_in)
    return torch.from_numpy(u.astype(np.float32).reshape(tuple(shape)))


def module(network):
    extra = {"init_weights": False} if network == "googlenet" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(zoo, TORCHVISION.get(network, network))(weights=None, **extra)


def as_version_1(net):
    """torchvision turns the module into its first form when it meets that version, and then says that the tensors do not fit it."""
    old = OrderedDict(net.state_dict())
    old._metadata = OrderedDict({"": {"version": 1}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            net.load_state_dict(old)
        except RuntimeError:
            pass


def write_checkpoint(name, path):
    network, _, version = name.partition("@")
    net = module(network)
    if version:
        as_version_1(net)
    with zipfile.ZipFile(os.path.join(HERE, "..", "GradCam.Core.Tests", "Reference", "network-figures.zip")) as archive:
        gains = json.loads(archive.read("index.json"))[network]["gains"]
    with torch.no_grad():
        for key, tensor in net.state_dict().items():
            if not key.endswith(OWN_VALUES):
                tensor.copy_(numbers(key, tensor.shape) * 2.0 ** gains.get(key, 0))
    torch.save(net.state_dict(), path)


def load(name, path):
    net = module(name.partition("@")[0])
    state = torch.load(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if "@" in name:
            as_version_1(net)
        net.load_state_dict(state)
    if hasattr(net, "aux1"):
        net.aux_logits, net.aux1, net.aux2 = False, None, None
    return net.eval().double().requires_grad_(False)


def write_picture(path):
    y, x = np.mgrid[0:337, 0:421].astype(np.float64)
    planes = [127 + 60 * np.sin(0.05 * (c + 1) * x + 0.031 * y) + 60 * np.cos(0.043 * y * (3 - c) - 0.017 * x) for c in range(3)]
    Image.fromarray(np.stack(planes, -1).round().astype(np.uint8)).save(path)


def whole_map(network, net):
    family = network.split("_")[0].rstrip("0123456789")
    if network.startswith("swin"):
        return "norm", lambda value: value.permute(2, 0, 1)
    if family == "vit":
        side = round((net.encoder.pos_embedding.shape[1] - 1) ** 0.5)
        return (f"encoder.layers.encoder_layer_{len(net.encoder.layers) - 1}.ln_1",
                lambda value: value[1:].T.reshape(value.shape[1], side, side))
    fixed = {"resnet": "layer4", "densenet": "features.norm5", "googlenet": "inception5b", "shufflenet": "conv5",
             "regnet": "trunk_output", "maxvit": "blocks.3", "mnasnet": "layers.16", "squeezenet": "features.12"}
    before_last = 2 if family in ("vgg", "alexnet") else 1
    return fixed.get(family) or f"features.{len(net.features) - before_last}", lambda value: value


def explain(network, net, picture):
    """The logits, and the maps at the layer of the whole map, by the keys of their methods."""
    weights = zoo.get_weight(next(n for n in dir(zoo) if n.lower() == TORCHVISION.get(network, network) + "_weights") + ".IMAGENET1K_V1")
    x = weights.transforms()(Image.open(picture).convert("RGB"))[None].double().requires_grad_(True)
    attentions = []
    if network.startswith("vit"):
        for block in net.encoder.layers:
            block.self_attention = WrittenOut(block.self_attention)
            attentions.append(block.self_attention)
    name, lay = whole_map(network, net)
    kept = []

    def keep(_, __, out):
        # A copy for what follows: it may rectify in place.
        kept.append(out)
        return out.clone()

    dict(net.named_modules())[name].register_forward_hook(keep)
    logits = net(x)
    target = int(logits[0].argmax())
    gradients = torch.autograd.grad(logits[0, target], [kept[0]] + [one.weights for one in attentions])
    a, g = lay(kept[0][0].detach()), lay(gradients[0][0])
    rectified = g.clamp(min=0)
    plus = (rectified / (2 + a.clamp(min=0).sum((1, 2), keepdim=True) * rectified)).sum((1, 2), keepdim=True)
    maps = {"gradcam": (g.mean((1, 2), keepdim=True) * a).sum(0), "gradcam++": (plus * a).sum(0), "layercam": (rectified * a).sum(0)}
    if attentions:
        unit = torch.eye(attentions[0].weights.shape[-1], dtype=torch.float64)
        rollout, relevance = unit, unit
        for one, gradient in zip(attentions, gradients[1:]):
            own = one.weights[0].detach()
            rollout = (own.mean(0) + unit) / 2 @ rollout
            relevance = relevance + (gradient[0] * own).clamp(min=0).mean(0) @ relevance
        side = round((len(unit) - 1) ** 0.5)
        maps |= {"attentionrollout": rollout[0, 1:].reshape(side, side), "gradientrollout": relevance[0, 1:].reshape(side, side)}
    return logits[0].detach().numpy(), {key: one.detach().numpy() for key, one in maps.items()}


def stretched(values):
    less = values - values.min()
    return less / less.max() if less.max() else less


def check(program, name, checkpoint, folder):
    network = name.partition("@")[0]
    picture = os.path.join(folder, "picture.png")
    write_picture(picture)
    net = load(name, checkpoint)
    logits, maps = explain(network, net, picture)
    out = os.path.join(folder, "out")
    call = [program, "--image-path", picture, "--network", network, "--weight-path", checkpoint, "--weights", "V1", "--fit", "crop", "--layer-name",
            "whole",
            "--method", ",".join(maps), "--arrays", "--json", "--output-dir", out]
    done = subprocess.run(call, capture_output=True, text=True)
    if done.returncode != 0:
        return False, f"exit code {done.returncode}: {done.stderr.strip()}"
    with open(os.path.join(out, f"picture-{network}.json"), encoding="utf-8") as file:
        found = json.load(file)["class_id"]
    here = np.load(os.path.join(out, f"picture-{network}-logits.npy")).astype(np.float64)
    apart = {key: np.abs(stretched(np.load(os.path.join(out, f"picture-{network}-{key}.npy")).astype(np.float64)) - stretched(one)).max()
             for key, one in maps.items()}
    same = found == int(logits.argmax())
    text = f"top-1 {found} {'=' if same else '!='} {int(logits.argmax())}, logits {np.linalg.norm(here - logits) / np.linalg.norm(logits):.1e}, "
    return same and max(apart.values()) <= BOUND, text + ", ".join(f"{key} {value:.1e}" for key, value in apart.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("networks", nargs="*", default=NETWORKS)
    parser.add_argument("--checkpoints")
    args = parser.parse_args()
    failed = 0
    for name in args.networks:
        with tempfile.TemporaryDirectory() as folder:
            checkpoint = os.path.join(args.checkpoints or folder, f"{name}.pth")
            if not os.path.exists(checkpoint):
                checkpoint = os.path.join(folder, f"{name}.pth")
                write_checkpoint(name, checkpoint)
            good, text = check(os.path.abspath(args.program), name, checkpoint, folder)
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}: {text}", flush=True)
    print(f"{len(args.networks) - failed} of {len(args.networks)} agree")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
