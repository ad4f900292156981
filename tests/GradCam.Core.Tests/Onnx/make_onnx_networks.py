#!/usr/bin/env python3
"""Graphs of torchvision's classification networks as torch.onnx.export writes them, without weights.

    /usr/bin/python3 make_onnx_networks.py OUT_DIR [network:opset[:dynamic|:folded] ...]     # all networks at opset 13 without names
    /usr/bin/python3 make_onnx_networks.py --pack FILE.zip network:opset[:dynamic] ...
    /usr/bin/python3 make_onnx_networks.py --list                                            # the networks, those with the fewest parameters first

Needs torch, torchvision and onnx (Debian: python3-torch python3-torchvision python3-onnx). Each file is a whole model whose parameters and buffers lie in
`weights.bin` beside it, under their names in the state dictionary, at offsets that are multiples of 64: the tests write that file from their formula. Norms are
kept (training=PRESERVE) and nothing is folded, so that the values are the modules' own. `dynamic` exports with any number of pictures, else it is one.
`folded` exports as torch.onnx.export does by itself, norms folded into convolutions, with the weights of the formula in the file (over 2 GB, beside it).
"""
import io
import json
import os
import sys
import time
import zipfile

import numpy
import onnx
import torch
import torchvision.models as zoo
import torchvision.models.swin_transformer as swin_transformer
from onnx import TensorProto

ALIGNMENT = 64
FIGURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Reference", "network-figures.zip")
# The sizes of the figures that the tests compare with.
SMALLER = {"vit_h_14": 224, "regnet_y_128gf": 224}


def weights_enum(network):
    return next(name for name in dir(zoo) if name.lower() == network + "_weights")


def input_size(network):
    return SMALLER.get(network) or zoo.get_weight(weights_enum(network) + ".DEFAULT").transforms().crop_size[0]


def make(network):
    extra = {"init_weights": False, "aux_logits": True} if network in ("inception_v3", "googlenet") else {}
    quiet = [(torch.nn.init, n, getattr(torch.nn.init, n)) for n in
             ("trunc_normal_", "normal_", "kaiming_normal_", "kaiming_uniform_", "xavier_uniform_", "uniform_", "zeros_")]
    try:
        for module, name, _ in quiet:
            setattr(module, name, lambda tensor, *a, **k: tensor)
        return getattr(zoo, network)(weights=None, **extra).eval()
    finally:
        for module, name, function in quiet:
            setattr(module, name, function)


def uniform(name, count):
    """As of FormulaCheckpoint.cs: 24 bits of splitmix64, keyed by FNV-1a 64 of "0:name"."""
    key = 0xCBF29CE484222325
    for byte in f"0:{name}".encode():
        key = (key ^ byte) * 0x100000001B3 & (1 << 64) - 1
    state = numpy.uint64(key) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return ((state ^ (state >> numpy.uint64(31))) >> numpy.uint64(40)).astype(numpy.float64) / (1 << 24)


def formula(name, shape):
    """The numbers that FormulaCheckpoint.cs gives a tensor."""
    leaf = name.rsplit(".", 1)[-1]
    count = int(numpy.prod(shape, dtype=numpy.int64))
    fan_in = count / (shape[0] if len(shape) else 1)
    u = uniform(name, count)
    if leaf in ("running_var", "layer_scale") or leaf == "weight" and len(shape) == 1:
        return u + 0.5
    if leaf in ("running_mean", "bias", "in_proj_bias"):
        return (u - 0.5) * 0.2
    if leaf in ("class_token", "pos_embedding", "relative_position_bias_table"):
        return 2 * u - 1
    if leaf == "logit_scale":
        return u + 1.5
    if name.endswith(("in_proj_weight", "qkv.weight")):
        return (2 * u - 1) * numpy.sqrt(3 / fan_in)
    return (2 * u - 1) * (numpy.sqrt(6 / fan_in) / (8 if name.endswith("cpb_mlp.2.weight") else 1))


def fill(network, net):
    with zipfile.ZipFile(FIGURES) as archive:
        gains = json.loads(archive.read("index.json"))["shufflenet_v2" if network == "shufflenet_v2_x1_0" else network]["gains"]
    with torch.no_grad():
        for name, tensor in net.state_dict().items():
            if tensor.is_floating_point() and not name.endswith("relative_coords_table"):
                values = formula(name, tuple(tensor.shape)).astype(numpy.float32) * numpy.float32(2.0 ** gains.get(name, 0))
                tensor.copy_(torch.from_numpy(values.reshape(tuple(tensor.shape))))


