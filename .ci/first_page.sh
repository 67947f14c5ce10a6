#!/bin/bash
# How long after scripts/up does a newcomer see an edition? bash first_page.sh CLONE HOME; fails past 10 seconds.
# A machine that others use at the same time may need a second or a third try, each with no data from the one before; each try is told.
set -u
clone=$1 home=$2
cd / || exit 1

try() {
    local port running from stories code
    rm -rf "$clone/wirecopy-data"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    from=$(date +%s.%N)
    env -i HOME="$home" PATH="$PATH" "$clone/scripts/up" --bind "127.0.0.1:$port" >"$home/up.log" 2>&1 &
    running=$!
    until grep -q "The edition is at" "$home/up.log"; do
        if ! kill -0 "$running" 2>/dev/null || [ "$(date +%s)" -gt "$((${from%.*} + 60))" ]; then
            tail -n 30 "$home/up.log"
            kill "$running" 2>/dev/null
            echo "no edition within a minute"
            exit 1
        fi
        sleep 0.2
    done
    stories=$(python3 -c '
import re, sys, time, urllib.request
seconds = time.time() - float(sys.argv[2])
front = urllib.request.urlopen(sys.argv[1], timeout=10).read().decode()
print(len(set(re.findall(r"/story/(\d+)-", front))), f"{seconds:.1f}")' "http://127.0.0.1:$port/" "$from")
    kill -TERM "$running"
    wait "$running"
    code=$?
    echo "stories on the front, seconds from the command: $stories; exit code after SIGTERM: $code"
    [ "$code" -eq 0 ] || exit 1
    # shellcheck disable=SC2086
    python3 -c 'import sys; sys.exit(not (int(sys.argv[1]) >= 10 and float(sys.argv[2]) <= 10))' $stories
}

try || try || try
