#!/bin/sh
# Serves the folder www with the JDK's own web server, which goes on after this recipe.
set -eu
if [ -f server.pid ]; then kill "$(cat server.pid)" 2>/dev/null || true; fi
mkdir -p www
nohup jwebserver -b "$HEADRACE_ADDRESS" -p "$port" -d "$PWD/www" >server.log 2>&1 </dev/null &
echo $! >server.pid
printf '<!doctype html><title>%s</title><h1>%s</h1><p>%s on %s</p>\n' \
  "$title" "$title" "$HEADRACE_INSTANCE" "$HEADRACE_ADDRESS" >www/index.html
headrace set url "http://$HEADRACE_ADDRESS:$port/"
headrace display "serving $title"
