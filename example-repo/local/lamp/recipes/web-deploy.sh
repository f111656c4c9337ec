#!/bin/sh
# Waits for the list of members, then serves.
set -eu
list=$(headrace get members)
# shellcheck disable=SC2086 # one argument a member
./serve Web "$HEADRACE_ADDRESS" "$HEADRACE_INSTANCE" "$title" $list
