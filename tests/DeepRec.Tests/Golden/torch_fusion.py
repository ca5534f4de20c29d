"""Writes torch_fusion.json: fusion modules, DeepFM and DCN-v2 worked by PyTorch in float64, with all gradients. Run: python3 torch_fusion.py"""
import json
import math
import os

import numpy as np
import torch

F = torch.nn.functional
random = np.random.RandomState(7)


def draw(*shape):
    return torch.tensor(np.round(random.randn(*shape), 3), dtype=torch.float64, requires_grad=True)


def numbers(tensor):
    return tensor.detach().reshape(-1).tolist()


def fused(weights, formula, widths=(2, 3, 1), rows=3):
    """The loss is the sum of outputs, each with a weight of its own."""
    parts = [draw(rows, width) for width in widths]
    output = formula(parts, weights)
    factors = draw(*output.shape).detach()
    (output * factors).sum().backward()
    return {
        "rows": rows, "widths": list(widths), "parts": [numbers(p) for p in parts], "factors": numbers(factors), "output": numbers(output),
        "parameters": {name: numbers(w) for name, w in weights.items()},
        "gradients": {name: numbers(w.grad) for name, w in weights.items()}, "partGradients": [numbers(p.grad) for p in parts],
    }


def projections(prefix, widths, d, bias=True):
    weights = {}
    for i, width in enumerate(widths):
        weights[f"{prefix}.{i}.weight"] = draw(d, width)
        if bias:
            weights[f"{prefix}.{i}.bias"] = draw(d)
    return weights


def project(parts, w, prefix):
    return [F.linear(x, w[f"{prefix}.{i}.weight"], w.get(f"{prefix}.{i}.bias")) for i, x in enumerate(parts)]


def gated(softmax):
    def formula(parts, w):
        z = F.linear(torch.cat(parts, 1), w["gate.weight"], w["gate.bias"])
        gates = z.softmax(1) if softmax else z.sigmoid()
        return sum(gates[:, i:i + 1] * v for i, v in enumerate(project(parts, w, "projections")))
    return fused({**projections("projections", (2, 3, 1), 4), "gate.weight": draw(3, 6), "gate.bias": draw(3)}, formula)