def export_folded(network, opset, path):
    net = make(network)
    if not any(isinstance(module, torch.nn.BatchNorm2d) for module in net.modules()):
        raise ValueError("it has no norms that are folded")
    fill(network, net)
    size = input_size(network)
    torch.onnx.export(net, torch.zeros(1, 3, size, size), path, opset_version=opset, input_names=["input"], output_names=["logits"])


def export(network, opset, dynamic):
    net = make(network)
    with torch.no_grad():
        for tensor in (t for t in net.state_dict().values() if t.is_floating_point()):
            # The exporter makes one of tensors that are equal, as the norms of a network without training are.
            tensor.view(-1)[:1].uniform_(0.5, 1.5)
    size = input_size(network)
    axes = {"input": {0: "n"}, "logits": {0: "n"}} if dynamic else None
    content = io.BytesIO()
    torch.onnx.export(net, torch.zeros(1, 3, size, size), content, opset_version=opset, input_names=["input"], output_names=["logits"], dynamic_axes=axes,
                      training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False, export_params=False)
    model = onnx.load_from_string(content.getvalue())
    state = net.state_dict()
    graph = model.graph
    offset = 0
    for value in [v for v in graph.input if v.name != "input"]:
        tensor = state[value.name]
        length = tensor.numel() * tensor.element_size()
        kind = TensorProto.INT64 if tensor.dtype == torch.int64 else TensorProto.FLOAT
        made = graph.initializer.add(name=value.name, data_type=kind, dims=list(tensor.shape), data_location=TensorProto.EXTERNAL)
        for key, text in (("location", "weights.bin"), ("offset", offset), ("length", length)):
            made.external_data.add(key=key, value=str(text))
        offset += (length + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT
        graph.input.remove(value)
    return model.SerializeToString()


def silence_keys():
    """swin_v2 zeroes the keys' bias in place in a copy's slice, which the exporter refuses (`aten::zero`), and loses where it is written as a copy: a factor says the same."""
    attention = swin_transformer.shifted_window_attention

    def silenced(*given, qkv_bias=None, logit_scale=None, **named):
        if logit_scale is not None and qkv_bias is not None:
            third = qkv_bias.numel() // 3
            qkv_bias = qkv_bias * torch.cat([torch.ones(third), torch.zeros(third), torch.ones(third)])
        return attention(*given, qkv_bias=qkv_bias, logit_scale=logit_scale, **named)

    swin_transformer.shifted_window_attention = silenced
    torch.Tensor.zero_ = lambda self: self


silence_keys()


def parameters(network):
    return zoo.get_weight(weights_enum(network) + ".DEFAULT").meta["num_params"]


def main():
    words = sys.argv[1:]
    if words == ["--list"]:
        print("\n".join(sorted(zoo.list_models(module=zoo), key=parameters)))
        return
    pack = words[0] == "--pack"
    where, wanted = (words[1], words[2:]) if pack else (words[0], words[1:])
    wanted = wanted or [f"{name}:13" for name in zoo.list_models(module=zoo)]
    files = {}
    for word in wanted:
        network, opset, *form = word.split(":")
        name = "-".join([network, opset, *form]) + ".onnx"
        start = time.time()
        try:
            if form == ["folded"]:
                export_folded(network, int(opset), f"{where}/{name}")
                print(f"{word}: {os.path.getsize(f'{where}/{name}')} bytes, {time.time() - start:.0f} s", flush=True)
                continue
            content = export(network, int(opset), form == ["dynamic"])
        except Exception as failure:  # What the exporter does not take is told, and the others go on.
            print(f"{word}: not exported: {str(failure).splitlines()[0][:150]}", flush=True)
            continue
        print(f"{word}: {len(content)} bytes, {time.time() - start:.0f} s", flush=True)
        if pack:
            files[name] = content
        else:
            with open(f"{where}/{name}", "wb") as file:
                file.write(content)
    if pack:
        with zipfile.ZipFile(where, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in sorted(files):
                info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, files[name], compresslevel=9)


if __name__ == "__main__":
    main()
