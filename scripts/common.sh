# What the set-up scripts share. Sourced, not run.
# shellcheck shell=bash

say() { printf 'setup: %s\n' "$*"; }

# The last words of a step that cannot go on: what to do next.
fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null; }

# Runs a command and shows what it printed only when it fails.
quietly() {
    local output
    output=$("$@" 2>&1 </dev/null) && return
    printf '%s\n' "$output" | tail -n 20 >&2
    return 1
}

# A host that does not answer must not hold up the next way of doing it. macOS has no `timeout`.
within() {
    local seconds=$1
    shift
    if have timeout; then timeout "$seconds" "$@"; else "$@"; fi
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_packages PURPOSE PACKAGE…: from the system's package manager, where that is apt.
install_packages() {
    local purpose=$1
    shift
    have apt-get || fail "$purpose: missing. Install it with your system's package manager and start again."
    ((EUID == 0)) || have sudo || fail "$purpose: missing. As root, run: apt-get install $*"
    say "installing $purpose ($*)"
    # One unreachable foreign source makes `update` fail though Debian's own were read: the install
    # decides.
    quietly as_root apt-get -q -o Acquire::http::Timeout=20 update || true
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$@" ||
        fail "apt could not install $*. See above, or install them yourself, and start again."
}

# The folder with PostgreSQL's programs. Debian keeps them off the PATH, a folder for each version;
# the newest counts.
postgres_programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) \
        "$(if have pg_config; then pg_config --bindir; fi)" "$(dirname "$(command -v initdb || true)")"; do
        [[ -x $folder/initdb && -x $folder/pg_ctl ]] || continue
        printf '%s\n' "$folder"
        return
    done
    return 1
}

# The program of cargo-deny that this version is tested with, or the system's.
cargo_deny() {
    local program
    for program in target/tools/bin/cargo-deny "$(command -v cargo-deny || true)"; do
        [[ -x $program ]] || continue
        printf '%s\n' "$program"
        return
    done
    return 1
}

# npm writes its copy of the lock file last, so a newer one means a finished and current
# installation.
npm_packages_are_there() {
    [[ $1/node_modules/.package-lock.json -nt $1/package-lock.json ]]
}

install_npm_packages() {
    local purpose=$1 folder=$2
    say "installing $purpose (npm, $folder)"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quietly npm --prefix "$folder" ci ||
        fail "npm could not install the packages of $folder. See above; if it is the network, start again."
    touch "$folder/node_modules/.package-lock.json"
}
