#!/bin/sh
# The agent of Headrace, and the commands that recipes call; which of them it is, its name and first argument say.
# It needs a POSIX sh and one of curl, GNU wget and busybox wget. The wire format is in agent-protocol.md. The token
# travels in the body of each request, which is a file of mode 0600: no program shows it among its arguments.
# Folder: agent config credentials nonce lock agent.log bin/ work/ reports/ steps/ID/ values/ tmp/
# A step's folder: kind memo env script runs process output exit done, in the order in which they appear.
set -uf
umask 077
nl='
'
me=${0##*/}
home=${HEADRACE_HOME:-}
[ -n "$home" ] || home=$(cd "$(dirname "$0")/.." && pwd) || exit 1

fail() {
  printf '%s: %s\n' "$me" "$1" >&2
  exit "${2:-1}"
}

log() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >>"$home/agent.log"
}

# Chooses what talks to the server. busybox wget checks no certificate, and plain HTTP shows the token to the network.
choose() {
  [ -r "$home/credentials" ] || fail "cannot read $home/credentials: run as the user of the agent"
  . "$home/config"
  via=${HEADRACE_CLIENT:-}
  if [ -z "$via" ]; then
    if command -v curl >/dev/null; then via=curl
    elif wget --version 2>/dev/null | grep -q GNU; then via=wget
    elif command -v wget >/dev/null; then via='busybox wget'; command -v busybox >/dev/null || via=wget:busybox
    elif busybox wget --help 2>/dev/null; [ $? -le 1 ]; then via='busybox wget'
    else fail 'neither curl nor wget is here'
    fi
  fi
  host=${url#*://}
  host=${host%%/*}
  case $host in '['*) host=${host%%]*} ;; *) host=${host%%:*} ;; esac
  case $host in 127.*[!0-9.]*) local= ;; 127.* | localhost | '[::1') local=yes ;; *) local= ;; esac
  case $local:$url:$via in
  yes:*) ;;
  :http://*) [ "${allow_plain:-}" = yes ] || fail "plain HTTP to $url is refused, see agents.allowPlain" ;;
  *busybox*) fail "busybox wget checks no certificate: $url needs curl or GNU wget" ;;
  esac
  bound=
  case $via in *busybox*)
    wget="${via%:*}"; [ "$via" = 'busybox wget' ] || wget=wget
    $wget --help 2>&1 | grep -q -e --post-file || fail 'this busybox wget has no --post-file: curl or GNU wget is needed'
    if $wget --help 2>&1 | grep -q -e '-T SEC'; then bound='-T'; elif command -v timeout >/dev/null; then bound=timeout; fi
    via=busybox ;;
  esac
}

transfer() { # VERB SECONDS: posts $tmp.body, leaves $tmp.answer
  case $via in
  curl)
    set -- -q -sS -f --max-time "$2" -H 'Content-Type: application/octet-stream' -H 'Expect:' \
      --data-binary "@$tmp.body" -o "$tmp.answer" "$url/agent/v1/$1"
    [ ! -r "$home/ca.pem" ] || set -- "$@" --cacert "$home/ca.pem"
    [ -z "$local" ] || set -- "$@" --noproxy '*'
    exec curl "$@" ;;
  wget)
    set -- -q -t 1 -T "$2" --header 'Content-Type: application/octet-stream' --post-file "$tmp.body" \
      -O "$tmp.answer" "$url/agent/v1/$1"
    [ ! -r "$home/ca.pem" ] || set -- "$@" --ca-certificate "$home/ca.pem"
    [ -z "$local" ] || set -- "$@" --no-proxy
    HOME=$home exec wget "$@" ;;
  *)
    case $bound in
    timeout) set -- timeout "$2" $wget -q -O "$tmp.answer" "$url/agent/v1/$1" ;;
    -T) set -- $wget -q -T "$2" -O "$tmp.answer" "$url/agent/v1/$1" ;;
    *) set -- $wget -q -O "$tmp.answer" "$url/agent/v1/$1" ;;
    esac
    [ -z "$local" ] || set -- "$@" -Y off
    exec "$@" --header 'Content-Type: application/octet-stream' --post-file "$tmp.body" ;;
  esac
}

await() { # PID: waits for a child, whatever signals arrive; its exit code
  while :; do
    wait "$1"
    code=$?
    kill -0 "$1" 2>/dev/null || return "$code"
  done
}

# call VERB SECONDS PAYLOAD-FILE FIELD...: 0 when the server answered; then $status, $text, payload in $tmp.answer.
call() {
  verb=$1 limit=$2 load=$3
  shift 3
  for field; do
    case $field in *"$nl"*) fail "a line break in ${field%%=*}" 2 ;; esac
  done
  {
    cat "$home/credentials" "$home/nonce"
    for field; do printf '%s\n' "$field"; done
    if [ -z "$load" ]; then echo
    elif [ "$via" = busybox ]; then
      # It ends a body at the first NUL.
      printf 'encoding=base64\n\n'
      base64 <"$load"
    else
      echo
      cat "$load"
    fi
  } >"$tmp.body" || return 1
  rm -f "$tmp.answer"
  (transfer "$verb" "$limit") >/dev/null 2>"$tmp.error" &
  client=$!
  await "$client"
  code=$? client= first=
  [ "$code" -ne 0 ] || [ ! -s "$tmp.answer" ] || IFS= read -r first <"$tmp.answer"
  case $first in
  'headrace '[0-9][0-9][0-9]' '*) ;;
  *)
    [ -n "${down:-}" ] || log "no answer to $verb: ${first:-$(tail -n 1 "$tmp.error")}"
    down=yes
    return 1 ;;
  esac
  [ -z "${down:-}" ] || log 'the server answers again'
  down= delay=0
  first=${first#headrace }
  status=${first%% *} text=${first#* }
}

payload() {
  tail -n +2 "$tmp.answer"
}

vanished() { # whether somebody took the agent's folder away: nothing can be done or told any more
  [ ! -e "$home/nonce" ]
}

leave() {
  kill $client $watcher $sleeper 2>/dev/null
  fail "the folder $home is gone: the agent ends" 4
}

delay=0
back_off() { # waits about 1, 3, 7, ... up to 60 seconds, never quite the same
  ! vanished || leave
  delay=$((delay * 2 + 1))
  [ "$delay" -le 60 ] || delay=60
  dice=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
  rest $(((delay + 1) / 2 + dice % ((delay + 1) / 2 + 1)))
}

insist() { # the same as call, again and again, also of a server that has forgotten this agent
  while :; do
    if ! call "$@"; then back_off
    elif [ "$status" != 421 ]; then return
    elif [ -n "$agent" ]; then hello
    else back_off
    fi
  done
}

rest() { # SECONDS; a signal ends it
  sleep "$1" &
  sleeper=$!
  wait "$sleeper"
  kill "$sleeper" 2>/dev/null
  sleeper=
}

identity() { # PID: names a living process for good, since numbers are used again
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r stat <"/proc/$1/stat" 2>/dev/null || return 1
    set -- "$1" ${stat##*) }
    case $2 in Z | X) return 1 ;; esac
    printf '%s %s %s\n' "$1" "${21}" "$(cat /proc/sys/kernel/random/boot_id)"
  else
    started=$(ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' _)
    [ -n "$started" ] && printf '%s %s\n' "$1" "$started"
  fi
}

alive() { # FILE with an identity
  [ -s "$1" ] && IFS= read -r saved <"$1" && [ "$(identity "${saved%% *}")" = "$saved" ]
}

poke() { # ends the agent's rest
  alive "$home/lock" && kill -USR1 "${saved%% *}"
}

keep() { # FILE TEXT: on the disk when it returns, whole or not at all
  printf '%s\n' "$2" >"$1.new" && { sync "$1.new" 2>/dev/null || sync; } && mv "$1.new" "$1" &&
    { sync "${1%/*}" 2>/dev/null || sync; }
}

# ---- a step in its own session; it outlives the agent ----

wrap() { # ID
  dir=$home/steps/$1
  keep "$dir/process" "$(identity $$)"
  trap : TERM INT HUP
  (
    # Inputs may have any name: from here on only positional parameters are safe.
    set +u
    set -- "$dir" "$home" "$me"
    unset via url host bound wget
    . "$1/env"
    HEADRACE_HOME=$2 HEADRACE_REPORT_DIR=$2/reports SLIPSTREAM_REPORT_DIR=$2/reports
    HEADRACE_ADDRESS=${HEADRACE_ADDRESS:-$(address)} PATH=$2/bin:${PATH:-/usr/sbin:/usr/bin:/sbin:/bin}
    export HEADRACE_HOME HEADRACE_REPORT_DIR SLIPSTREAM_REPORT_DIR HEADRACE_ADDRESS PATH
    umask 022
    cd "$2/work" && exec "$1/script"
  )
  keep "$dir/exit" $?
  poke
}

detached() {
  case $detach in
  none) exec "$@" ;;
  perl) exec perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' "$@" ;;
  *) exec $detach "$@" ;;
  esac
}

strike() { # SIGNAL: to all of the step's group; 1 when nobody is left
  IFS=' ' read -r leader ignored <"$dir/process" || return 1
  if [ "$detach" != none ]; then
    kill "-$1" "-$leader" 2>/dev/null
    return
  fi
  # Without sessions: whoever descends from the step when it is first told to end.
  [ "$1" != TERM ] || ps -A -o pid= -o ppid= | awk -v root="$leader" '{ parent[$1] = $2 }
    END { for (p in parent) { q = p; while (q != root && q in parent) q = parent[q]; if (q == root) print p } }' \
    >"$dir/family"
  hit=1
  while read -r one; do kill "-$1" "$one" 2>/dev/null && hit=0; done <"$dir/family"
  return "$hit"
}

watch() { # keeps one long poll under way, which ends when the step is to be stopped
  [ -z "$watcher" ] || ! kill -0 "$watcher" 2>/dev/null || return 0
  (
    trap '[ -z "$client" ] || kill "$client" 2>/dev/null; exit 0' TERM
    tmp=$tmp.watch
    if call next 75 '' "step=$id" "$(load_figures)"; then
      case $status in
      409) keep "$dir/stop" "$text" ;;
      421) keep "$dir/forgotten" "$text" ;;
      esac
    else
      back_off
    fi
    poke
  ) &
  watcher=$!
}

stream() { # sends what the step printed since; 1 while something is left
  size=$(($(wc -c <"$dir/output")))
  [ "$size" -gt "$sent" ] || return 0
  tail -c "+$((sent + 1))" "$dir/output" | head -c 65536 >"$tmp.chunk"
  call output 30 "$tmp.chunk" "step=$id" "offset=$sent" || return 1
  case $status in
  200) sent=$text ;;
  421) keep "$dir/forgotten" "$text" ;;
  *)
    log "output of $id is not taken: $text"
    sent=$size closed=yes ;;
  esac
  [ -n "$closed" ] || [ "$sent" -ge "$size" ]
}

known() { # says hello again to a server that has lost its history, while a step goes on
  [ ! -e "$dir/forgotten" ] || { rm -f "$dir/forgotten" && hello; }
}

follow() { # until the recipe has ended; it counts rests since the stop, as clocks jump
  watcher= termed=
  while [ ! -e "$dir/exit" ] && alive "$dir/process"; do
    known
    if [ -e "$dir/stop" ] && [ -z "$termed" ]; then
      printf '[headrace] stopped: %s\n' "$(cat "$dir/stop")" >>"$dir/output"
      termed=0
      strike TERM
    elif [ -n "$termed" ]; then
      termed=$((termed + 1))
      [ "$termed" -lt 5 ] || strike KILL
    fi
    [ -n "$termed" ] || watch
    [ -n "$closed" ] || stream
    [ -e "$dir/exit" ] || [ -e "$dir/stop" -a -z "$termed" ] || rest 1
  done
  # What the recipe left in its group after a stop goes too.
  while [ -n "$termed" ] && strike 0; do
    termed=$((termed + 1))
    [ "$termed" -lt 5 ] || strike KILL
    rest 1
  done
  [ -z "$watcher" ] || kill "$watcher" 2>/dev/null
  watcher=
  ! vanished || leave
  [ -e "$dir/exit" ] || keep "$dir/exit" 137
}

perform() { # ID: a step whose folder exists, new or found after a restart
  id=$1 dir=$home/steps/$1 closed= sent=0
  touch "$dir/output"
  if [ -e "$dir/runs" ]; then
    # Begun before: what of its output the server has, it says itself.
    : >"$tmp.chunk"
    insist output 30 "$tmp.chunk" "step=$id" offset=0
    case $status in 200) sent=$text ;; *) closed=yes ;; esac
    [ -e "$dir/process" ] || [ -e "$dir/exit" ] || rest 1
  fi
  if [ ! -e "$dir/exit" ] && ! alive "$dir/process"; then
    runs=$(cat "$dir/runs" 2>/dev/null || echo 0)
    [ "$runs" -eq 0 ] || printf '[headrace] interrupted\n' >>"$dir/output"
    if [ "$runs" -ge 2 ]; then
      keep "$dir/exit" 130
    else
      rm -f "$dir/process" "$dir/stop"
      keep "$dir/runs" $((runs + 1))
      insist started 30 '' "step=$id"
      if [ "$status" = 200 ]; then
        (detached sh "$home/agent" wrap "$id" </dev/null >>"$dir/output" 2>&1) &
        tries=0
        until [ -e "$dir/process" ] || [ "$tries" -ge 10 ]; do
          tries=$((tries + 1))
          sleep 0.1 2>/dev/null || sleep 1
        done
      else
        keep "$dir/exit" 143
      fi
    fi
  fi
  follow
  finish
}

finish() {
  [ -n "$closed" ] || until stream; do
    known
    [ -z "$down" ] || back_off
  done
  [ "$(cat "$dir/kind")" != report ] || upload
  LC_ALL=C tail -c 4096 "$dir/output" | LC_ALL=C tr -d '\000' | LC_ALL=C sed -n '/[^[:space:]]/h
${
x
p
}' >"$tmp.chunk"
  insist exited 30 "$tmp.chunk" "step=$id" "code=$(cat "$dir/exit")"
  [ "$status" = 200 ] || log "exit of $id is not taken: $text"
  keep "$dir/done" "$status"
  rm -f "$dir/script" "$dir/env" "$dir/output" "$dir/report.tgz"
}

upload() { # the folder of reports, in pieces
  [ -n "$(ls -A "$home/reports")" ] || return 0
  if [ ! -e "$dir/report.tgz" ]; then
    tar -C "$home" -cf - reports 2>>"$home/agent.log" | gzip -c >"$dir/report.new" && mv "$dir/report.new" "$dir/report.tgz"
  fi
  at=0 size=$(($(wc -c <"$dir/report.tgz")))
  while [ "$at" -lt "$size" ]; do
    tail -c "+$((at + 1))" "$dir/report.tgz" | head -c 524288 >"$tmp.chunk"
    insist report 120 "$tmp.chunk" "step=$id" "offset=$at"
    if [ "$status" != 200 ]; then
      log "report of $id is not taken: $text"
      return 0
    fi
    at=$text
  done
}

# ---- the agent ----

address() {
  { hostname -I || ip -4 -o addr show scope global | sed 's/.*inet \([0-9.]*\).*/\1/' || hostname -i; } 2>/dev/null |
    tr ' ' '\n' | sed -n '/./{p;q;}'
}

load_figures() { # one field: percent of cpu, memory and disk in use
  cpu='' memory='' disk=''
  if [ -r /proc/stat ]; then
    read -r name a b c d e f g h rest </proc/stat
    now_idle=$((d + e)) now_all=$((a + b + c + d + e + f + g + h))
    IFS=' ' read -r last_idle last_all 2>/dev/null <"$home/tmp/cpu" || last_idle=0 last_all=0
    printf '%s %s\n' "$now_idle" "$now_all" >"$home/tmp/cpu"
    all=$((now_all - last_all))
    [ "$all" -le 0 ] || cpu=$((100 - 100 * (now_idle - last_idle) / all))
    memory=$(awk '/^MemTotal/ { t = $2 } /^MemAvailable/ { a = $2 } END { if (t) printf "%d", 100 - 100 * a / t }' /proc/meminfo)
  fi
  disk=$(df -P "$home" 2>/dev/null | awk 'NR == 2 { sub("%", "", $5); print $5 }')
  printf 'load=%s,%s,%s\n' "$cpu" "$memory" "$disk"
}

lock() { # one agent a folder
  mine=$(identity $$)
  while ! (set -C && printf '%s\n' "$mine" >"$home/lock") 2>/dev/null; do
    if alive "$home/lock"; then
      [ "$saved" = "$mine" ] || fail "an agent runs here already: process ${saved%% *}" 3
      return 0
    fi
    # Of two that find a stale lock, the second would move the lock of the first: it puts it back.
    mv "$home/lock" "$home/lock.$$" 2>/dev/null || continue
    alive "$home/lock.$$" && ln "$home/lock.$$" "$home/lock" 2>/dev/null
    rm -f "$home/lock.$$"
  done
}

prepare() {
  mkdir -p "$home/bin" "$home/work" "$home/reports" "$home/steps" "$home/values" "$home/tmp"
  trap : USR1
  trap 'kill $client $watcher $sleeper 2>/dev/null; exit 0' TERM INT
  client= watcher= sleeper= down= agent=yes
  lock
  (set +f && rm -f "$home/tmp/"*) 2>/dev/null
  for name in headrace ss-get ss-get-all ss-set ss-abort ss-cancel-abort ss-display ss-random; do
    ln -sf ../agent "$home/bin/$name"
  done
  chmod 700 "$home/agent"
  if [ -n "${HEADRACE_DETACH:-}" ]; then detach=$HEADRACE_DETACH
  elif command -v setsid >/dev/null; then detach=setsid
  elif busybox setsid true 2>/dev/null; then detach='busybox setsid'
  elif command -v perl >/dev/null; then detach=perl
  else detach=none
  fi
  [ -s "$home/nonce" ] || keep "$home/nonce" "nonce=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  if [ -f "$home/agent.log" ] && [ "$(($(wc -c <"$home/agent.log")))" -gt 1048576 ]; then
    mv "$home/agent.log" "$home/agent.log.1"
  fi
}

hello() {
  pause=0
  while :; do
    insist hello 30 '' version=1 recalls=yes "hostname=$(hostname 2>/dev/null || uname -n)" \
      "address=${HEADRACE_ADDRESS:-$(address)}"
    [ "$status:$text" != 200:tell ] || recall
    [ "$status" != 200 ] || break
    log "hello: $text"
    # What is not known may be so soon; who is refused stays so.
    [ "$status" = 404 ] || pause=30
    delay=$pause
    back_off
    pause=$delay
  done
}

recall() { # tells a server that has lost its history what this machine remembers: values, then steps
  for value in $(ls "$home/values"); do
    read -r scope name at <"$home/values/$value"
    tail -n +2 "$home/values/$value" >"$tmp.recall"
    insist recall 30 "$tmp.recall" "scope=$scope" "name=$name" "at=$at"
    [ "$status" = 200 ] || log "the value $name of $scope is not taken: $text"
  done
  # The newest: with others the request would be too large.
  for step in $(ls -tr "$home/steps" | tail -n 1000); do
    [ -s "$home/steps/$step/memo" ] && [ -e "$home/steps/$step/runs" ] || continue
    code=-
    [ ! -s "$home/steps/$step/exit" ] || code=$(cat "$home/steps/$step/exit")
    printf '%s %s %s %s\n' "$step" "$(cat "$home/steps/$step/kind")" "$code" "$(cat "$home/steps/$step/memo")"
  done >"$tmp.recall"
  insist recall 60 "$tmp.recall" steps=yes
}

take() { # writes the step that was answered: its environment has $4 lines, the script is the rest
  case $2 in *[!A-Za-z0-9.:_-]* | .*) log "a step with a strange id"; return 1 ;; esac
  dir=$home/steps/$2
  if [ -e "$dir/done" ]; then
    # The server has forgotten that it ended.
    rm -f "$dir/done"
    touch "$dir/output" "$dir/env" "$dir/script"
    return 0
  fi
  mkdir -p "$dir"
  [ ! -e "$dir/runs" ] || [ ! -s "$dir/script" ] || return 0
  printf '%s\n' "$3" >"$dir/kind"
  printf '%s\n' "${5:-}" >"$dir/memo"
  payload | head -n "$4" >"$dir/env"
  payload | tail -n "+$(($4 + 1))" >"$dir/script"
  chmod 700 "$dir/script"
}

run() {
  prepare
  choose
  tmp=$home/tmp/$$
  hello
  for unfinished in $(ls "$home/steps"); do
    [ -e "$home/steps/$unfinished/done" ] || [ ! -e "$home/steps/$unfinished/runs" ] || perform "$unfinished"
  done
  while :; do
    insist next 75 '' "$(load_figures)"
    case $status in
    200)
      IFS=' '
      set -- $text
      unset IFS
      if take "$@"; then perform "$2"; else rest 30; fi ;;
    204) ;;
    *)
      log "next: $text"
      delay=30
      back_off
      hello ;;
    esac
  done
}

