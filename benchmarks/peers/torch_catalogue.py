"""The training steps of CatalogueWork.cs in PyTorch, as one writes them: the same sizes, loss and optimiser; one thread. Told what to do line by line."""
import json
import math
import resource
import sys
import time

import torch

torch.set_num_threads(1)
USERS, WIDTH, BATCH, NEGATIVES = 10_000, 64, 256, 8192


def train(variant, items, steps, warm_up):
    torch.manual_seed(42)
    sampled = variant == "sampled"
    users, catalogue = [torch.nn.Embedding.from_pretrained(0.05 * torch.randn(n, WIDTH), freeze=False, sparse=sampled) for n in (USERS, items)]
    parameters = [users.weight, catalogue.weight]
    optimizer = torch.optim.SparseAdam(parameters, lr=1e-3) if sampled else torch.optim.Adam(parameters, lr=1e-3)
    first = torch.zeros(BATCH, dtype=torch.int64)
    for step in range(steps):
        if step == warm_up:
            start = time.process_time()
        user = users(torch.randint(USERS, (BATCH,)))  # [B, D]
        target = torch.randint(items, (BATCH,))
        if sampled:
            negatives = torch.randint(items, (NEGATIVES,))
            vectors = catalogue(torch.cat([target, negatives]))  # [B + K, D]
            others = user @ vectors[BATCH:].T - math.log(NEGATIVES / items)  # [B, K]
            others = others.masked_fill(target[:, None] == negatives[None], -math.inf)
            scores = torch.cat([(user * vectors[:BATCH]).sum(1, keepdim=True), others], 1)  # [B, 1 + K]
            loss = torch.nn.functional.cross_entropy(scores, first)
        else:
            loss = torch.nn.functional.cross_entropy(user @ catalogue.weight.T, target)  # [B, I] -> scalar
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    seconds = time.process_time() - start
    return {"speed": (steps - warm_up) / seconds, "loss": loss.item(), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def gigaflops():
    a, b = torch.rand(256, 64), torch.rand(64, 4096)
    start = time.process_time()
    for _ in range(100):
        a @ b
    return 100 * 2 * 256 * 64 * 4096 / (time.process_time() - start) / 1e9


print(f"PyTorch {torch.__version__} at {gigaflops():.0f} GFLOPS", flush=True)
for line in sys.stdin:
    variant, items, steps, warm_up = line.split()
    print(json.dumps(train(variant, int(items), int(steps), int(warm_up))), flush=True)
