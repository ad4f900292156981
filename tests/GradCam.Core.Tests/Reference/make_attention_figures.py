#!/usr/bin/env python3
"""Computes the figures of both attention rollouts with torchvision's own vision transformers, in float64.

    /usr/bin/python3 make_attention_figures.py network-figures.zip attention-figures.zip [NETWORK ...]

Checkpoint and picture are those of network-figures.zip (made by formulas: FormulaCheckpoint, FormulaPicture; powers of two, "gains",
stand in its index.json), class 243. Networks that are not named stay as they are in attention-figures.zip.

In it, as NETWORK/NAME, little-endian float32, row-major, [h,w]:
    attentionrollout   the class token's row, over the picture's tokens, of W_L ... W_1, W = (mean over heads of A + I) / 2
                       (arXiv 2005.00928, section 3)
    gradientrollout    the same row of R after R <- R + W R for each attention, W = mean over heads of relu(dy/dA * A), R = I at first
                       (arXiv 2103.15679, equations 5 and 6)
A are the weights of an attention, [heads, tokens, tokens], written out here in place of PyTorch's own joined form; the logits of the two
forms are compared before anything is written.
"""
import json
import os
import sys
import zipfile

import numpy as np
import torch
import torchvision.models as zoo

CLASS = 243
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
NETWORKS = ["vit_b_32", "vit_b_16", "vit_l_16"]


def uniform(name, count):
    key = 0xCBF29CE484222325
    for byte in f"0:{name}".encode():
        key = ((key ^ byte) * 0x100000001B3) % 2**64
    z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(key)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = (z ^ (z >> np.uint64(shift))) * np.uint64(factor)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(40)) / 2.0**24


def values(name, shape):
    count, leaf = int(np.prod(shape)), name.split(".")[-1]
    u = uniform(name, count)
    if leaf == "weight" and len(shape) == 1:
        u = 0.5 + u
    elif leaf in ("bias", "in_proj_bias"):
        u = 0.2 * (u - 0.5)
    elif leaf in ("class_token", "pos_embedding"):
        u = 2 * u - 1
    else:
        u = (2 * u - 1) * np.sqrt((3 if leaf == "in_proj_weight" else 6) / (count // shape[0]))
    return u.astype(np.float32).reshape(tuple(shape))


def picture(size):
    y, x = np.mgrid[0:size, 0:size].astype(np.float64)
    planes = [0.5 + 0.25 * np.sin(0.05 * (c + 1) * x + 0.031 * y) + 0.25 * np.cos(0.043 * y * (3 - c) - 0.017 * x) for c in range(3)]
    return torch.from_numpy(np.stack([(p - MEAN[c]) / STD[c] for c, p in enumerate(planes)]).astype(np.float32))[None].double()


class WrittenOut(torch.nn.Module):
    """An attention's own weights, computed step by step; keeps the matrix."""

    def __init__(self, own):
        super().__init__()
        self.own = own

    def forward(self, query, key, value, need_weights):
        n, tokens, width = query.shape
        heads = self.own.num_heads
        parts = query @ self.own.in_proj_weight.T + self.own.in_proj_bias
        q, k, v = (part.reshape(n, tokens, heads, width // heads).transpose(1, 2) for part in parts.chunk(3, dim=-1))
        self.weights = torch.softmax(q @ k.transpose(-1, -2) / (width // heads) ** 0.5, dim=-1)
        mixed = (self.weights @ v).transpose(1, 2).reshape(n, tokens, width)
        return mixed @ self.own.out_proj.weight.T + self.own.out_proj.bias, None


def figures(network, gains):
    net = getattr(zoo, network)(weights=None).eval()
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            parameter.copy_(torch.from_numpy(values(name, parameter.shape)) * 2.0 ** gains.get(name, 0))
    net = net.double().requires_grad_(False)
    x = picture(224)
    with torch.no_grad():
        joined = net(x)
    attentions = []
    for block in net.encoder.layers:
        block.self_attention = WrittenOut(block.self_attention)
        attentions.append(block.self_attention)
    logits = net(x.requires_grad_(True))
    apart = float((logits - joined).norm() / joined.norm())
    print(f"{network}: logits of the written out form against PyTorch's own: {apart:.1e}", flush=True)
    assert apart < 1e-12
    gradients = torch.autograd.grad(logits[0, CLASS], [one.weights for one in attentions])
    unit = torch.eye(attentions[0].weights.shape[-1], dtype=torch.float64)
    rollout, relevance = unit, unit
    for one, gradient in zip(attentions, gradients):
        weights = one.weights[0].detach()
        rollout = (weights.mean(0) + unit) / 2 @ rollout
        relevance = relevance + (gradient[0] * weights).clamp(min=0).mean(0) @ relevance
    side = round((len(unit) - 1) ** 0.5)
    return {key: matrix[0, 1:].reshape(side, side).numpy().astype("<f4").tobytes()
            for key, matrix in (("attentionrollout", rollout), ("gradientrollout", relevance))}


def main():
    source, target, *asked = sys.argv[1:]
    with zipfile.ZipFile(source) as archive:
        index = json.loads(archive.read("index.json"))
    kept = {}
    if os.path.exists(target):
        with zipfile.ZipFile(target) as archive:
            kept = {name: archive.read(name) for name in archive.namelist()}
    for network in asked or NETWORKS:
        kept |= {f"{network}/{key}": content for key, content in figures(network, index[network]["gains"]).items()}
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(kept):
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))  # A fixed date: the same figures give the same file.
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, kept[name], compresslevel=9)
    print(f"{target}: {os.path.getsize(target)} bytes")


if __name__ == "__main__":
    main()