install() { # starts it now and at each boot
  if [ -d /run/systemd/system ]; then
    cat >/etc/systemd/system/headrace-agent.service <<END
[Unit]
Description=Headrace agent
After=network-online.target
Wants=network-online.target
[Service]
Environment=HEADRACE_HOME=$home
ExecStart=/bin/sh $home/agent run
KillMode=process
Restart=always
RestartSec=5
[Install]
WantedBy=multi-user.target
END
    chmod 644 /etc/systemd/system/headrace-agent.service
    systemctl daemon-reload
    systemctl enable headrace-agent.service
    systemctl --no-block start headrace-agent.service
    return
  fi
  start="HEADRACE_HOME=$home nohup sh $home/agent run </dev/null >/dev/null 2>&1 &"
  if [ -d /etc/local.d ]; then
    printf '#!/bin/sh\n%s\n' "$start" >/etc/local.d/headrace.start
    chmod 755 /etc/local.d/headrace.start
    rc-update add local default 2>/dev/null
  elif ! grep -q "$home/agent" /etc/rc.local 2>/dev/null; then
    [ -f /etc/rc.local ] && sed '/^exit 0/d' /etc/rc.local >/etc/rc.local.new || echo '#!/bin/sh' >/etc/rc.local.new
    printf '%s\nexit 0\n' "$start" >>/etc/rc.local.new
    chmod 755 /etc/rc.local.new && mv /etc/rc.local.new /etc/rc.local
  fi
  eval "$start"
}

