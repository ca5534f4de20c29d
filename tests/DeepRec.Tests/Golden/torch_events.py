"""Golden vectors of event vectors and of the deep interest network, computed with PyTorch 1.13 (float64).
Run with Python 3 and PyTorch (on Debian 12: apt install python3-torch). Writes torch_events.json."""
import json, os, numpy as np, torch
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261125)
def P(*shape): return torch.tensor(rng.normal(0, .5, shape), requires_grad=True)
def L(t): return t.detach().numpy().tolist()
out = {}

# 1. Events' vectors: item + projected columns + bucket of the gap.
def events():
    table, gaps, w, b = P(8, 4), P(41, 4), P(4, 3), P(4)
    ids = torch.tensor([[3, 4, 7, 5], [6, 3, 0, 0]])
    buckets = torch.tensor([[0, 2, 12, 1], [0, 5, 0, 0]])
    x = torch.tensor(rng.normal(0, 1, (2, 4, 3)))
    v = table[ids] + x @ w.T + b + gaps[buckets]
    g = torch.autograd.grad(v.sin().sum(), [table, gaps, w, b])
    return dict(table=L(table), gaps=L(gaps), weight=L(w), bias=L(b), ids=L(ids), buckets=L(buckets), x=L(x), output=L(v),
                gradients=dict(table=L(g[0]), gaps=L(g[1]), weight=L(g[2]), bias=L(g[3])))
out['events'] = events()

# 2. Target attention: the unit over [v, e, v - e, v * e] side by side, the network over [x_u, e, x_i, h].
def interest(normalized):
    D, A, A2, H, H2, F, G = 3, 5, 4, 6, 4, 2, 2
    table = P(9, D)
    wv, we, wd, wp, ba = P(A, D), P(A, D), torch.zeros(A, D), P(A, D), P(A)
    w2, b2, w3, b3 = P(A2, A), P(A2), P(1, A2), P(1)
    wu, wi, wx, wh, bh = P(H, F), P(H, D), P(H, G), P(H, D), P(H)
    m2, n2, m3, n3 = P(H2, H), P(H2), P(1, H2), P(1)
    histories = [[3, 4, 5, 8], [6], []]
    xu, xi = torch.tensor(rng.normal(0, 1, (3, F))), torch.tensor(rng.normal(0, 1, (4, G)))
    items = [3, 5, 7, 8]
    unit = torch.cat([wv, we, wd, wp], 1)
    rows = []
    for b, history in enumerate(histories):
        for k, item in enumerate(items):
            e = table[item]
            h = torch.zeros(D)
            if history:
                v = table[torch.tensor(history)]
                q = e.expand_as(v)
                a = torch.relu(torch.cat([v, q, v - q, v * q], 1) @ unit.T + ba)
                a = (torch.relu(a @ w2.T + b2) @ w3.T + b3).squeeze(1)
                if normalized: a = torch.softmax(a, 0)
                h = (a[:, None] * v).sum(0)
            z = torch.relu(torch.cat([wu, wi, wx, wh], 1) @ torch.cat([xu[b], e, xi[k], h]) + bh)
            rows.append((torch.relu(m2 @ z + n2) @ m3[0] + n3[0]))
    scores = torch.stack(rows).view(3, 4)
    parameters = dict(table=table, wv=wv, we=we, wp=wp, ba=ba, w2=w2, b2=b2, w3=w3, b3=b3, wu=wu, wi=wi, wx=wx, wh=wh, bh=bh, m2=m2, n2=n2, m3=m3, n3=n3)
    g = torch.autograd.grad(scores.sin().sum(), list(parameters.values()))
    return dict(parameters={k: L(p) for k, p in parameters.items()}, histories=histories, requestFeatures=L(xu), itemFeatures=L(xi), items=items,
                scores=L(scores), gradients={k: L(x) for k, x in zip(parameters, g)})
out['interest'] = interest(False)
out['interestNormalized'] = interest(True)
json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_events.json'), 'w'))
