"""Times methods of pytorch-grad-cam on a network of torchvision, for "methods" of GradCam.Benchmarks.

    python3 pytorch_grad_cam_trial.py --source FOLDER --network resnet50 --checkpoint FILE.safetensors --layer layer4 --method ablation --channels 64 --threads 1

FOLDER holds the package pytorch_grad_cam. Prints two numbers: seconds on the wall's clock and of processor time. Of ablation and score, whose work is the same
for every channel, the first channels alone are run and the seconds scaled to all of the layer's. Imports and loading do not count.
"""
import argparse
import io
import json
import contextlib
import struct
import sys
import time
import unittest.mock

parser = argparse.ArgumentParser()
for name in ["source", "network", "checkpoint", "layer", "method"]:
    parser.add_argument("--" + name, required=True)
parser.add_argument("--channels", type=int, default=64)
parser.add_argument("--threads", type=int, default=1)
args = parser.parse_args()

sys.path.insert(0, args.source)
# For test-time augmentation and for drawing, which are not timed.
for name in ["ttach", "matplotlib", "matplotlib.pyplot", "matplotlib.lines"]:
    sys.modules.setdefault(name, unittest.mock.MagicMock())

import numpy as np
import torch
import torchvision

torch.set_num_threads(args.threads)
import pytorch_grad_cam as pgc
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget


def load(path):
    with open(path, "rb") as file:
        head = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    types_of = {"F32": np.float32, "I64": np.int64}
    return {name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])], types_of[entry["dtype"]]).reshape(entry["shape"]).copy())
            for name, entry in head.items() if name != "__metadata__"}


network = getattr(torchvision.models, args.network)(weights=None)
network.load_state_dict(load(args.checkpoint), strict=False)
network.eval()
layer = dict(network.named_modules())[args.layer]
picture = torch.from_numpy(np.random.default_rng(1).standard_normal((1, 3, 224, 224)).astype(np.float32))
targets = [ClassifierOutputTarget(0)]


def activations():
    found = []
    handle = layer.register_forward_hook(lambda module, inputs, output: found.append(output.detach()))
    with torch.no_grad():
        network(picture)
    handle.remove()
    return found[0].numpy()


def ablation():
    class FirstChannels(pgc.ablation_layer.AblationLayer):
        def activations_to_be_ablated(self, activations, ratio_channels_to_ablate=1.0):
            self.indices = list(range(min(args.channels, activations.shape[0])))
            return np.array(self.indices)

    cam = pgc.AblationCAM(network, [layer], ablation_layer=FirstChannels())
    return lambda whole: cam.get_cam_weights(picture, layer, targets, whole, None)


def score():
    cam = pgc.ScoreCAM(network, [layer])
    return lambda whole: cam.get_cam_weights(picture, layer, targets, whole[:, :args.channels], None)


ONE_PASS = [pgc.GradCAM, pgc.GradCAMPlusPlus, pgc.HiResCAM, pgc.GradCAMElementWise, pgc.XGradCAM, pgc.LayerCAM, pgc.EigenCAM, pgc.EigenGradCAM, pgc.KPCA_CAM, pgc.FEM, pgc.RandomCAM]


def one_pass():
    return lambda whole: [kind(network, [layer])(input_tensor=picture, targets=targets) for kind in ONE_PASS]


work = {"ablation": ablation, "score": score, "onepass": one_pass}[args.method]()
whole = activations()
with contextlib.redirect_stderr(io.StringIO()):
    wall, processor = time.perf_counter(), time.process_time()
    work(whole)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
scale = 1 if args.method == "onepass" else whole.shape[1] / min(args.channels, whole.shape[1])
print(wall * scale, processor * scale)
