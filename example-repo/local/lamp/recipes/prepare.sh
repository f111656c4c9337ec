#!/bin/sh
# Leaves the script `serve`, which starts a class in the background (again, if it runs), waits until it listens on a
# free port of the instance's address, and publishes where.
set -eu
command -v javac >/dev/null || { echo "this example needs a JDK on the PATH" >&2; exit 1; }
cat >serve <<'END'
#!/bin/sh
set -eu
if [ -f server.pid ]; then kill "$(cat server.pid)" 2>/dev/null || true; fi
rm -f port
nohup java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp classes "$@" >>server.log 2>&1 </dev/null &
echo $! >server.pid
tries=0
until [ -s port ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 150 ] || { echo "$1 did not start: $(tail -n 1 server.log)" >&2; exit 1; }
  sleep 0.2
done
headrace set endpoint "$HEADRACE_ADDRESS:$(cat port)"
END
chmod +x serve
