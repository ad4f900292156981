#!/usr/bin/env python3
"""Small ONNX models for the tests, written by PyTorch's exporter and by hand as other exporters write them, and their figures by PyTorch.

    apt-get install -y --no-install-recommends python3-torch python3-onnx
    /usr/bin/python3 make_onnx.py              # writes ../Networks/Onnx/Fixtures and onnx-figures.zip

Every network takes pictures of 16 x 16. Element i of the two pictures is 4 frac((i + 1) g) - 2 with g the golden ratio's fraction; weights are made
in the same way. In the zip: index.json, {model: {"layer": the default layer's ONNX name, "arrays": {name: shape}}}, and the arrays as MODEL/NAME,
little-endian float32, row-major: the logits, the layer's output (activation), and the gradients of the sum of both pictures' logits of class 1 for the layer's output
(gradient) and for the input (input-gradient). They are computed by the same network written in PyTorch, not by running the file.
"""
import json
import os
import warnings
import zipfile

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "Networks", "Onnx", "Fixtures")
SIZE, CLASSES = 16, 5
FLOAT = TensorProto.FLOAT
figures = {}


def formula(shape, seed=0, low=-2.0, high=2.0):
    count = int(np.prod(shape))
    part = ((np.arange(count, dtype=np.float64) + 1 + 31 * seed) * 0.6180339887498949) % 1
    return torch.tensor((low + (high - low) * part).reshape(shape).astype(np.float32))


def weight(seed, *shape):
    reach = (3.0 / np.prod(shape[1:])) ** 0.5
    return formula(shape, seed, -reach, reach)


def pictures():
    return formula((2, 3, SIZE, SIZE))


def note(name, layer, forward):
    """forward(x) gives (layer output, logits)."""
    x = pictures().requires_grad_(True)
    a, logits = forward(x)
    gradients = torch.autograd.grad(logits[:, 1].sum(), [a, x])
    figures[name] = (layer, {"logits": logits, "activation": a, "gradient": gradients[0], "input-gradient": gradients[1]})


def save(name, nodes, inputs, outputs, constants, opset=13, metadata=None, domains=(), ir=7):
    graph = helper.make_graph(nodes, "graph", inputs, outputs, [numpy_helper.from_array(np.asarray(v), k) for k, v in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset), *[helper.make_opsetid(d, 1) for d in domains]], producer_name="hand")
    model.ir_version = ir
    helper.set_model_props(model, metadata or {})
    with open(os.path.join(TARGET, name), "wb") as file:
        file.write(model.SerializeToString())


def value(name, *shape):
    return helper.make_tensor_value_info(name, FLOAT, list(shape))


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs.split(), outputs.split(), **attributes)


# --- by hand ---------------------------------------------------------------------------------------------------------------------------------

