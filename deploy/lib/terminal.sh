# shellcheck shell=bash
# What the scripts say: one line a step, ✓ done, ✗ failed. Errors go to stderr and are never silenced.

QUIET=${QUIET:-}
YES=${YES:-}

say() { if [ -z "$QUIET" ]; then printf '%s\n' "$*"; fi; }
ok() { say "✓ $*"; }
fail() {
  printf '✗ %s\n' "$*" >&2
  if [ -n "${WORK:-}" ]; then : >"$WORK/failed"; fi
}
die() { fail "$@"; exit 1; }

# The call was not understood, or a yes is missing: nothing was done.
refuse() { fail "$@"; exit 2; }

# The last lines that a program wrote to the file, below our own line.
fail_with() {
  fail "$1"
  tail -n 5 "$2" | sed 's/^/    /' >&2
}

# Asks on a terminal. Without one, only --yes counts as consent.
confirm() {
  local answer
  [ -z "$YES" ] || return 0
  [ -t 0 ] || return 1
  read -r -p "$1 [y/N] " answer
  [[ $answer == [yY]* ]]
}

# 1536 -> 1.5K
human() { numfmt --to=iec "$1"; }

# Lines as one, with something between them; `paste` knows single bytes only.
joined() { awk -v between="$1" '$0 != "" { printf "%s%s", sep, $0; sep = between }'; }

# China has no summer time, and the POSIX form works on machines without a time zone database.
china_time() { TZ=CST-8 date "$@"; }
