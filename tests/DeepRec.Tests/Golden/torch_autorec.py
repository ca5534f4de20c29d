"""Writes torch_autorec.json: an item's autoencoder of ratings on a few ratings, in float64, by plain PyTorch functions on dense matrices with a mask: forward, loss, penalty, gradients."""
import json
import os

import numpy as np
import torch

random = np.random.RandomState(7)
H, USERS, ITEMS = 5, 9, 8  # ids 0, 1 and 2 are reserved: rows of theirs are predicted, and read by no code
rows = [(u, i) for u in range(3, USERS) for i in range(3, ITEMS) if random.rand() < 0.5 and i != 7] + [(4, 7), (2, 4), (5, 1), (1, 2)]
random.shuffle(rows)
users, items = [torch.tensor(side) for side in zip(*rows)]
ratings = torch.tensor(random.randint(1, 11, len(rows)) / 2.0)
mean, deviation = 3.0, 2.0  # what is read is then exact in float32


def weights(*shape):
    return torch.tensor(np.round(random.normal(0, 0.5, shape), 3), requires_grad=True)


parameters = {"encoder": weights(USERS, H), "hidden_bias": weights(H), "decoder": weights(USERS, H), "bias": weights(USERS)}
known = torch.zeros(ITEMS, USERS, dtype=torch.float64)
for u, i, r in zip(users.tolist(), items.tolist(), ratings.tolist()):
    if u > 2 and i > 2:
        known[i, u] = (r - mean) / deviation
mask = torch.zeros(ITEMS, USERS, dtype=torch.float64)
mask[items, users] = 1
codes = torch.sigmoid(known @ parameters["encoder"] + parameters["hidden_bias"])
reconstruction = mean + deviation * (codes @ parameters["decoder"].T + parameters["bias"])
target = torch.zeros(ITEMS, USERS, dtype=torch.float64)
target[items, users] = ratings.double()
loss = (((reconstruction - target) ** 2) * mask).sum() / mask.sum()
counts = mask.sum(0)
squares = (parameters["encoder"] ** 2).sum(1) + (parameters["decoder"] ** 2).sum(1) + parameters["bias"] ** 2
penalty = deviation ** 2 * (counts * squares).sum() / mask.sum()
(loss + 0.5 * penalty).backward()
result = {
    "users": users.tolist(), "items": items.tolist(), "ratings": ratings.tolist(),
    "parameters": {name: value.detach().tolist() for name, value in parameters.items()},
    "prediction": reconstruction[items, users].tolist(), "loss": loss.item(), "penalty": penalty.item(),
    "gradients": {name: value.grad.tolist() for name, value in parameters.items()},
    "all": reconstruction[:, 3:].tolist(),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "torch_autorec.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
