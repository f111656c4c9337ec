#!/bin/sh
# Only the page changes; the server that shows it goes on.
set -eu
printf '<!doctype html><title>%s</title><h1>%s</h1><p>%s on %s</p>\n' \
  "$title" "$title" "$HEADRACE_INSTANCE" "$HEADRACE_ADDRESS" >www/index.html
headrace display "serving $title"
