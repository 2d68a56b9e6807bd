#!/bin/sh
# Starts nginx and makes it follow the addresses of the name `backend`. nginx asks for them only when it reads
# its configuration, so containers that come, go or are made anew need a reload.
# Arguments are passed to nginx. Needs no more than dash or busybox.
set -eu

name=${BACKEND_NAME:-backend}
seconds=${BACKEND_POLL_SECONDS:-2}

say() {
  printf 'follow-backend：%s\n' "$*" >&2
}

# Each address once, in a fixed order; nothing while the name is unknown. `hosts` would show only the first one
# on Alpine.
addresses() {
  getent ahosts "$name" | awk '{ print $1 }' | sort -u
}

# Runs beside nginx, whose process id is the one that this script had, and ends with it.
follow() {
  known=$1
  shift
  while sleep "$seconds" && kill -0 $$ 2>/dev/null; do
    current=$(addresses)
    if [ -z "$current" ] || [ "$current" = "$known" ]; then
      continue
    fi
    if nginx -t -q "$@" && nginx -s reload "$@"; then
      say "后端地址已更新：$(echo "$current" | tr '\n' ' ')"
      known=$current
    else
      say "nginx 配置检查没有通过，继续使用原来的配置，${seconds} 秒后再试"
    fi
  done
}

# As the first process of a container a shell ignores what it does not expect.
trap 'exit 0' TERM QUIT INT
found=$(addresses)
if [ -z "$found" ]; then
  say "等待 ${name} 的地址……"
fi
while [ -z "$found" ]; do
  sleep "$seconds"
  found=$(addresses)
done

follow "$found" "$@" &
exec nginx "$@" -g 'daemon off;'
