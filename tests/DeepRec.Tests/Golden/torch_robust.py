"""Writes torch_robust.json: losses of ratings that wrong labels move less, plain and by weights of rows, in float64, by plain PyTorch: values and gradients."""
import json
import os

import torch
import torch.nn.functional as F

prediction = [3.1, 1.25, 4.9, 2.0, -0.4, 5.5, 3.0, 0.75]
rating = [3.0, 4.0, 1.0, 2.0, 0.5, 5.0, 2.5, 0.25]
click = [1.0, 0.0, 0.0, 1.0, 1.0, 0.3, 0.0, 1.0]
weight = [1.0, 0.0, 2.0, 0.5, 1.5, 1.0, 0.25, 1.75]  # mean 1


def generalized(z, label, q):
    p = torch.sigmoid(z)
    return label * (1 - p ** q) / q + (1 - label) * (1 - (1 - p) ** q) / q


losses = {
    "squared": lambda x: F.mse_loss(x, torch.tensor(rating).double(), reduction="none"),
    "huber 1": lambda x: F.huber_loss(x, torch.tensor(rating).double(), reduction="none", delta=1.0),
    "huber 0.4": lambda x: F.huber_loss(x, torch.tensor(rating).double(), reduction="none", delta=0.4),
    "smooth 0.4": lambda x: F.smooth_l1_loss(x, torch.tensor(rating).double(), reduction="none", beta=0.4),
    "absolute": lambda x: F.l1_loss(x, torch.tensor(rating).double(), reduction="none"),
    "logistic": lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor(click).double(), reduction="none"),
    "generalized 0.7": lambda x: generalized(x, torch.tensor(click).double(), 0.7),
    "generalized 0.2": lambda x: generalized(x, torch.tensor(click).double(), 0.2),
}
result = {"prediction": prediction, "rating": [float(v) for v in torch.tensor(rating)], "click": torch.tensor(click).double().tolist(), "weight": weight, "losses": {}}
for name, loss in losses.items():
    entry = {}
    for how, w in (("plain", torch.ones(8, dtype=torch.float64)), ("weighted", torch.tensor(weight, dtype=torch.float64))):
        x = torch.tensor(prediction, dtype=torch.float64, requires_grad=True)
        value = (w * loss(x)).sum() / w.sum()
        value.backward()
        entry[how] = {"value": value.item(), "gradient": x.grad.tolist()}
    result["losses"][name] = entry
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_robust.json"), "w") as file:
    json.dump(result, file, indent=0)
    file.write("\n")
