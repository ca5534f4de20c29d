"""Writes torch_hist.json: the rated-history predictor on a few ratings, in float64, by plain PyTorch functions: forward, loss, penalty, gradients."""
import json
import os

import numpy as np
import torch

random = np.random.RandomState(5)
D, H, USERS, ITEMS, KINDS = 6, 4, 9, 10, 3  # ids 0, 1 and 2 of users and items are reserved; KINDS of users, ids from 3
rows = [(u, i) for u in range(3, USERS) for i in range(3, ITEMS) if random.rand() < 0.45 and u != 8 and i != 9] + [(8, 3), (4, 9)]
users, items = [torch.tensor(side) for side in zip(*rows)]
ratings = torch.tensor(random.randint(1, 11, len(rows)) / 2.0)
kinds = {u: int(random.randint(0, KINDS)) for u in range(USERS)}
mean, deviation = 3.0, 1.25


def weights(*shape):
    return torch.tensor(np.round(random.normal(0, 0.5, shape), 3), requires_grad=True)


names = ["users.history.table", "users.bias", "users.weights", "items.history.table", "items.bias", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]
shapes = [(ITEMS, 2 * D), (USERS,), (KINDS, D + 1), (USERS, 2 * D), (ITEMS,), (H, 2 * D + 2), (H,), (1, H), (1,)]
parameters = {name: weights(*shape) for name, shape in zip(names, shapes)}
c = (ratings - mean) / deviation


def histories(own, other, table, leave_out):
    """For each row the sum over the other ratings of its user (or item), and how many they are."""
    vectors, counts = [], []
    for row in range(len(rows)):
        terms = [table[other[k], :D] + c[k] * table[other[k], D:] for k in range(len(rows)) if own[k] == own[row] and not (leave_out and k == row)]
        counts.append(len(terms))
        total = torch.stack(terms).sum(0) if terms else torch.zeros(D, dtype=torch.float64)
        vectors.append(total / max(len(terms), 1) ** 0.5)
    return torch.stack(vectors), torch.tensor(counts, dtype=torch.float64)


def forward(leave_out):
    p = parameters
    h_u, n_u = histories(users, items, p["users.history.table"], leave_out)
    h_i, n_i = histories(items, users, p["items.history.table"], leave_out)
    kind = torch.zeros(len(rows), KINDS, dtype=torch.float64)
    for row, u in enumerate(users.tolist()):
        kind[row, kinds[u]] = 1
    side = kind @ p["users.weights"]
    vector_u, vector_i = h_u + side[:, 1:], h_i
    z = p["users.bias"][users] + side[:, 0] + p["items.bias"][items] + (vector_u * vector_i).sum(1)
    familiar = [(torch.log(1 + n) / 4 - 1).unsqueeze(1) for n in (n_u, n_i)]
    x = torch.cat([vector_u, vector_i] + familiar, 1)
    hidden = torch.relu(x @ p["layers.0.weight"].T + p["layers.0.bias"])
    return mean + deviation * (z + (hidden @ p["layers.1.weight"].T + p["layers.1.bias"]).squeeze(1))


def penalty():
    p, n = parameters, len(rows)
    n_u = torch.tensor([sum(1 for u, _ in rows if u == k) for k in range(USERS)], dtype=torch.float64)
    n_i = torch.tensor([sum(1 for _, i in rows if i == k) for k in range(ITEMS)], dtype=torch.float64)
    w_u, w_i = (n_u + 5) / n, (n_i + 5) / n
    tables = (w_i.unsqueeze(1) * p["users.history.table"] ** 2).sum() + (w_u.unsqueeze(1) * p["items.history.table"] ** 2).sum()
    biases = (w_u * p["users.bias"] ** 2).sum() + (w_i * p["items.bias"] ** 2).sum()
    return deviation ** 2 * (tables + 0.25 * biases)


prediction = forward(leave_out=True)
loss = ((prediction - ratings) ** 2).mean()
loss.backward(retain_graph=True)
loss_gradients = {name: value.grad.tolist() for name, value in parameters.items()}
for value in parameters.values():
    value.grad = None
held = penalty()
(loss + 0.5 * held).backward()
result = {
    "users": users.tolist(), "items": items.tolist(), "ratings": ratings.tolist(), "kinds": [kinds[u] for u in users.tolist()],
    "mean": mean, "deviation": deviation, "parameters": {name: value.detach().tolist() for name, value in parameters.items()},
    "prediction": prediction.tolist(), "loss": loss.item(), "penalty": held.item(),
    "lossGradients": loss_gradients, "gradients": {name: value.grad.tolist() for name, value in parameters.items()},
    "scores": forward(leave_out=False).tolist(),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_hist.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
