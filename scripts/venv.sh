# Sourced by the other scripts, with $root set: makes sure that .venv holds Wirecopy and what it needs.
#
#   ensure_venv            the program
#   ensure_venv test gate  and these extras of pyproject.toml
#
# .venv/wirecopy-installed says what was installed: a digest of what decides it, then the extras. While it stands and
# fits, nothing is installed. .venv/wirecopy-making stands while an installation runs, with its process number; one
# that is left over means that the installation was killed, and the folder is made anew.

stop() {
    echo "$1" >&2
    exit 1
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            return
        fi
    done
    command -v python3 >/dev/null 2>&1 || stop "Wirecopy needs Python 3.11 or later, and there is no python3 here."
    stop "Wirecopy needs Python 3.11 or later, and python3 here is $(python3 -c 'import platform; print(platform.python_version())')."
}

digest() {
    "$python" - "$root" <<'PYTHON'
import hashlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
parts = [str(root).encode(), b"%d.%d" % sys.version_info[:2], *((root / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))]
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PYTHON
}

make_venv() {
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv .venv
    elif "$python" -c 'import venv' >/dev/null 2>&1 && "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv
    else
        rm -rf .venv
        stop "Wirecopy needs Python's venv and pip; on Debian and Ubuntu: apt install python3-venv"
    fi
}

into_venv() {
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        .venv/bin/python -m pip install -qq -c constraints.txt "$@"
    else
        "$python" -m pip --python .venv/bin/python install -qq -c constraints.txt "$@"
    fi
}

install_wirecopy() {
    into_venv setuptools &&
        into_venv --no-build-isolation -e ".$(echo "$extras" | sed 's/^ *//; s/ *$//; s/  */,/g; s/\(..*\)/[\1]/')"
}

ensure_venv() {
    cd "$root" || exit 1
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    find_python
    if [ -e .venv/wirecopy-making ]; then
        maker=$(cat .venv/wirecopy-making)
        if [ -n "$maker" ] && kill -0 "$maker" 2>/dev/null; then
            stop "Another installation is at work here (process $maker); wait for it, or remove .venv if that is something else."
        fi
        echo "The last installation was cut short; making .venv anew."
        rm -rf .venv
    elif [ -d .venv ] && ! .venv/bin/python -c '' >/dev/null 2>&1; then
        echo "The Python that .venv was made with is gone; making .venv anew."
        rm -rf .venv
    fi

    wanted=$(digest)
    installed='' extras=''
    if [ -r .venv/wirecopy-installed ]; then
        read -r installed extras <.venv/wirecopy-installed || true
    fi
    missing=''
    for extra in "$@"; do
        case " $extras " in
        *" $extra "*) ;;
        *) missing="$missing $extra" ;;
        esac
    done
    if [ "$installed" = "$wanted" ] && [ -z "$missing" ]; then
        return
    fi
    extras="$extras$missing"

    mkdir -p .venv
    echo $$ >.venv/wirecopy-making
    echo "Installing Wirecopy and what it needs into .venv (once; a minute or two, some 350 MB on the disk) ..."
    [ -x .venv/bin/python ] || make_venv
    if ! install_wirecopy; then
        rm -f .venv/wirecopy-making
        stop "The installation failed: pip says why above. Run this again once that is mended."
    fi
    echo "$wanted $extras" >.venv/wirecopy-installed
    rm -f .venv/wirecopy-making
}
