# shellcheck shell=bash
# A private PostgreSQL on a free loopback port, for development and tests.

postgres_binaries() {
    local folder
    for folder in $(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV) /usr/local/pgsql/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return
        fi
    done
    if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; fi
}

need_postgres() {
    postgres_bin=$(postgres_binaries)
    [ -z "$postgres_bin" ] || return 0
    may_install || fail "PostgreSQL is missing; install its server (Debian: postgresql), or name one in WORKFLOWS_TEST_POSTGRES"
    mkdir -p artifacts
    apt_install postgresql
    postgres_bin=$(postgres_binaries)
    [ -n "$postgres_bin" ] || fail "PostgreSQL was installed, but initdb and pg_ctl are not where they are expected"
}

# PostgreSQL refuses to run as root, so root hands it to the account that the Debian package makes.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# choose_port FOLDER: the port of the last start while it is free, so that connection strings stay good; else a free one.
choose_port() {
    local port
    port=$(cat "$1/port" 2>/dev/null || echo $((20000 + RANDOM % 20000)))
    for _ in $(seq 100); do
        if is_free "$port"; then
            echo "$port" >"$1/port"
            echo "$port"
            return
        fi
        port=$((20000 + RANDOM % 20000))
    done
    fail "no free loopback port found"
}

# start_postgres FOLDER [SETTING=VALUE...]: makes the cluster on first use, starts it, and prints its connection string.
start_postgres() {
    local home=$1
    shift
    need_postgres
    mkdir -p "$home"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$home"; fi
    as_postgres test -x "$home" || fail "the account postgres cannot reach $home; move the repository, or run this as another user than root"
    [ -f "$home/data/PG_VERSION" ] || make_cluster "$home"
    if ! as_postgres "$postgres_bin/pg_ctl" status -D "$home/data" >/dev/null; then
        launch_cluster "$home" "$@"
    fi
    printf 'Host=127.0.0.1;Port=%s;Username=workflows;Password=%s;Database=postgres\n' \
        "$(sed -n 4p "$home/data/postmaster.pid")" "$(cat "$home/password")"
}

make_cluster() {
    local home=$1
    (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$home/password")
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$home/password"; fi
    as_postgres "$postgres_bin/initdb" -D "$home/data" -U workflows --pwfile="$home/password" -A scram-sha-256 \
        -E UTF8 --locale=C.UTF-8 >/dev/null || fail "initdb failed in $home"
    say "made a PostgreSQL cluster in $home"
}

launch_cluster() {
    local home=$1 options setting
    shift
    options="-p $(choose_port "$home") -c listen_addresses=127.0.0.1 -c unix_socket_directories="
    for setting in "$@"; do options+=" -c $setting"; done
    as_postgres "$postgres_bin/pg_ctl" start -w -t 60 -D "$home/data" -l "$home/log" -o "$options" </dev/null >/dev/null ||
        fail "PostgreSQL did not start; see $home/log"
}

stop_postgres() {
    need_postgres
    as_postgres "$postgres_bin/pg_ctl" stop -m fast -D "$1/data" >/dev/null
}

# postgres_setting CONNECTION NAME: what the server of a connection string that start_postgres printed has for a setting.
postgres_setting() {
    local port password
    port=$(sed -n 's/.*Port=\([0-9]*\);.*/\1/p' <<<"$1")
    password=$(sed -n 's/.*Password=\([^;]*\);.*/\1/p' <<<"$1")
    need_postgres
    PGPASSWORD=$password "$postgres_bin/psql" -h 127.0.0.1 -p "$port" -U workflows -d postgres -At -c "SHOW $2"
}

# database [start [SETTING=VALUE...] | stop]: settings are for a server that does not run yet.
database() {
    local home=$PWD/data/postgres
    case "${1:-start}" in
        start) start_postgres "$home" "${@:2}" ;;
        stop) stop_postgres "$home" && say "stopped" ;;
        *) fail "unknown: ./dev db $1 (start or stop)" ;;
    esac
}
