#!/bin/sh
# Web servers came or went; the balancer reads the file at the next request.
set -eu
[ "$HEADRACE_SCALING_NODE" = "$backend" ] || exit 0
echo "$HEADRACE_SCALING_ACTION: $HEADRACE_SCALING_INSTANCES"
./rewire
