"""Golden vectors of the encoders of histories, computed with PyTorch 1.13 (float64).
Run with Python 3 and PyTorch 1.13 (on Debian 12: apt install python3-torch). Writes torch_seq.json beside itself."""
import json, os, numpy as np, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261126)
def L(t): return t.detach().numpy().tolist()
def W(*shape): return torch.tensor(rng.normal(0, .5, shape), requires_grad=True)
D, ENDS = 4, [[1, 2, 5, 4], [3, 0, 2, 0]]
out = {}

def case(weights, x, y):
    """y [S, T, D] of sequences x [S, L, D]; the gradient is that of the sum of y times g, g fixed."""
    g = torch.tensor(rng.normal(0, 1, tuple(y.shape)))
    (y * g).sum().backward()
    return dict(ends=ENDS, vectors=L(x), upstream=L(g), output=L(y), vectorGradients=L(x.grad), weights={k: L(w) for k, w in weights.items()}, gradients={k: L(w.grad) for k, w in weights.items()})

def at(states):
    """The state after the items that each row sees; zero where it sees none."""
    return torch.stack([torch.stack([states[s, e - 1] if e else torch.zeros(D) for e in row]) for s, row in enumerate(ENDS)])

def recurrent(kind, hidden, layers):
    net = kind(D, hidden, layers, batch_first=True); head = torch.nn.Linear(hidden, D); x = W(2, 5, D)
    w = {f'layer{l}.{n}.{p}': getattr(net, f'{p}_{a}h_l{l}') for l in range(layers) for n, a in (('input', 'i'), ('recurrent', 'h')) for p in ('weight', 'bias')}
    w.update({'output.weight': head.weight, 'output.bias': head.bias})
    with torch.no_grad():
        for v in w.values(): v.copy_(W(*v.shape))
    return case(w, x, at(head(net(x)[0])))

out['gru'] = recurrent(torch.nn.GRU, 3, 1)
out['gruOfTwo'] = recurrent(torch.nn.GRU, 3, 2)
out['lstm'] = recurrent(torch.nn.LSTM, 3, 1)
out['lstmOfTwo'] = recurrent(torch.nn.LSTM, 5, 2)

def dilated(kernel, dilations):
    x = W(2, 5, D); w = {}; h = x.transpose(1, 2)
    def conv(h, name, d):
        # The kernel as [outputs, place, inputs], the newest place first; PyTorch's is [outputs, inputs, place], the oldest first.
        w[name + '.weight'], w[name + '.bias'] = W(D, kernel * D), W(D)
        k = w[name + '.weight'].reshape(D, kernel, D).flip(1).transpose(1, 2)
        return F.conv1d(F.pad(h, (d * (kernel - 1), 0)), k, w[name + '.bias'], dilation=d)
    def norm(h, name):
        w[name + '.weight'], w[name + '.bias'] = W(D), W(D)
        return F.layer_norm(h.transpose(1, 2), (D,), w[name + '.weight'], w[name + '.bias'], 1e-5).transpose(1, 2)
    for i, d in enumerate(dilations):
        p = f'block{i}.'
        h = h + norm(conv(norm(conv(h, p + 'conv1', d), p + 'norm1').relu(), p + 'conv2', 2 * d), p + 'norm2').relu()
    return case(w, x, at(h.transpose(1, 2)))

out['dilated'] = dilated(3, [1, 2])
out['dilatedOfTwo'] = dilated(2, [1])

def caser(n, heights, m, v):
    x = W(2, 5, D)
    w = {}
    for h in heights: w[f'horizontal{h}.weight'], w[f'horizontal{h}.bias'] = W(m, h * D), W(m)
    w['vertical.weight'], w['vertical.bias'] = W(v, n), W(v)
    w['output.weight'], w['output.bias'] = W(D, m * len(heights) + v * D), W(D)
    def row(s, e):
        if e == 0: return torch.zeros(D)
        seen = x[s, max(0, e - n):e]
        picture = torch.cat([torch.zeros(n - len(seen), D), seen])[None, None]  # [1, 1, n, D]
        a = [F.conv2d(picture, w[f'horizontal{h}.weight'].reshape(m, 1, h, D), w[f'horizontal{h}.bias']).relu().amax((2, 3)).flatten() for h in heights]
        b = F.conv2d(picture, w['vertical.weight'].reshape(v, 1, n, 1), w['vertical.bias'])[0, :, 0].t().flatten()  # [D, v] one after the other
        return F.linear(torch.cat(a + [b]), w['output.weight'], w['output.bias'])
    return case(w, x, torch.stack([torch.stack([row(s, e) for e in r]) for s, r in enumerate(ENDS)]))

out['caser'] = caser(3, [1, 2, 3], 2, 2)
out['caserOfOneHeight'] = caser(6, [2], 3, 1)

def transformer(blocks, heads, hidden):
    x = W(2, 5, D); w = {'positions': W(6, D), 'norm.weight': W(D), 'norm.bias': W(D)}
    z = x * D ** .5 + w['positions'][:5]
    past = torch.ones(5, 5, dtype=torch.bool).triu(1)
    for i in range(blocks):
        p = f'block{i}.'
        for name, shape in (('norm1', (D,)), ('attention_in', (3 * D, D)), ('attention_out', (D, D)), ('norm2', (D,)), ('up', (hidden, D)), ('down', (D, hidden))):
            w[p + name + '.weight'], w[p + name + '.bias'] = W(*shape), W(shape[0])
        layer = lambda y, name: F.linear(y, w[p + name + '.weight'], w[p + name + '.bias'])
        norm = lambda y, name: F.layer_norm(y, (D,), w[p + name + '.weight'], w[p + name + '.bias'], 1e-5)
        q = norm(z, 'norm1').transpose(0, 1)
        attended, _ = F.multi_head_attention_forward(q, q, q, D, heads, w[p + 'attention_in.weight'], w[p + 'attention_in.bias'], None, None, False, 0., w[p + 'attention_out.weight'], w[p + 'attention_out.bias'], attn_mask=past)
        z = z + attended.transpose(0, 1)
        z = z + layer(F.gelu(layer(norm(z, 'norm2'), 'up')), 'down')
    return case(w, x, at(F.layer_norm(z, (D,), w['norm.weight'], w['norm.bias'], 1e-5)))

out['transformer'] = transformer(2, 2, 6)
out['transformerOfOne'] = transformer(1, 1, 3)

json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_seq.json'), 'w'))
