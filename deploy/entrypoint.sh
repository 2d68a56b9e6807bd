#!/bin/sh
# Runs before the command of a container: the web process and the worker find the database migrated and
# the static files where nginx reads them; any other command runs as it is.
set -eu

fail() {
  echo "无法把页面资源写入 $STATIC_ROOT，请检查该目录的权限和磁盘空间。" >&2
  exit 1
}

# Puts FILE at TARGET in one step: nobody ever reads half a file, also when several containers start at once.
put() {
  part=$(mktemp "$STATIC_ROOT/.part.XXXXXX") || fail
  { cp "$1" "$part" && chmod 644 "$part" && mv -f "$part" "$2"; } || fail
}

# Hidden files are notes of the build.
static_files() { find . -type f ! -path '*/.*'; }

# Copies the built scripts and styles beside those of earlier releases, which open pages still load. Names carry a
# hash of the content.
publish_static() {
  static_files | while IFS= read -r file; do
    target=$STATIC_ROOT/${file#./}
    if [ -e "$target" ] && cmp -s "$file" "$target"; then
      touch "$target"
    else
      mkdir -p "$(dirname "$target")" || fail
      put "$file" "$target"
    fi
  done
}

# Removes what no release of the last 30 days had. The release before this one was in use until now, however
# long ago it started.
forget_old_static() {
  if [ -e "$STATIC_ROOT/.present" ]; then
    while IFS= read -r file; do touch -c "$STATIC_ROOT/$file"; done <"$STATIC_ROOT/.present"
  fi
  list=$(mktemp)
  static_files >"$list"
  put "$list" "$STATIC_ROOT/.present"
  rm -f "$list"
  # Another container may be removing the same files.
  find "$STATIC_ROOT" -type f -mtime +30 -exec rm -f {} + || :
}

case "$*" in
  'node bin/server.js'* | 'node ace worker'*)
    node ace shop:prepare --wait
    cd public/static
    publish_static
    forget_old_static
    cd /app
    ;;
esac
exec "$@"
