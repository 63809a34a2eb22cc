# shellcheck shell=bash
# The web console: its development server, the contract that its types are made from, and its unit tests.

ui=client-api/ui

has_node() { command -v npm >/dev/null && [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 20 ]; }

install_console() {
    has_node || fail "the console needs Node.js 20 or newer with npm"
    [ "$ui/node_modules/.package-lock.json" -nt "$ui/package-lock.json" ] ||
        (cd "$ui" && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json) ||
        fail "npm could not install what the console needs"
}

console() {
    case "${1:-}" in
        "")
            install_console
            say "the console talks to ${WORKFLOWS_SERVER:-http://127.0.0.1:8080}; start that with ./dev run"
            cd "$ui" && npm run --silent types && exec npm run --silent dev
            ;;
        types)
            need_dotnet
            install_console
            WORKFLOWS_UPDATE=1 dotnet run --project tests/Workflows.ClientApi.Tests --configuration Release -- -noLogo -noColor -class '*OpenApiDocumentTests'
            (cd "$ui" && npm run --silent types)
            ;;
        pictures)
            need_dotnet
            has_node || fail "the console needs Node.js 20 or newer with npm"
            need_chromium
            dotnet run --project tests/Workflows.Console.Tests --configuration Release -- -noLogo -noColor -explicit only -class '*Pictures'
            say "the pictures lie in docs/pictures"
            ;;
        *) fail "unknown option: $1 (./dev ui [types|pictures])" ;;
    esac
}

# Browser tests use Debian's chromium. Without it they report themselves skipped, and say why.
need_chromium() {
    [ -z "${WORKFLOWS_TEST_CHROMIUM:-}" ] && [ ! -x /usr/bin/chromium ] || return 0
    may_install || return 0
    mkdir -p artifacts
    (apt_install chromium) || say "chromium could not be installed: the browser tests are skipped"
}

# test_console FILTER: the console's unit tests, unless a filter asks for something else.
test_console() {
    [ -z "$1" ] || return 0
    printf '\n== console\n'
    if ! has_node; then
        say "Node.js 20 was not found: the console's unit tests are left out"
        return
    fi
    install_console
    (cd "$ui" && npm run --silent types && npx vitest run --reporter=default --reporter=json --outputFile.json="$reports/console.json") ||
        [ -s "$reports/console.json" ] || crashed=$((crashed + 1))
}

# console_total FIELD: a number of the report of the console's unit tests.
console_total() {
    [ -s "$reports/console.json" ] || {
        echo 0
        return
    }
    grep -o "\"$1\":[0-9]*" "$reports/console.json" | head -n 1 | tr -dc '0-9'
}