def conv_same_upper():
    w, b = weight(1, CLASSES, 3, 3, 3), formula((CLASSES,), 2)
    save("conv_same_upper.onnx", [
        node("Conv", "x w b", "conv", auto_pad="SAME_UPPER", strides=[2, 2]), node("Relu", "conv", "relu"),
        node("Conv", "relu w2", "conv2"), node("Relu", "conv2", "relu2"),
        node("GlobalAveragePool", "relu2", "pool"), node("Flatten", "pool", "flat"), node("Gemm", "flat head", "y")],
        [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", CLASSES)],
        {"w": w, "b": b, "w2": weight(3, 6, CLASSES, 1, 1), "head": weight(4, CLASSES, 6).t().contiguous()})

    def forward(x):
        y = F.relu(F.conv2d(F.pad(x, [0, 1, 0, 1]), w, b, stride=2))
        a = F.relu(F.conv2d(y, weight(3, 6, CLASSES, 1, 1)))
        return a, a.mean((2, 3)) @ weight(4, CLASSES, 6).t()
    note("conv_same_upper", "relu2", forward)


def external():
    w, head = weight(1, 4, 3, 3, 3), weight(2, CLASSES, 4)
    with open(os.path.join(TARGET, "ext.bin"), "wb") as file:
        file.write(w.numpy().tobytes() + head.numpy().tobytes())
    tensors, offset = [], 0
    for name, tensor in (("w", w), ("head", head)):
        t = TensorProto(name=name, data_type=FLOAT, dims=list(tensor.shape), data_location=TensorProto.EXTERNAL)
        length = 4 * tensor.numel()
        for key, said in (("location", "ext.bin"), ("offset", offset), ("length", length)):
            t.external_data.add(key=key, value=str(said))
        tensors.append(t)
        offset += length
    graph = helper.make_graph(
        [node("Conv", "x w", "conv", pads=[1, 1, 1, 1]), node("Relu", "conv", "relu"), node("GlobalAveragePool", "relu", "pool"),
         node("Flatten", "pool", "flat"), node("Gemm", "flat head", "y", transB=1)],
        "graph", [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", CLASSES)], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="hand")
    model.ir_version = 7
    with open(os.path.join(TARGET, "ext.onnx"), "wb") as file:
        file.write(model.SerializeToString())

    def forward(x):
        a = F.relu(F.conv2d(x, w, padding=1))
        return a, a.mean((2, 3)) @ head.t()
    note("ext", "relu", forward)


def keras():
    """As tf2onnx writes Keras's networks, and the same network with channels first."""
    w1, b1 = weight(1, 8, 3, 3, 3), formula((8,), 2, 0, 1)
    w2, w3, b3 = weight(3, 8, 1, 3, 3) * 2, weight(4, 12, 8, 1, 1) * 2, formula((12,), 5, 0, 1)
    scale, shift, mean, variance = formula((8,), 6, 0.5, 1.5), formula((8,), 7, 0, 1), formula((8,), 8, -1, 1), formula((8,), 9, 0.5, 2)
    head, bias = weight(10, 12, CLASSES) * 3, formula((CLASSES,), 11)
    six = {"zero": np.float32(0), "six": np.float32(6)}
    weights = {"w1": w1, "b1": b1, "w2": w2, "w3": w3, "b3": b3, "scale": scale, "shift": shift, "mean": mean, "variance": variance, "head": head, "bias": bias}
    body = [
        node("Conv", "padded w1 b1", "c1", strides=[2, 2], kernel_shape=[3, 3]), node("Clip", "c1 zero six", "r1"),
        node("Conv", "r1 w2", "c2", auto_pad="SAME_UPPER", group=8, kernel_shape=[3, 3]),
        node("BatchNormalization", "c2 scale shift mean variance", "n2", epsilon=1e-3), node("Clip", "n2 zero six", "r2"),
        node("Conv", "r2 w3 b3", "c3", kernel_shape=[1, 1]), node("Clip", "c3 zero six", "model/out_relu/Relu6:0")]
    pads = {"pads": np.array([0, 0, 0, 0, 0, 0, 1, 1], np.int64)}
    save("keras_nhwc.onnx", [
        node("Transpose", "input_1", "nchw", perm=[0, 3, 1, 2]), node("Pad", "nchw pads zero", "padded"), *body,
        node("Transpose", "model/out_relu/Relu6:0", "nhwc", perm=[0, 2, 3, 1]), node("ReduceMean", "nhwc", "pooled", axes=[1, 2], keepdims=0),
        node("MatMul", "pooled head", "product"), node("Add", "product bias", "logits"), node("Softmax", "logits", "predictions")],
        [value("input_1", "unk__1", SIZE, SIZE, 3)], [value("predictions", "unk__2", CLASSES)], {**weights, **six, **pads})
    save("keras_nchw.onnx", [
        node("Pad", "x pads zero", "padded"), *body, node("GlobalAveragePool", "model/out_relu/Relu6:0", "pool"), node("Flatten", "pool", "flat"),
        node("Gemm", "flat head bias", "y")],
        [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", CLASSES)], {**weights, **six, **pads})

    def forward(x):
        y = F.relu6(F.conv2d(F.pad(x, [0, 1, 0, 1]), w1, b1, stride=2))
        y = F.relu6(F.batch_norm(F.conv2d(y, w2, padding=1, groups=8), mean, variance, scale, shift, eps=1e-3))
        a = F.relu6(F.conv2d(y, w3, b3))
        return a, a.mean((2, 3)) @ head + bias
    note("keras_nhwc", "model/out_relu/Relu6:0", forward)
    note("keras_nchw", "model/out_relu/Relu6:0", forward)


def quantised():
    """Weights by channel, values by tensor, as quantisers write them; and the float network that they were made of."""
    w1, w2, head = weight(1, 8, 3, 3, 3), weight(2, 8, 8, 3, 3), weight(3, CLASSES, 8) * 2
    x_scale, a_scale = np.float32(5.5 / 255), np.float32(0.02)

    def by_channel(w):
        scale = w.abs().flatten(1).amax(1) / 127
        return torch.round(w / scale.reshape(-1, *[1] * (w.dim() - 1))).to(torch.int8), scale

    constants, nodes = {"xs": x_scale, "xz": np.uint8(115), "as": a_scale, "az": np.uint8(0)}, []
    for name, w in (("w1", w1), ("w2", w2), ("head", head)):
        q, scale = by_channel(w)
        constants |= {name + "_q": q, name + "_s": scale, name + "_z": np.zeros(len(scale), np.int8)}
        nodes.append(node("DequantizeLinear", f"{name}_q {name}_s {name}_z", name, axis=0))
    save("qdq.onnx", [
        *nodes, node("QuantizeLinear", "x xs xz", "xq"), node("DequantizeLinear", "xq xs xz", "xd"),
        node("Conv", "xd w1", "c1", pads=[1, 1, 1, 1], strides=[2, 2]), node("Relu", "c1", "r1"),
        node("QuantizeLinear", "r1 as az", "r1q"), node("DequantizeLinear", "r1q as az", "r1d"),
        node("Conv", "r1d w2", "c2", pads=[1, 1, 1, 1]), node("Relu", "c2", "r2"), node("GlobalAveragePool", "r2", "pool"), node("Flatten", "pool", "flat"),
        node("Gemm", "flat head", "y", transB=1)],
        [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", CLASSES)], constants)
    save("qdq_float.onnx", [
        node("Conv", "x w1", "c1", pads=[1, 1, 1, 1], strides=[2, 2]), node("Relu", "c1", "r1"), node("Conv", "r1 w2", "c2", pads=[1, 1, 1, 1]), node("Relu", "c2", "r2"),
        node("GlobalAveragePool", "r2", "pool"), node("Flatten", "pool", "flat"), node("Gemm", "flat head", "y", transB=1)],
        [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", CLASSES)], {"w1": w1, "w2": w2, "head": head})

    def straight(x, scale, zero):
        r = x / scale
        return (r + (torch.round(r) - r).detach() + zero).clamp(0, 255).sub(zero) * scale

    def forward(x, q):
        v1, v2, v3 = [(lambda w: w[0].float() * w[1].reshape(-1, *[1] * (w[0].dim() - 1)))(by_channel(w)) if q else w for w in (w1, w2, head)]
        y = F.relu(F.conv2d(straight(x, torch.tensor(x_scale), 115) if q else x, v1, padding=1, stride=2))
        a = F.relu(F.conv2d(straight(y, torch.tensor(a_scale), 0) if q else y, v2, padding=1))
        return a, a.mean((2, 3)) @ v3.t()
    note("qdq", "r2", lambda x: forward(x, True))
    note("qdq_float", "r2", lambda x: forward(x, False))


def shaped():
    """Sizes that are computed in the graph, and the same with a batch of one written into it."""
    w, head = weight(1, 6, 3, 3, 3), weight(2, CLASSES, 6 * 16)
    start = [node("Conv", "x w", "conv", pads=[1, 1, 1, 1], strides=[2, 2]), node("Relu", "conv", "relu"), node("MaxPool", "relu", "pool", kernel_shape=[2, 2], strides=[2, 2])]
    end = [node("Gemm", "flat head", "y", transB=1)]
    weights = {"w": w, "head": head}
    save("dynshape.onnx", [
        *start, node("Shape", "pool", "shape"), node("Gather", "shape first", "batch", axis=0), node("Unsqueeze", "batch axes", "batch1"),
        node("Concat", "batch1 open", "sizes", axis=0), node("Reshape", "pool sizes", "flat"), *end],
        [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", CLASSES)],
        {**weights, "first": np.int64(0), "axes": np.array([0], np.int64), "open": np.array([-1], np.int64)})
    save("baked1.onnx", [*start, node("Reshape", "pool sizes", "flat"), *end], [value("x", 1, 3, SIZE, SIZE)], [value("y", 1, CLASSES)],
         {**weights, "sizes": np.array([1, -1], np.int64)})

    def forward(x):
        a = F.max_pool2d(F.relu(F.conv2d(x, w, padding=1, stride=2)), 2)
        return a, a.flatten(1) @ head.t()
    note("dynshape", "pool", forward)
    note("baked1", "pool", forward)


def opset7():
    """As the oldest models are written: initialisers among the inputs, attributes where there are inputs now, Softmax over all that follows its axis."""
    w, head = weight(1, 6, 3, 3, 3), weight(2, CLASSES, 4)
    constants = {"w": w, "head": head.t().contiguous(), "zero": np.zeros(CLASSES, np.float32)}
    save("opset7.onnx", [
        node("Conv", "x w", "conv", pads=[1, 1, 1, 1]), node("Clip", "conv", "clipped", min=0.0, max=6.0), node("Slice", "clipped", "some", axes=[1], starts=[1], ends=[5]),
        node("GlobalAveragePool", "some", "pool"), node("Squeeze", "pool", "flat", axes=[2, 3]), node("Gemm", "flat head zero", "logits"), node("Softmax", "logits", "y")],
        [value("x", "N", 3, SIZE, SIZE), value("w", *w.shape), value("head", 4, CLASSES), value("zero", CLASSES)], [value("y", "N", CLASSES)], constants, opset=7, ir=3)

    def forward(x):
        a = F.relu6(F.conv2d(x, w, padding=1))[:, 1:5]
        return a, a.mean((2, 3)) @ head.t()
    note("opset7", "some", forward)


def refused():
    body = helper.make_graph([node("Identity", "c", "c2"), node("Identity", "v", "v2")], "body", [
        helper.make_tensor_value_info("i", TensorProto.INT64, []), helper.make_tensor_value_info("c", TensorProto.BOOL, []), value("v", "N", 3, SIZE, SIZE)],
        [helper.make_tensor_value_info("c2", TensorProto.BOOL, []), value("v2", "N", 3, SIZE, SIZE)])
    x, y = [value("x", "N", 3, SIZE, SIZE)], [value("y", "N", 3)]
    end = [node("GlobalAveragePool", "v", "pool"), node("Flatten", "pool", "y")]
    save("refused_loop.onnx", [helper.make_node("Loop", ["times", "", "x"], ["v"], body=body), *end], x, y, {"times": np.int64(3)})
    save("refused_domain.onnx", [helper.make_node("FusedConv", ["x", "w"], ["v"], domain="com.microsoft"), *end], x, y, {"w": weight(1, 3, 3, 1, 1)}, domains=["com.microsoft"])
    save("refused_two_inputs.onnx", [node("Add", "x z", "v"), *end], [*x, value("z", "N", 3, SIZE, SIZE)], y, {})
    scales = {"s": np.float32(0.1), "z": np.uint8(0)}
    save("refused_qlinear.onnx", [
        node("QuantizeLinear", "x s z", "xq"), node("QLinearConv", "xq s z w s z s z", "vq"), node("DequantizeLinear", "vq s z", "v"), *end], x, y,
        {**scales, "w": np.ones((3, 3, 1, 1), np.uint8)})
    save("refused_training.onnx", [node("BatchNormalization", "x s b m v0", "v rm rv", training_mode=1), *end], x, y,
         {"s": np.ones(3, np.float32), "b": np.zeros(3, np.float32), "m": np.zeros(3, np.float32), "v0": np.ones(3, np.float32)}, opset=15, ir=8)


# --- by PyTorch's exporter -------------------------------------------------------------------------------------------------------------------

class Block(nn.Module):
    def __init__(self, into, out, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(into, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out)
        self.conv2, self.bn2 = nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = nn.Sequential(nn.Conv2d(into, out, 1, stride, bias=False), nn.BatchNorm2d(out)) if stride > 1 else None

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class TinyResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1, self.relu = nn.Conv2d(3, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(inplace=True)
        self.layer1, self.layer2 = nn.Sequential(Block(4, 4, 1)), nn.Sequential(Block(4, 6, 2))
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d(1), nn.Linear(6, CLASSES)

    def forward(self, x):
        return self.split(x)[1]

    def split(self, x):
        a = self.layer2(self.layer1(self.relu(self.bn1(self.conv1(x)))))
        return a, self.fc(torch.flatten(self.avgpool(a), 1))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.qkv, self.proj = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        n, t, c = x.shape
        q, k, v = self.qkv(x).reshape(n, t, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * (c // self.heads) ** -0.5).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(n, t, c))


class TinyAttention(nn.Module):
    """One block of a transformer over 16 tokens, averaged: no class token."""

    def __init__(self, width=8):
        super().__init__()
        self.embed, self.norm1, self.attention = nn.Conv2d(3, width, 4, 4), nn.LayerNorm(width), Attention(width, 2)
        self.norm2, self.mlp = nn.LayerNorm(width), nn.Sequential(nn.Linear(width, 16), nn.GELU(), nn.Linear(16, width))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, CLASSES)

    def forward(self, x):
        return self.split(x)[1]

    def split(self, x):
        x = self.embed(x).flatten(2).transpose(1, 2)
        x = x + self.attention(self.norm1(x))
        x = x + self.mlp(self.norm2(x))
        a = self.norm(x)
        return a, self.head(a.mean(1))


def fill(model):
    for seed, (name, tensor) in enumerate(model.state_dict().items()):
        if name.endswith("running_var"):
            tensor.copy_(formula(tensor.shape, seed, 0.5, 2))
        elif name.endswith("num_batches_tracked"):
            pass
        elif tensor.dim() == 1:
            tensor.copy_(formula(tensor.shape, seed, 0.5, 1.5) if name.endswith("weight") else formula(tensor.shape, seed, -0.5, 0.5))
        else:
            tensor.copy_(weight(seed, *tensor.shape) * 1.5)
    return model.eval()


def export(model, name, opset, **more):
    torch.onnx.export(model, pictures(), os.path.join(TARGET, name), opset_version=opset, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}}, **more)


def exported():
    resnet, attention = fill(TinyResNet()), fill(TinyAttention())
    export(resnet, "tiny_resnet_folded.onnx", 13)
    export(resnet, "tiny_resnet_kept.onnx", 16, training=torch.onnx.TrainingMode.PRESERVE)
    export(attention, "tiny_attention_13.onnx", 13)
    export(attention, "tiny_attention_17.onnx", 17)
    for name, model in (("tiny_resnet_folded", resnet), ("tiny_resnet_kept", resnet), ("tiny_attention_13", attention), ("tiny_attention_17", attention)):
        note(name, "", model.split)


def pack():
    index = {}
    with zipfile.ZipFile(os.path.join(HERE, "onnx-figures.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        def write(entry, content):
            # A fixed date: the same figures give the same file.
            info = zipfile.ZipInfo(entry, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
        for name, (layer, arrays) in figures.items():
            index[name] = {"layer": layer, "arrays": {key: list(a.shape) for key, a in arrays.items()}}
            for key, array in arrays.items():
                write(f"{name}/{key}", array.detach().numpy().astype("<f4").tobytes())
        write("index.json", json.dumps(index, indent=1))


def main():
    os.makedirs(TARGET, exist_ok=True)
    for make in (conv_same_upper, external, keras, quantised, shaped, opset7, refused, exported):
        make()
    pack()
    for name in sorted(os.listdir(TARGET)):
        print(f"{os.path.getsize(os.path.join(TARGET, name)):7} {name}")


if __name__ == "__main__":
    main()