# ---- what recipes call ----

usage() {
  fail "usage: headrace get [--timeout S] [--no-wait] [--ignore-abort] KEY | set KEY VALUE | all [--timeout S] NODE KEY
  | abort [--cancel] REASON | display TEXT | random [-s N] [KEY] | metric NAME VALUE" 2
}

settle() { # ends the command unless the server agreed
  [ "$status" = 200 ] || fail "$text"
}

get() { # KEY: the value as the payload, or the end
  set -- "key=$1" "timeout=$timeout" "ignore-abort=$ignore" "no-wait=$nowait"
  insist get 75 '' "$@"
  while [ "$status" = 202 ]; do
    # The server counts; it is told what it said before.
    insist get 75 '' "$@" "clock=$text"
  done
  [ "$status" != 204 ] || return 1
  settle
}

show() {
  payload
  echo
}

all() { # NODE KEY
  nodes=$1 name=$2
  get "$nodes:ids"
  ids=$(payload | tr ',' ' ') same=yes
  IFS=' '
  for index in $ids; do
    get "$nodes.$index:$name" || [ "$me" != headrace ] || continue
    if [ "$me" = headrace ]; then show
    else
      value=$([ "$status" = 204 ] || payload)
      printf '%s.%s:%s %s\n' "$nodes" "$index" "$name" "$value" >>"$tmp.all"
      [ "$value" = "$expected" ] || same=no
    fi
  done
  [ "$me" = headrace ] && return
  if [ -z "$expects" ]; then cat "$tmp.all"
  elif [ "$same" = no ]; then
    printf 'RTP value on some components not equal to the expected value: %s\n' "$expected" >&2
    cat "$tmp.all"
    exit 1
  fi
}

