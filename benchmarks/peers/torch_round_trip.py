"""
The article's model as a PyTorch module, with the weights of a bundle: names and shapes must be PyTorch's (load_state_dict, strict), and the golden
rows must score as DeepRec scored them. Then the weights are written anew from PyTorch's state_dict, into a bundle that DeepRec reads.
Usage: torch_round_trip.py PATH [PATH_TO_WRITE].  For models of vocabularies and dense layers alone, as tests/DeepRec.Tests/Bundles/Stored/format-1-article.deeprec.
"""
import json
import sys

import numpy
import torch

import bundle

TOLERANCE = 1e-5

manifest, parts = bundle.read_bundle(sys.argv[1])
pipeline = json.loads(parts["pipeline.json"])
settings = manifest["model"]
weights = {name: torch.from_numpy(values.copy()) for name, values in bundle.read_tensors(parts["weights.safetensors"])[0].items()}


class Table(torch.nn.Module):
    def __init__(self, rows, width):
        super().__init__()
        self.table = torch.nn.Embedding(rows, width)

    def forward(self, ids):
        return self.table(ids)


class Article(torch.nn.Module):
    """r = MLP([E_1[x_1] ... E_n[x_n]]), hidden layers with ReLU."""

    def __init__(self):
        super().__init__()
        self.encoder = torch.nn.ModuleDict({i["name"]: Table(i["size"], weights[f"encoder.{i['name']}.table.weight"].shape[1]) for i in pipeline["inputs"]})
        widths = [sum(part.table.embedding_dim for part in self.encoder.values()), *settings["hiddenLayers"], 1]
        self.layers = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(widths, widths[1:]))

    def forward(self, ids):
        x = torch.cat([part(ids[name]) for name, part in self.encoder.items()], dim=1)
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x).squeeze(1)


# Ids as the pipeline gives them: 1 is missing, 2 the one bucket of unknown values, then the vocabulary.
golden, metadata = bundle.read_tensors(parts["golden.safetensors"])
columns = [feature["name"] for feature in json.loads(metadata["schema"])]
ids = {}
for step in pipeline["steps"]:
    assert step["$type"] == "vocabulary" and step["outOfVocabularyBuckets"] == 1, step["$type"]
    known = {value: 3 + i for i, value in enumerate(step["values"])}
    ids[step["column"]] = torch.tensor([1 if text is None else known.get(text, 2) for text in bundle.texts(golden, columns.index(step["column"]))])

model = Article()
model.load_state_dict(weights, strict=True)
with torch.no_grad():
    scores = model(ids).numpy()
expected = bundle.read_tensors(parts["golden-scores.safetensors"])[0]["scores"]
difference = float(numpy.abs(scores - expected).max())
print(f"{len(weights)} tensors loaded by name; {len(scores)} golden rows, scores from {expected.min():.4f} to {expected.max():.4f}; largest difference {difference:.1e}")
if difference > TOLERANCE:
    sys.exit("PyTorch scores otherwise")

if len(sys.argv) > 2:
    parts["weights.safetensors"] = bundle.write_tensors({name: values.numpy() for name, values in model.state_dict().items()})
    bundle.write_bundle(sys.argv[2], manifest, parts)
    print(f"weights as PyTorch gives them: {sys.argv[2]}")
