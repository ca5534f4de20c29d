"""The search of RetrievalWork.cs by FAISS: an index of plain vectors by inner product; one thread. Told what to do line by line."""
import json
import sys
import time
from pathlib import Path

import faiss
import numpy

faiss.omp_set_num_threads(1)
width, count = int(sys.argv[2]), int(sys.argv[3])
queries = numpy.fromfile(sys.argv[1] + ".queries", dtype=numpy.float32).reshape(-1, width)  # [B, D]
index = faiss.IndexFlatIP(width)
index.add(numpy.fromfile(sys.argv[1], dtype=numpy.float32).reshape(-1, width))  # [I, D]
# Many queries are a product of matrices, which another BLAS may make ten times slower. Which one is loaded, Linux alone tells.
loaded = Path("/proc/self/maps")
blas = "a BLAS unknown" if not loaded.exists() else "OpenBLAS" if "openblas" in loaded.read_text(encoding="utf-8") else "no OpenBLAS"
print(f"FAISS {faiss.__version__} IndexFlatIP, {blas}", flush=True)
for line in sys.stdin:
    what, *rest = line.split()
    asked = queries if what == "all" else queries[int(rest[0]):int(rest[0]) + 1]
    start = time.process_time()
    index.search(asked, count)
    print(json.dumps({"cpu": time.process_time() - start}), flush=True)