def attention(self_attention, heads):
    d = 4
    weights = projections("tokens", (2, 3, 1), d)
    weights.update({"query.weight": draw(d, d), "query.bias": draw(d)} if self_attention else {"query": draw(d)})
    for name in ("key", "value", "output"):
        weights.update({f"{name}.weight": draw(d, d), f"{name}.bias": draw(d)})

    def formula(parts, w):
        tokens = project(parts, w, "tokens")
        keys = [F.linear(t, w["key.weight"], w["key.bias"]) for t in tokens]
        values = [F.linear(t, w["value.weight"], w["value.bias"]) for t in tokens]
        queries = [F.linear(t, w["query.weight"], w["query.bias"]) for t in tokens] if self_attention else [w["query"].expand(3, d)]
        answers = []
        for q in queries:
            found = []
            for h in range(heads):
                part = slice(h * d // heads, (h + 1) * d // heads)
                logits = torch.stack([(q[:, part] * k[:, part]).sum(1) for k in keys], 1) / math.sqrt(d // heads)
                share = logits.softmax(1)
                found.append(sum(share[:, i:i + 1] * v[:, part] for i, v in enumerate(values)))
            answers.append(F.linear(torch.cat(found, 1), w["output.weight"], w["output.bias"]))
        return sum(t + a for t, a in zip(tokens, answers)) / len(tokens) if self_attention else answers[0]
    return fused(weights, formula)


def factorization():
    def formula(parts, w):
        v = project(parts, w, "projections")
        return torch.cat(v + [v[0] * v[1] + v[0] * v[2] + v[1] * v[2]], 1)
    return fused(projections("projections", (2, 3, 1), 4, bias=False), formula)


def cross(rank):
    weights = {}
    for l in range(2):
        if rank:
            weights[f"layers.down_{l}.weight"] = draw(rank, 6)
        weights[f"layers.{l}.weight"] = draw(6, rank or 6)
        weights[f"layers.{l}.bias"] = draw(6)
    return fused(weights, lambda parts, w: crossed(torch.cat(parts, 1), w, "layers", rank))


def crossed(x0, w, prefix, rank):
    x = x0
    for l in range(2):
        inner = F.linear(x, w[f"{prefix}.down_{l}.weight"]) if rank else x
        x = x0 * (F.linear(inner, w[f"{prefix}.{l}.weight"]) + w[f"{prefix}.{l}.bias"]) + x
    return x


# Rows of a user of 5 ids, tags of 6 ids, two numbers, a label.
USERS, TAGS, LABELS = [3, 4, 3, 1], [[3, 4], [], [5], [3, 3, 5]], torch.tensor([0.25, 1, 0, 1], dtype=torch.float64)
NUMBERS = torch.tensor([[0.5, -1], [2, 0.25], [0, 1.5], [-0.75, 1]], dtype=torch.float64)


def bag(table, d):
    return torch.stack([table[tags].mean(0) if tags else torch.zeros(d, dtype=torch.float64) for tags in TAGS])


def network(x, w):
    return F.linear(F.relu(F.linear(x, w["layers.0.weight"], w["layers.0.bias"])), w["layers.1.weight"], w["layers.1.bias"]).squeeze(1)


def model(weights, formula):
    result = {"parameters": {name: numbers(w) for name, w in weights.items()}}
    for loss in ("squared", "log"):
        for w in weights.values():
            w.grad = None
        z = formula(weights)
        prediction = z.sigmoid() if loss == "log" else z
        value = F.binary_cross_entropy_with_logits(z, LABELS) if loss == "log" else F.mse_loss(prediction, LABELS)
        value.backward()
        result[loss] = {"prediction": numbers(prediction), "loss": value.item(), "gradients": {name: numbers(w.grad) for name, w in weights.items()}}
    return result


def deep_fm():
    d = 3
    weights = {
        "encoder.User.table.weight": draw(5, d), "encoder.Tags.table.weight": draw(6, d), "projection_2.weight": draw(d, 2),
        "first_order.ids.User.table.weight": draw(5, 1), "first_order.ids.Tags.table.weight": draw(6, 1), "first_order.numbers.weight": draw(1, 2),
        "layers.0.weight": draw(4, 3 * d), "layers.0.bias": draw(4), "layers.1.weight": draw(1, 4), "layers.1.bias": draw(1),
    }

    def formula(w):
        v = [w["encoder.User.table.weight"][USERS], bag(w["encoder.Tags.table.weight"], d), F.linear(NUMBERS, w["projection_2.weight"])]
        first = w["first_order.ids.User.table.weight"][USERS] + bag(w["first_order.ids.Tags.table.weight"], 1) + F.linear(NUMBERS, w["first_order.numbers.weight"])
        second = sum((v[i] * v[j]).sum(1) for i in range(3) for j in range(i))
        return first.squeeze(1) + second + network(torch.cat(v, 1), w)
    return model(weights, formula)


def dcn(parallel, rank):
    weights = {"encoder.User.table.weight": draw(5, 3), "encoder.Tags.table.weight": draw(6, 2)}
    for l in range(2):
        if rank:
            weights[f"cross.down_{l}.weight"] = draw(rank, 7)
        weights[f"cross.{l}.weight"] = draw(7, rank or 7)
        weights[f"cross.{l}.bias"] = draw(7)
    weights.update({"layers.0.weight": draw(4, 7), "layers.0.bias": draw(4), "layers.1.weight": draw(1, 4), "layers.1.bias": draw(1)})
    if parallel:
        weights["of_cross.weight"] = draw(1, 7)

    def formula(w):
        x = torch.cat([w["encoder.User.table.weight"][USERS], bag(w["encoder.Tags.table.weight"], 2), NUMBERS], 1)
        c = crossed(x, w, "cross", rank)
        if not parallel:
            return network(c, w)
        h = F.relu(F.linear(x, w["layers.0.weight"], w["layers.0.bias"]))
        last = torch.cat([w["of_cross.weight"], w["layers.1.weight"]], 1)
        return F.linear(torch.cat([c, h], 1), last, w["layers.1.bias"]).squeeze(1)
    return model(weights, formula)


cases = {
    "gated-sigmoid": gated(False), "gated-softmax": gated(True), "attention-query": attention(False, 1), "attention-query-heads": attention(False, 2),
    "attention-self": attention(True, 2), "factorization": factorization(), "cross": cross(None), "cross-rank": cross(2),
    "deep-fm": deep_fm(), "dcn-stacked": dcn(False, None), "dcn-stacked-rank": dcn(False, 2), "dcn-parallel": dcn(True, None),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_fusion.json"), "w", encoding="utf-8", newline="\n") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items()) + "\n}\n")
