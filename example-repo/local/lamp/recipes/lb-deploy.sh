#!/bin/sh
set -eu
./rewire
./serve Lb "$HEADRACE_ADDRESS"
