"""Golden vectors of the encoders of dense vectors and grids, computed with PyTorch 1.13 in float64.
Run with Python 3 and PyTorch (on Debian 12: apt install python3-torch). Writes torch_media.json beside itself."""
import json, os, numpy as np, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261125)
flat = lambda t: t.detach().reshape(-1).tolist()
param = lambda *shape: torch.tensor(rng.normal(0, .4, shape), requires_grad=True)

def case(distinct, rows, parameters, encode):
    """Rows take the encoding of their distinct vector, or the last row of the table: the vector of a missing one."""
    table = torch.cat([encode(distinct), parameters['missing.vector']], 0)
    out = table[torch.tensor(rows)]
    weights = torch.tensor(rng.normal(0, 1, tuple(out.shape)))
    grads = torch.autograd.grad((out * weights).sum(), list(parameters.values()), allow_unused=True)
    return dict(distinct=flat(distinct), rows=rows, output=flat(out), lossWeights=flat(weights),
                parameters={n: flat(p) for n, p in parameters.items()},
                gradients={n: flat(g if g is not None else torch.zeros_like(p)) for (n, p), g in zip(parameters.items(), grads)})

def vector(normalize, distinct, rows, D):
    U, W = distinct
    x = torch.tensor(rng.normal(.3, 2, (U, W)))
    p = {'missing.vector': param(1, D or W)}
    if D: p.update({'projection.weight': param(D, W), 'projection.bias': param(D)})
    return dict(width=W, dimension=D, **case(x, rows, p, lambda v: F.linear(normalize(v), p['projection.weight'], p['projection.bias']) if D else normalize(v)))

def grid(C, H, W, filters, D, U, rows, keepsRows=False):
    x = torch.tensor(rng.normal(0, 1, (U, C * H * W)))
    p = {'missing.vector': param(1, D)}
    channels = C
    for i, f in enumerate(filters):
        p[f'layer{i + 1}.weight'], p[f'layer{i + 1}.bias'] = param(f, channels, 3, 3), param(f)
        channels = f
    left = H
    for i in range(len(filters) - 1): left = left // 2 if left > 1 else left
    p['projection.weight'], p['projection.bias'] = param(D, channels * left if keepsRows else channels), param(D)
    def encode(v):
        h = v.reshape(-1, C, H, W)
        for i in range(len(filters)):
            h = torch.relu(F.conv2d(h, p[f'layer{i + 1}.weight'], p[f'layer{i + 1}.bias'], padding=1))
            if i + 1 < len(filters) and min(h.shape[2:]) > 1: h = F.max_pool2d(h, 2)
        return F.linear(h.mean(3).reshape(len(v), -1) if keepsRows else h.mean((2, 3)), p['projection.weight'], p['projection.bias'])
    return dict(channels=C, height=H, width=W, filters=filters, keepsRows=keepsRows, dimension=D, **case(x, rows, p, encode))

layer = lambda v: F.layer_norm(v, v.shape[1:])
length = lambda v: F.normalize(v)
out = dict(
    layer=vector(layer, (4, 9), [2, 0, 4, 2, 1, 3, 4], 3), length=vector(length, (2, 5), [0, 1], 4), none=vector(lambda v: v, (1, 6), [0], 2),
    notProjected=vector(layer, (3, 8), [3, 1, 0, 2, 1], None),
    grid=grid(3, 8, 6, [4, 5, 3], 3, 3, [1, 0, 3, 1, 2]), oddGrid=grid(1, 5, 7, [3, 2], 4, 2, [1, 0]), oneLayer=grid(2, 3, 3, [4], 2, 1, [0]), thinGrid=grid(1, 1, 9, [2, 3], 2, 1, [0, 1]), rowsKept=grid(1, 10, 8, [2, 3, 2], 3, 2, [1, 0, 2], keepsRows=True))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_media.json'), 'w') as f: json.dump(out, f)
