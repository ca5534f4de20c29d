"""Reads and writes .deeprec bundles and safetensors with the standard library and numpy: written from the format's description, not from DeepRec's code."""
import hashlib
import io
import json
import struct
import zipfile

import numpy

DTYPES = {"F32": "<f4", "F64": "<f8", "I32": "<i4", "I64": "<i8", "U8": "u1"}
NAMES = {numpy.dtype(code): name for name, code in DTYPES.items()}


def read_tensors(data):
    """The tensors and the metadata of a safetensors file."""
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    body = data[8 + length:]
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = numpy.frombuffer(body[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
    assert sum(t.nbytes for t in tensors.values()) == len(body), "bytes that belong to no tensor"
    return tensors, metadata


def write_tensors(tensors):
    """A safetensors file of named arrays."""
    header, body = {}, b""
    for name, tensor in tensors.items():
        data = numpy.ascontiguousarray(tensor).tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def read_bundle(path):
    """The manifest and the parts, each checked against its length and hash."""
    with zipfile.ZipFile(path) as archive:
        manifest_bytes = archive.read("manifest.json")
        assert archive.comment.decode() == hashlib.sha256(manifest_bytes).hexdigest(), "the comment is not the manifest's hash"
        manifest = json.loads(manifest_bytes)
        assert {"manifest.json", *manifest["parts"]} == set(archive.namelist()), "other parts than the manifest states"
        parts = {}
        for name, stated in manifest["parts"].items():
            assert archive.getinfo(name).compress_type == zipfile.ZIP_STORED, f"{name} is compressed"
            parts[name] = archive.read(name)
            assert len(parts[name]) == stated["length"], f"{name} has another length"
            assert hashlib.sha256(parts[name]).hexdigest() == stated["sha256"], f"{name} has another hash"
    return manifest, parts


def write_bundle(path, manifest, parts):
    """A bundle of these parts, lengths and hashes stated anew."""
    stated = {name: {"length": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in parts.items()}
    manifest_bytes = json.dumps({**manifest, "parts": stated}).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {"manifest.json": manifest_bytes, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data)
        archive.comment = hashlib.sha256(manifest_bytes).hexdigest().encode()
    with open(path, "wb") as file:
        file.write(buffer.getvalue())


def texts(tensors, column):
    """The values of a category column, row by row; None where missing."""
    codes, offsets, block = (tensors[f"{column}/{what}"] for what in ("codes", "text_offsets", "text"))
    values = [bytes(block[offsets[i]:offsets[i + 1]]).decode() for i in range(len(offsets) - 1)]
    return [None if code < 0 else values[code] for code in codes]
