"""Golden vectors of the text encoders and the Transformer block, computed with PyTorch 1.13 (float64).
Run with Python 3 and PyTorch 1.13 (on Debian 12: apt install python3-torch). Writes torch_text.json beside itself."""
import json, math, os, numpy as np, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261125)
def L(t): return t.detach().numpy().tolist()
def W(*shape): return torch.tensor(rng.normal(0, .5, shape), requires_grad=True)
out = {}

def case(weights, inputs, y):
    """The gradient is that of Σ y ⊙ g, g fixed, with respect to all weights and to those inputs that have one."""
    g = torch.tensor(rng.normal(0, 1, tuple(y.shape)))
    (y * g).sum().backward()
    return dict(weights={k: L(w) for k, w in weights.items()}, inputs={k: L(v) for k, v in inputs.items()}, upstream=L(g), output=L(y),
                gradients={k: L(w.grad) for k, w in weights.items()}, inputGradients={k: L(v.grad) for k, v in inputs.items() if v.requires_grad})

def norm(x, w, name): return F.layer_norm(x, x.shape[-1:], w[name + '.weight'], w[name + '.bias'], 1e-5)
def linear(x, w, name): return F.linear(x, w[name + '.weight'], w[name + '.bias'])

def block_weights(d, f, prefix=''):
    return {prefix + k: v for k, v in {'norm1.weight': W(d), 'norm1.bias': W(d), 'attention_in.weight': W(3 * d, d), 'attention_in.bias': W(3 * d), 'attention_out.weight': W(d, d), 'attention_out.bias': W(d),
            'norm2.weight': W(d), 'norm2.bias': W(d), 'up.weight': W(f, d), 'up.bias': W(f), 'down.weight': W(d, f), 'down.bias': W(d)}.items()}

def block(x, w, heads, keys, causal, prefix=''):
    b, l, d = x.shape
    z = norm(x, w, prefix + 'norm1')
    q, k, v = [t.reshape(b, l, heads, d // heads).transpose(1, 2) for t in linear(z, w, prefix + 'attention_in').split(d, -1)]
    s = q @ k.transpose(-1, -2) / math.sqrt(d // heads)
    seen = torch.ones(b, 1, l, l, dtype=torch.bool)
    if keys is not None: seen = seen & keys[:, None, None, :]
    if causal: seen = seen & torch.tril(torch.ones(l, l, dtype=torch.bool))
    # A row that sees nothing attends to nothing.
    p = torch.where(seen, s, torch.full_like(s, -1e30)).softmax(-1) * seen
    h = x + linear((p @ v).transpose(1, 2).reshape(b, l, d), w, prefix + 'attention_out')
    return h + linear(F.gelu(linear(norm(h, w, prefix + 'norm2'), w, prefix + 'up')), w, prefix + 'down')

for name, keys, causal in [('blockPlain', None, False), ('blockMasked', [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]], False), ('blockCausal', None, True), ('blockCausalMasked', [[1, 1, 1, 0, 0], [0, 0, 1, 1, 1], [0, 0, 0, 0, 0]], True)]:
    w = block_weights(6, 8); x = W(3, 5, 6)
    out[name] = dict(keys=keys, **case(w, dict(x=x), block(x, w, 2, None if keys is None else torch.tensor(keys, dtype=torch.bool), causal)))

# Texts as rows of token ids; V = 9. Rows 0 and 3 hold the same, row 2 is empty, row 4 is longer than what is read.
TEXTS = [[3, 5, 3, 8, 2, 4], [7], [], [3, 5, 3, 8, 2, 4], [4, 4, 6, 8, 3, 5, 7, 2, 2, 3], [6, 5]]
V, P, R = 9, 4, 3
def texts(most): return [t[:most] for t in TEXTS]

def project(rows, w): return linear(torch.stack(rows), w, 'projection')

# TF-IDF bag: f = 1 + ln n, times the id's weight, divided by the length of that vector.
def bag(sublinear, weighted):
    w = {'tokens.weight': W(V, R)}
    idf = rng.uniform(.5, 3, V) if weighted else np.ones(V)
    rows = []
    for t in TEXTS:
        ids = sorted(set(t))
        u = torch.tensor([((1 + math.log(t.count(i))) if sublinear else t.count(i)) * np.float32(idf[i]) for i in ids]) if ids else torch.zeros(0)
        rows.append((u / u.norm()) @ w['tokens.weight'][ids] if ids else torch.zeros(R))
    return dict(texts=TEXTS, idf=np.float32(idf).tolist() if weighted else [], **case(w, {}, torch.stack(rows)))
out['bag'] = bag(True, True); out['bagPlain'] = bag(False, False)

# Kim's filters: a text shorter than the filter is padded with zeros to its width.
def cnn(most):
    w = {'tokens.weight': W(V, P), 'projection.weight': W(R, 10), 'projection.bias': W(R)}
    for k in (2, 3): w[f'width_{k}.weight'] = W(5, P, k); w[f'width_{k}.bias'] = W(5)
    rows = []
    for t in texts(most):
        strongest = []
        for k in (2, 3):
            if not t: strongest.append(torch.zeros(5)); continue
            x = w['tokens.weight'][t]
            if len(t) < k: x = torch.cat([x, torch.zeros(k - len(t), P)])
            strongest.append(F.relu(F.conv1d(x.T[None], w[f'width_{k}.weight'], w[f'width_{k}.bias']))[0].max(1).values)
        rows.append(torch.cat(strongest))
    return dict(texts=TEXTS, **case(w, {}, project(rows, w)))
out['cnn'] = cnn(8)

def gru(most, h):
    w = {'tokens.weight': W(V, P), 'projection.weight': W(R, h), 'projection.bias': W(R), 'gru.input.weight': W(3 * h, P), 'gru.input.bias': W(3 * h), 'gru.hidden.weight': W(3 * h, h), 'gru.hidden.bias': W(3 * h)}
    def run(t):
        if not t: return torch.zeros(h)
        flat = [w['gru.input.weight'], w['gru.hidden.weight'], w['gru.input.bias'], w['gru.hidden.bias']]
        return torch._VF.gru(w['tokens.weight'][t][None], torch.zeros(1, 1, h), flat, True, 1, 0., False, False, True)[1][0, 0]
    return dict(texts=TEXTS, **case(w, {}, project([run(t) for t in texts(most)], w)))
out['gru'] = gru(8, 5)

def transformer(most, heads, blocks):
    w = {'tokens.weight': W(V, P), 'projection.weight': W(R, P), 'projection.bias': W(R), 'positions.weight': W(most, P), 'norm.weight': W(P), 'norm.bias': W(P)}
    for i in range(blocks): w.update(block_weights(P, 4 * P, f'block_{i}.'))
    def run(t):
        if not t: return torch.zeros(P)
        x = (w['tokens.weight'][t] + w['positions.weight'][:len(t)])[None]
        for i in range(blocks): x = block(x, w, heads, None, False, f'block_{i}.')
        return norm(x, w, 'norm')[0].mean(0)
    return dict(texts=TEXTS, **case(w, {}, project([run(t) for t in texts(most)], w)))
out['transformer'] = transformer(8, 2, 2)

json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_text.json'), 'w'))
