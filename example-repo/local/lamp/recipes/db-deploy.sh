#!/bin/sh
# Each member announces itself; the first one waits for all and publishes the list.
set -eu
./serve Db "$HEADRACE_ADDRESS"
[ "$HEADRACE_INDEX" = 1 ] || exit 0
members=
for index in $(headrace get "$HEADRACE_NODE:ids" | tr ',' ' '); do
  members="$members $(headrace get --timeout 120 "$HEADRACE_NODE.$index:endpoint")"
done
headrace set members "${members# }"
