#!/bin/sh
# The instance is ready only when its page is really there.
set -eu
tries=0
until curl -fsS "http://$HEADRACE_ADDRESS:$port/" 2>/dev/null | grep -qF "$title"; do
  tries=$((tries + 1))
  [ "$tries" -lt 50 ] || { echo "the page did not come up: $(tail -n 1 server.log)" >&2; exit 1; }
  sleep 0.2
done
