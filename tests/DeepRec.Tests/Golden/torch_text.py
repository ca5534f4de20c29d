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

json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_text.json'), 'w'))
