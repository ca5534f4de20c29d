"""Golden vectors of the encoder and of the loss of BERT4Rec, computed with PyTorch 1.13 (float64), sequence by sequence and without padding.
Run with Python 3 and PyTorch 1.13 (on Debian 12: apt install python3-torch). Writes torch_bert4rec.json beside itself."""
import json, os, numpy as np, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261127)
def L(t): return t.detach().numpy().tolist()
def W(*shape): return torch.tensor(rng.normal(0, .5, shape), requires_grad=True)
D, out = 4, {}

def encoder(blocks, heads, hidden, length):
    w = {'positions': W(length + 1, D), 'mask': W(1, D), 'norm.weight': W(D), 'norm.bias': W(D)}
    for i in range(blocks):
        for name, shape in (('norm1', (D,)), ('attention_in', (3 * D, D)), ('attention_out', (D, D)), ('norm2', (D,)), ('up', (hidden, D)), ('down', (D, hidden))):
            w[f'block{i}.{name}.weight'], w[f'block{i}.{name}.bias'] = W(*shape), W(shape[0])
    def states(vectors, hide):
        """The state of each place of one sequence [n, D], the mask standing at some; places are counted from the newest."""
        z = torch.stack([w['mask'][0] if i in hide else v for i, v in enumerate(vectors)])
        z = z * D ** .5 + w['positions'][:len(z)].flip(0)
        for i in range(blocks):
            layer = lambda y, name: F.linear(y, w[f'block{i}.{name}.weight'], w[f'block{i}.{name}.bias'])
            norm = lambda y, name: F.layer_norm(y, (D,), w[f'block{i}.{name}.weight'], w[f'block{i}.{name}.bias'], 1e-5)
            q = norm(z, 'norm1')[:, None]  # [n, 1, D]
            p = f'block{i}.attention_'
            attended, _ = F.multi_head_attention_forward(q, q, q, D, heads, w[p + 'in.weight'], w[p + 'in.bias'], None, None, False, 0., w[p + 'out.weight'], w[p + 'out.bias'])
            z = z + attended[:, 0]
            z = z + layer(F.gelu(layer(norm(z, 'norm2'), 'up')), 'down')
        return F.layer_norm(z, (D,), w['norm.weight'], w['norm.bias'], 1e-5)
    return w, states

def gradients(w): return {k: L(v.grad if v.grad is not None else torch.zeros_like(v)) for k, v in w.items()}

def case(w, x, sizes, ends, y):
    """y [B, D], one row for each end; the gradient is that of the sum of y times g, g fixed."""
    g = torch.tensor(rng.normal(0, 1, tuple(y.shape)))
    (y * g).sum().backward()
    return dict(sizes=sizes, ends=ends, vectors=L(x), upstream=L(g), output=L(y), vectorGradients=L(x.grad), weights={k: L(v) for k, v in w.items()}, gradients=gradients(w))

def requests(blocks, heads, hidden, length, sizes, ends):
    """A mask after the newest items that a row sees; zero where it sees none."""
    (w, states), x = encoder(blocks, heads, hidden, length), W(len(sizes), max(sizes), D)
    def row(s, e):
        if e == 0: return (x[s] * 0).sum() + torch.zeros(D)
        seen = [*x[s, max(0, e - length):e], torch.zeros(D)]
        return states(seen, {len(seen) - 1})[-1]
    return case(w, x, sizes, ends, torch.stack([row(s, e) for s, es in enumerate(ends) for e in es]))

def masked(blocks, heads, hidden, length, sizes, ends):
    """The states of the places before the ends, all of which are hidden at once."""
    (w, states), x = encoder(blocks, heads, hidden, length), W(len(sizes), max(sizes), D)
    rows = []
    for s, es in enumerate(ends):
        if not es: continue
        h = states([*x[s, :sizes[s]]], {e - 1 for e in es})
        rows += [h[e - 1] for e in es]
    return case(w, x, sizes, ends, torch.stack(rows))

out['requests'] = requests(2, 2, 6, 3, [5, 2, 1, 0], [[1, 2, 5, 4], [2, 0], [1], [0]])
out['requestOfOne'] = requests(1, 1, 3, 5, [4], [[4]])
out['requestsOfNobody'] = requests(1, 2, 3, 2, [2, 1], [[0], [0]])
out['masked'] = masked(2, 2, 6, 6, [5, 3, 1, 0, 2], [[1, 3, 5], [2], [1], [], [2]])
out['maskedOfOne'] = masked(1, 1, 3, 5, [4], [[2, 4]])

# The loss: who met what, oldest first, items by number; sequences of up to LENGTH + 1 items, from the newest on; what is hidden of each, by place in its
# history, and the negatives are what the library draws for seed 42 in epoch 1 and step 0: its test says so.
HISTORIES, ITEMS, LENGTH = [[0, 3, 1, 5, 2, 0], [4], [6, 2], [], [1, 4, 4, 3, 6], [5, 0, 6]], 7, 3
SEQUENCES = [(0, 2, 4), (0, 0, 2), (2, 0, 2), (4, 1, 4), (5, 0, 3)]
HIDDEN = [[2, 5], [0], [1], [3], [0, 1]]
NEGATIVES = [6, 1, 6, 6, 0]

def loss(similarity, temperature, sampled):
    (w, states), items = encoder(2, 2, 6, LENGTH), W(ITEMS, D)
    measured = lambda y: y / (y.pow(2).sum(1, keepdim=True) + 1e-12).sqrt() if similarity == 'cosine' else y
    rows, targets = [], []
    for (user, start, count), hidden in zip(SEQUENCES, HIDDEN):
        h = states([*items[HISTORIES[user][start:start + count]]], {place - start for place in hidden})
        rows += [h[place - start] for place in hidden]
        targets += [HISTORIES[user][place] for place in hidden]
    scores = measured(torch.stack(rows)) @ measured(items).t() / temperature  # [B, I]
    if sampled:
        counts = np.bincount([item for history in HISTORIES for item in history], minlength=ITEMS)
        q = counts ** .5 / (counts ** .5).sum()
        expected = torch.tensor(np.log(len(NEGATIVES) * q[NEGATIVES]).astype(np.float32).astype(np.float64))  # the library has floats of them
        negative = scores[:, NEGATIVES] - expected
        hits = torch.tensor([[n == t for n in NEGATIVES] for t in targets])
        logits = torch.cat([scores.gather(1, torch.tensor(targets)[:, None]), negative.masked_fill(hits, float('-inf'))], 1)
        value = F.cross_entropy(logits, torch.zeros(len(targets), dtype=torch.long))
    else:
        value = F.cross_entropy(scores, torch.tensor(targets))
    value.backward()
    return dict(loss=value.item(), targets=len(targets), items=L(items), itemGradients=L(items.grad), weights={k: L(v) for k, v in w.items()}, gradients=gradients(w))

out['task'] = dict(histories=HISTORIES, itemCount=ITEMS, length=LENGTH, hidden=HIDDEN, sequences=SEQUENCES, negatives=NEGATIVES,
                   fullSoftmax=loss('dot', 1., False), sampledSoftmax=loss('cosine', .2, True))

json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_bert4rec.json'), 'w'))
