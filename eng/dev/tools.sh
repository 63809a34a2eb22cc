# shellcheck shell=bash
# Finds or installs what the commands of ./dev need, and says what it did.

say() { printf 'dev: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

may_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

# apt_install PACKAGE...
apt_install() {
    say "installing with apt-get: $*"
    if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } \
        </dev/null >artifacts/apt.log 2>&1; then
        tail -n 5 artifacts/apt.log >&2
        fail "apt-get could not install $*; the whole log is in artifacts/apt.log"
    fi
}

need_dotnet() {
    if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then
        export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"
    fi
    if ! command -v dotnet >/dev/null; then
        may_install || fail "the .NET 10 SDK is missing; install it (package dotnet-sdk-10.0) and try again"
        mkdir -p artifacts
        apt_install dotnet-sdk-10.0
    fi
    choose_cluster
}

# The cluster projects need Orleans, which some package sources do not carry (docs/architecture.md, "Orleans packages"). The restore is
# tried once on a machine, into a folder of its own: a partial restore must not look like a whole one to eng/Cluster.props. Its answer is
# kept in artifacts/. MSBuild reads the exported variable as the property of the same name.
choose_cluster() {
    [ -z "${Cluster:-}" ] || return 0
    mkdir -p artifacts
    local answer=artifacts/orleans-restore
    if [ ! -f "$answer" ]; then
        if dotnet restore silo -p:Cluster=true --packages artifacts/orleans-probe -v quiet </dev/null >artifacts/orleans-restore.log 2>&1; then
            echo true >"$answer"
        else
            echo false >"$answer"
        fi
        rm -rf artifacts/orleans-probe
    fi
    Cluster=$(cat "$answer")
    export Cluster
    if [ "$Cluster" = true ]; then
        say "Orleans' packages are here: the cluster projects are built"
    else
        say "Orleans' packages cannot be restored from this machine's sources: the cluster projects are left out" \
            "(remove $answer to try again)"
    fi
}
