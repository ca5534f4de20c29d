"""Reads a .deeprec file without DeepRec: checks every hash and prints what is in it.  Usage: read_bundle.py PATH"""
import sys

import bundle

manifest, parts = bundle.read_bundle(sys.argv[1])
print(f"format {manifest['formatVersion']}, kind {manifest['kind']}, users {manifest['userType']}, items {manifest['itemType']}, model {manifest['model']['$type']}")
for name, data in parts.items():
    print(f"{name}: {len(data)} bytes, hash as stated")
    if name.endswith(".safetensors"):
        for tensor, values in bundle.read_tensors(data)[0].items():
            print(f"    {tensor} {values.dtype} {list(values.shape)}")
print("the archive's comment is the manifest's hash")
