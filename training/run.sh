#!/bin/sh
# Train the model, or go on with a training that was left off: both stages. See README.md.
#   training/run.sh START_FOLDER [options of training.train]
set -eu
cd "$(dirname "$0")/.."
start=$1
shift
export OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}"
# Keep freed memory in the process: the forward pass is much faster for it.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 MALLOC_TOP_PAD_=1000000000 MALLOC_ARENA_MAX=1
for stage in 1 2; do
    "${PYTHON:-python3}" -m training.train --stage $stage --start "$start" "$@"
done
