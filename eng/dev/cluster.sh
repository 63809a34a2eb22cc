# shellcheck shell=bash
# A cluster on this machine: a private PostgreSQL and so many silos on loopback, until Ctrl+C.

# is_ready PORT: whether the silo behind an HTTP port answers that it does its part.
is_ready() {
    local answer
    exec 4<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&4
    read -r answer <&4 || answer=""
    exec 4<&- 4>&-
    [[ "$answer" == *" 200 "* ]]
} 2>/dev/null

# wait_ready PORT PROCESS LOG
wait_ready() {
    for _ in $(seq 600); do
        is_ready "$1" && return 0
        kill -0 "$2" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 20 "$3" >&2
    fail "the silo did not become ready; its log is $3"
}

# run_cluster [COUNT] [OPTION...]: further options go to every silo.
run_cluster() {
    local count=3 first_http=8081 first_silo=11111 home=$PWD/data/cluster connection silo have
    if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
        count=$1
        shift
    fi
    ((count >= 1 && count <= 20)) || fail "./dev cluster takes 1 to 20 silos"
    [ "${Cluster:-false}" = true ] || fail "the cluster host was left out: Orleans' packages cannot be restored here (docs/architecture.md)"
    # A silo opens 18 connections of its own; Orleans may open as many more as the connection string allows.
    connection="$(database start "max_connections=$((50 + 60 * count))");Maximum Pool Size=40"
    have=$(postgres_setting "$connection" max_connections)
    ((have >= 10 + 58 * count)) ||
        fail "the database that runs takes $have connections, too few for $count silos: stop it first (./dev db stop), and it is started with more"
    say "building"
    dotnet build silo --configuration Release -v quiet -nologo </dev/null || fail "the build failed"
    mkdir -p "$home"

    processes=()
    trap 'kill "${processes[@]}" 2>/dev/null; wait; say "stopped; the database still runs (./dev db stop)"' EXIT
    trap 'exit 0' INT TERM
    for silo in $(seq "$count"); do
        dotnet silo/bin/Release/net10.0/Workflows.Silo.dll --store postgres --connection "$connection" --data "$home" \
            --urls "http://127.0.0.1:$((first_http + silo - 1))" --silo-port "$((first_silo + silo - 1))" "$@" \
            </dev/null >"$home/silo-$silo.log" 2>&1 &
        processes+=($!)
        # One after the other: the first one makes the key and the samples.
        wait_ready "$((first_http + silo - 1))" "${processes[-1]}" "$home/silo-$silo.log"
        printf 'silo %d  http://127.0.0.1:%d  process %d  log %s\n' \
            "$silo" "$((first_http + silo - 1))" "${processes[-1]}" "$home/silo-$silo.log"
    done
    printf 'key     %s\nStop with Ctrl+C.\n' "$(cat "$home/dev.key" 2>/dev/null || echo '(as configured)')"
    wait
}
