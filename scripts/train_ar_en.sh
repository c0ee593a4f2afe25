#!/bin/sh
# Train models/ar-en again: scripts/train_ar_en.sh RUN_FOLDER THIRD_PARTY_FOLDER [more options of `translator model train`]
# On a GPU of the H100's size models/ar-en was made with: --width 512 --inner 1024 --layers 6-3 --dropout 0.3
# --word-dropout 0.05 --consistency 2.5 --rate 8e-4 --warmup 2000 --hold 4000 --batch 8000 --parts 1 --minutes 11.7
# Going on with a run that was stopped is the same command. DEV_SOURCE and DEV_REFERENCE name a development set;
# without it one pair in 36 of the authored text is measured on.
set -eu
run=$1 folder=$2
shift 2
root=$(dirname "$0")/..
if [ ! -e "$folder/generated_news.tsv.xz" ] && [ ! -e "$run/made/generated_news.tsv.xz" ]; then
    mkdir -p "$run/made"
    python3 "$root/scripts/generate_news.py" 300000 1 | xz > "$run/made/generated_news.tsv.xz"
fi
set -- "$run" --recipe "$root/corpus/parallel/ar-en.toml" --folder "$folder" --folder "$run/made" \
    ${DEV_SOURCE:+--dev "$DEV_SOURCE" --dev "$DEV_REFERENCE"} "$@"
exec env OMP_NUM_THREADS=1 translator model train "$@"
