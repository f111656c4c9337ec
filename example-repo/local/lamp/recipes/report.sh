#!/bin/sh
set -eu
if [ -f server.log ]; then cp server.log "$HEADRACE_REPORT_DIR/"; fi
