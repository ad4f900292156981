#!/usr/bin/env python3
"""Graphs of torchvision's classification networks as torch.onnx.export writes them, without weights.

    /usr/bin/python3 make_onnx_networks.py OUT_DIR [network:opset[:dynamic] ...]     # all networks at opset 13 without names
    /usr/bin/python3 make_onnx_networks.py --pack FILE.zip network:opset[:dynamic] ...

Needs torch, torchvision and onnx (Debian: python3-torch python3-torchvision python3-onnx). Each file is a whole model whose parameters and buffers lie in
`weights.bin` beside it, under their names in the state dictionary, at offsets that are multiples of 64: the tests write that file from their formula. Norms are
kept (training=PRESERVE) and nothing is folded, so that the values are the modules' own. `dynamic` exports with any number of pictures, else it is one.
"""
import io
import sys
import time
import zipfile

import onnx
import torch
import torchvision.models as zoo
from onnx import TensorProto

ALIGNMENT = 64
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


# The exporter knows no Tensor.zero_, with which swin_v2 silences a bias.
torch.Tensor.zero_ = lambda self: self.copy_(torch.zeros(self.shape))


def main():
    words = sys.argv[1:]
    pack = words[0] == "--pack"
    where, wanted = (words[1], words[2:]) if pack else (words[0], words[1:])
    wanted = wanted or [f"{name}:13" for name in zoo.list_models(module=zoo)]
    files = {}
    for word in wanted:
        network, opset, *dynamic = word.split(":")
        start = time.time()
        try:
            content = export(network, int(opset), bool(dynamic))
        except Exception as failure:  # What the exporter does not take is told, and the others go on.
            print(f"{word}: not exported: {str(failure).splitlines()[0][:150]}", flush=True)
            continue
        name = f"{network}-{opset}{'-dynamic' if dynamic else ''}.onnx"
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
