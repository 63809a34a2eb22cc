# shellcheck shell=bash
# Builds once, runs every test project, and ends with one line: N passed, N failed, N skipped.

run_tests() {
    local selection=(-trait- Category=Long) filter=""
    while [ $# -gt 0 ]; do
        case "$1" in
            --long)
                selection=()
                export WORKFLOWS_LONG=1
                ;;
            -*) fail "unknown option: $1 (./dev test [--long] [filter])" ;;
            *) filter=$1 ;;
        esac
        shift
    done
    [ -z "$filter" ] || selection+=(-method "*$filter*")

    reports=$PWD/artifacts/tests
    rm -rf "$reports"
    mkdir -p "$reports"
    say "building"
    build || fail "the build failed"
    # Tests start a private server of their own when no one names another.
    [ -n "${WORKFLOWS_TEST_POSTGRES:-}" ] || need_postgres
    need_chromium

    local project
    crashed=0
    for project in tests/*.Tests/*.csproj; do run_project "$project"; done
    test_console "$filter"
    summarise
}

# One compiler process for all projects takes half the time of one for each. Where the environment wants none that stays, it is ended.
build() {
    local code=0
    dotnet build Orleans.Workflows.sln --configuration Release -p:UseSharedCompilation=true -v quiet -nologo </dev/null || code=$?
    [ "${UseSharedCompilation:-true}" = true ] || dotnet build-server shutdown --vbcscompiler >/dev/null
    return "$code"
}

run_project() {
    local name assembly code=0
    name=$(basename "$1" .csproj)
    assembly=$(dirname "$1")/bin/Release/net10.0/$name.dll
    if [ ! -f "$assembly" ]; then
        say "$name was not built and is left out"
        return
    fi
    printf '\n== %s\n' "$name"
    dotnet exec "$assembly" -noLogo -noColor -xml "$reports/$name.xml" "${selection[@]}" </dev/null || code=$?
    if [ ! -s "$reports/$name.xml" ]; then
        say "$name ended with code $code and left no report"
        crashed=$((crashed + 1))
    fi
}

# total ATTRIBUTE: its sum over the reports' <assembly> elements.
total() {
    find "$reports" -name '*.xml' -exec grep -ho '<assembly [^>]*>' {} + | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' |
        awk '{ sum += $1 } END { print sum + 0 }'
}

# The tests that failed, each with the first lines of what it said. They ran long ago, and a log may be cut at its beginning.
failures() {
    find "$reports" -name '*.xml' -exec awk -v RS='<test ' '/^[^>]* result="Fail"/ {
        match($0, / name="[^"]*"/)
        print substr($0, RSTART + 7, RLENGTH - 8)
        count = split($0, lines, "\n")
        sub(/.*<!\[CDATA\[/, "", lines[1])
        for (i = 1; i <= count && i <= 15; i++) { gsub(/\]\]>|<[^>]*>|<!\[CDATA\[/, " ", lines[i]); print "    " lines[i] }
    }' {} +
    [ ! -s "$reports/console.json" ] ||
        grep -oE '"fullName":"(\\.|[^"\])*","status":"failed"' "$reports/console.json" | sed 's/^"fullName":"//; s/","status":"failed"$//' || true
}

summarise() {
    local passed failed skipped
    passed=$(($(total passed) + $(console_total numPassedTests)))
    failed=$(($(total failed) + $(total errors) + $(console_total numFailedTests) + crashed))
    skipped=$(total skipped)
    if [ "$skipped" -gt 0 ]; then
        printf '\nSkipped, by reason:\n'
        find "$reports" -name '*.xml' -exec grep -ho '<reason><!\[CDATA\[[^]]*' {} + |
            sed 's/.*CDATA\[//' | sort | uniq -c
    fi
    if [ "$failed" -gt 0 ]; then
        printf '\nFailed:\n'
        failures
    fi
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
