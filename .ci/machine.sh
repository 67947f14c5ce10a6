# Sourced by .ci/run: what the machine must have, and a PostgreSQL of our own that runs as a plain user in $scratch.

machine() {
    local missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    [ -x "$(pg_bin)/initdb" ] || missing+=(postgresql)
    command -v dovecot >/dev/null || missing+=(dovecot-imapd)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    if [ ${#missing[@]} -eq 0 ]; then
        echo "all there: $(chromium --version 2>/dev/null), $("$(pg_bin)/postgres" --version)"
        return
    fi
    echo "installing ${missing[*]}"
    # no cluster of Debian's own: ours is started by hand
    mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >"$scratch/apt" 2>&1 || {
        tail -n 20 "$scratch/apt"
        return 1
    }
}

pg_bin() {
    echo /usr/lib/postgresql/15/bin
}

# initdb refuses root, so its files and its process belong to the user that Debian's package made.
start_postgres() {
    local home=$scratch/postgres socket
    socket=$(mktemp -d /tmp/wirecopy-pg.XXXXXX) # a socket's path may have 107 bytes at most
    chmod 711 "$scratch"
    mkdir "$home" && chown postgres "$home" "$socket" &&
        as_postgres "$(pg_bin)/initdb" -D "$home/data" --auth=trust --no-sync --encoding=UTF8 --locale=C >"$scratch/initdb" &&
        as_postgres "$(pg_bin)/pg_ctl" -D "$home/data" -w -s -l "$home/log" start \
            -o "-k $socket -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60" &&
        as_postgres "$(pg_bin)/createdb" -h "$socket" wirecopy || return
    postgres="postgres://postgres@/wirecopy?host=$socket"
    pg_socket=$socket
}

stop_postgres() {
    [ -n "${postgres:-}" ] || return
    as_postgres "$(pg_bin)/pg_ctl" -D "$scratch/postgres/data" -s -m immediate stop
    rm -rf "$pg_socket"
}

as_postgres() {
    (cd / && runuser -u postgres -- "$@")
}
