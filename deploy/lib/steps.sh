# shellcheck shell=bash
# Steps that can be interrupted, what is undone at the end, and locks. Needs terminal.sh.

WORK=
CHILD=
UNDO=()

# Everything that `undo` was told runs at the end, last first, however the script ends (but kill -9).
begin() {
  WORK=$(mktemp -d)
  # A trap runs with the redirections of the command that it interrupts.
  exec 7>&2
  trap at_end EXIT
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
  trap 'interrupted 129' HUP
}

undo() { UNDO+=("$1"); }

at_end() {
  local code=$? index
  trap '' INT TERM HUP
  trap - EXIT
  exec 2>&7
  set +e
  # Nothing may end without a word, also where nobody thought of an error.
  if [ "$code" != 0 ] && [ ! -e "$WORK/failed" ]; then
    : >>"$WORK/said"
    fail_with "意外中止（退出码 $code），请重新执行；再次出现时请联系开发人员" "$WORK/said"
  fi
  for ((index = ${#UNDO[@]} - 1; index >= 0; index--)); do "${UNDO[index]}"; done
  rm -rf "$WORK"
  exit "$code"
}

interrupted() {
  trap '' INT TERM HUP
  exec 2>&7
  if [ -n "$CHILD" ]; then
    kill -TERM -- "-$CHILD" 2>/dev/null || true
    wait "$CHILD" 2>/dev/null || true
  fi
  fail '已中断'
  exit "$1"
}

# Runs what may take minutes. In a process group of its own, so that a signal to the script ends the whole
# pipeline at once, and without the locks, so that no orphan holds one. What it says on stderr is kept in
# $WORK/said. `set -e` does not reach into it: chain commands with &&.
patiently() {
  local code=0
  set -m
  "$@" 2>"$WORK/said" 8>&- 9>&- &
  CHILD=$!
  set +m
  wait "$CHILD" 2>/dev/null || code=$?
  CHILD=
  return "$code"
}

# A section that must not be cut in two by Ctrl-C; kill -9 is dealt with by whoever comes next.
undisturbed() {
  local code=0
  trap '' INT TERM HUP
  "$@" 2>"$WORK/said" || code=$?
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
  trap 'interrupted 129' HUP
  return "$code"
}

# lock FILE FD WHAT
lock() {
  if [ "$2" = 8 ]; then exec 8>"$1"; else exec 9>"$1"; fi
  flock -n "$2" || die "$3正在进行，请等它结束后再试"
}
