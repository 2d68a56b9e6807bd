# shellcheck shell=bash
# Which release runs, and which ran before: two lines of `.env` beside the Compose file. Needs runtime.sh.

running_release() {
  local version
  version=$(chosen ELECTRIC_VERSION)
  if [ -z "$version" ] && [ "$RUNTIME" = host ]; then version=$(source_version); fi
  printf '%s' "${version:-latest}"
}

source_version() { git -C "$ROOT" describe --tags --always 2>/dev/null || true; }

# Sets values in .env, all at once, every other line as it was. write_choices NAME=VALUE…
write_choices() {
  local file=$PROJECT_DIR/.env half=$PROJECT_DIR/.env.new pair
  cat "$file" 2>/dev/null >"$WORK/choices" || true
  for pair in "$@"; do
    awk -v name="${pair%%=*}" -v line="$pair" '
      index($0, name "=") == 1 { if (!done) print line; done = 1; next }
      { print }
      END { if (!done) print line }' "$WORK/choices" >"$WORK/chosen" && mv "$WORK/chosen" "$WORK/choices" || return
  done
  # Keeps mode and owner of the file that is there.
  if [ -f "$file" ]; then cp -p "$file" "$half"; fi
  cat "$WORK/choices" >"$half" && sync "$half" && mv "$half" "$file"
}