remember() { # SCOPE NAME VALUE: for a server that loses its history
  printf '%s %s %s\n%s' "$1" "$2" "$(date +%s)" "$3" >"$tmp.value" && mv "$tmp.value" "$home/values/$1=$2" || :
}

send() { # VERB TEXT FIELD...
  verb=$1
  printf '%s' "$2" >"$tmp.load"
  shift 2
  insist "$verb" 30 "$tmp.load" "ignore-abort=$ignore" "$@"
  settle
}

random() { # [KEY]
  insist random 30 '' "ignore-abort=$ignore" "size=$size" "key=${1:-}"
  settle
  [ $# -eq 0 ] || remember "${text#set }" "${1#*:}" "$(payload)"
  show
}

act() {
  verb=$me
  if [ "$me" = headrace ]; then
    [ $# -gt 0 ] || usage
    verb=ss-$1 timeout=
    shift
    case $verb in ss-all) verb=ss-get-all ;; ss-get-all) usage ;; esac
  else
    timeout=60
  fi
  ignore=${HEADRACE_IGNORE_ABORT:-} nowait= cancel= size=12 expected= expects=
  while [ $# -gt 0 ]; do
    case $1 in
    --timeout) timeout=${2:-}; shift ;;
    --timeout=*) timeout=${1#*=} ;;
    --no-wait | --noblock) nowait=yes ;;
    --ignore-abort) ignore=yes ;;
    --cancel) cancel=yes ;;
    -s | --size) size=${2:-}; shift ;;
    --size=*) size=${1#*=} ;;
    --value) expected=${2:-} expects=yes; shift ;;
    --value=*) expected=${1#*=} expects=yes ;;
    -v | --verbose | -q | --quiet) ;;
    --) shift; break ;;
    -*) usage ;;
    *) break ;;
    esac
    [ $# -gt 0 ] || usage
    shift
  done
  case $timeout in *[!0-9]*) fail "not a number of seconds: $timeout" 2 ;; 0) timeout= ;; esac
  case $size in '' | *[!0-9]*) fail "not a number of characters: $size" 2 ;; esac
  choose
  tmp=$home/tmp/c$$
  client= watcher= sleeper= down= agent=
  trap 'set +f; rm -f "$tmp".*' EXIT
  trap 'kill $client $sleeper 2>/dev/null; exit 143' TERM INT HUP
  case $verb:$# in
  ss-get:1) if get "$1"; then show; elif [ "$me" = ss-get ]; then echo; else fail "$1 is not set"; fi ;;
  ss-get-all:2) all "$@" ;;
  ss-set:2)
    send set "$2" "key=$1"
    remember "${text#set }" "${1#*:}" "$2" ;;
  ss-abort:0 | ss-abort:1) send abort "${1:-aborted by a recipe}" "cancel=$cancel" ;;
  ss-cancel-abort:*) send abort '' cancel=yes ;;
  ss-display:1) send display "$1" ;;
  ss-random:0 | ss-random:1) random "$@" ;;
  ss-metric:2) call metric 10 '' "name=$1" "value=$2" && settle ;;
  *) usage ;;
  esac
}

case $me:${1:-} in
headrace:* | ss-*) act "$@" ;;
*:run) run ;;
*:install) install ;;
*:wrap) wrap "$2" ;;
*) fail "usage: $0 run | install" 2 ;;
esac
