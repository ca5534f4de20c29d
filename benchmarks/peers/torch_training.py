"""The training loop of TrainingWork.cs in PyTorch: the same rows, start values, order of rows, optimiser; one thread. Told what to do line by line."""
import json
import pathlib
import sys
import time

import numpy
import torch

from bundle import read_tensors

torch.set_num_threads(1)
folder = pathlib.Path(sys.argv[1])
rows, _ = read_tensors((folder / "rows.safetensors").read_bytes())
weights, _ = read_tensors((folder / "weights.safetensors").read_bytes())
names = ["user", "item", "age", "gender", "occupation", "genre", "year"]  # the order of the columns of layers.0.weight
ids = torch.from_numpy(numpy.stack([rows[f"ids/{name}"] for name in names], axis=1).astype(numpy.int64))  # [N, 7]
label = torch.from_numpy(rows["label"].copy())  # [N]
orders = [torch.from_numpy(rows[f"order/{epoch}"].astype(numpy.int64)) for epoch in range(3)]  # each [N]
tables = [torch.from_numpy(weights[f"encoder.{name}.table.weight"].copy()) for name in names]  # each [V, 16]
dense = [[torch.from_numpy(weights[f"layers.{i}.{kind}"].copy()) for kind in ("weight", "bias")] for i in range(sum(name.startswith("layers.") and name.endswith(".weight") for name in weights))]


class Model(torch.nn.Module):
    """plain and sparse: an embedding a column. fused: one table for all columns, looked up once."""

    def __init__(self, fused, sparse):
        super().__init__()
        self.offsets = None
        if fused:
            sizes = torch.tensor([0] + [len(table) for table in tables[:-1]])
            self.offsets = torch.cumsum(sizes, 0)  # [7]
            self.embeddings = torch.nn.ModuleList([torch.nn.Embedding.from_pretrained(torch.cat(tables), freeze=False, sparse=sparse)])
        else:
            self.embeddings = torch.nn.ModuleList([torch.nn.Embedding.from_pretrained(table.clone(), freeze=False, sparse=sparse) for table in tables])
        layers = []
        for weight, bias in dense:
            layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
            layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
            layers += [layer, torch.nn.ReLU()]
        self.layers = torch.nn.Sequential(*layers[:-1])

    def forward(self, batch):
        if self.offsets is not None:
            x = self.embeddings[0](batch + self.offsets).flatten(1)  # [B, 7] -> [B, 7, 16] -> [B, 112]
        else:
            x = torch.cat([table(batch[:, i]) for i, table in enumerate(self.embeddings)], 1)  # 7 x [B, 16] -> [B, 112]
        return self.layers(x).squeeze(1)  # [B, 1] -> [B]


def train(variant, batch, epochs):
    model = Model(variant == "fused", variant == "sparse")
    if variant == "sparse":
        optimizers = [torch.optim.SparseAdam(list(model.embeddings.parameters()), lr=1e-3), torch.optim.Adam(model.layers.parameters(), lr=1e-3)]
    else:
        optimizers = [torch.optim.Adam(model.parameters(), lr=1e-3, foreach=variant == "fused")]
    start = time.process_time()
    for epoch in range(epochs):
        total = 0.0
        for chunk in orders[epoch].split(batch):
            loss = torch.nn.functional.mse_loss(model(ids[chunk]), label[chunk])
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            total += loss.item() * len(chunk)
    return {"rows": len(label) * epochs, "cpu": time.process_time() - start, "loss": total / len(label)}


def gigaflops():
    a, b = torch.rand(256, 112), torch.rand(112, 64)
    start = time.process_time()
    for _ in range(2000):
        a @ b
    return 2000 * 2 * 256 * 112 * 64 / (time.process_time() - start) / 1e9


print(f"PyTorch {torch.__version__} at {gigaflops():.0f} GFLOPS", flush=True)
for line in sys.stdin:
    variant, batch, epochs = line.split()
    print(json.dumps(train(variant, int(batch), int(epochs))), flush=True)
