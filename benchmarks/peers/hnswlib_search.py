"""The search of RetrievalWork.cs by hnswlib: a graph of near neighbours by inner product; one thread. Told what to do line by line."""
import importlib.metadata
import json
import sys
import time

import hnswlib
import numpy

width, count = int(sys.argv[2]), int(sys.argv[3])
queries = numpy.fromfile(sys.argv[1] + ".queries", dtype=numpy.float32).reshape(-1, width)  # [B, D]
vectors = numpy.fromfile(sys.argv[1], dtype=numpy.float32).reshape(-1, width)  # [I, D]
index = hnswlib.Index(space="ip", dim=width)
index.init_index(max_elements=len(vectors), M=16, ef_construction=100, random_seed=42)
start = time.process_time()
index.add_items(vectors, num_threads=1)
built = time.process_time() - start
index.set_ef(2 * count)
found, _ = index.knn_query(queries, k=count, num_threads=1)  # [B, K]
true = numpy.argpartition(-(queries @ vectors.T), count, axis=1)[:, :count]  # [B, I] -> [B, K]
recall = numpy.mean([len(numpy.intersect1d(a, b)) / count for a, b in zip(found, true)])
print(f"hnswlib {importlib.metadata.version('hnswlib')}, M 16, ef {2 * count}: recall {recall:.1%}, built in {built:.0f} s", flush=True)
for line in sys.stdin:
    what, *rest = line.split()
    asked = queries if what == "all" else queries[int(rest[0]):int(rest[0]) + 1]
    start = time.process_time()
    index.knn_query(asked, k=count, num_threads=1)
    print(json.dumps({"cpu": time.process_time() - start}), flush=True)
