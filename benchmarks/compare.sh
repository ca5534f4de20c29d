#!/usr/bin/env bash
# DeepRec beside PyTorch and others, turn by turn, into benchmarks/RESULTS.md.
# benchmarks/compare.sh [part ...] [--rounds N] [--python PATH] [--data FOLDER]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
commit=$(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src benchmarks ':!benchmarks/RESULTS.md' || echo ' with changes')
export OMP_NUM_THREADS=1
exec dotnet run -c Release --project benchmarks/peers -- compare "$@" --commit "$commit" --output benchmarks/RESULTS.md
