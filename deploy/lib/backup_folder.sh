# shellcheck shell=bash
# A back-up on disk: what belongs to it, whether it is whole, and which ones are there.
# Needs runtime.sh, database.sh, media.sh.

FORMAT=electric-miniprogram-backup/1
BACKUP_NAME='[0-9][0-9][0-9][0-9][0-1][0-9][0-3][0-9]-[0-2][0-9][0-5][0-9][0-5][0-9]'

manifest_value() { sed -n "s/^$2=//p" "$1/manifest"; }

is_backup() {
  [ -d "$1" ] && [ ! -L "$1" ] && [ -f "$1/manifest" ] && [ -f "$1/SHA256SUMS" ] &&
    [ "$(manifest_value "$1" format)" = "$FORMAT" ]
}

# The files that a back-up of this kind of media storage consists of.
files_of() {
  printf '%s\n' database.dump manifest rows.txt
  if [ "$1" = local ]; then printf '%s\n' media.sha256 media.tar private-media.sha256 private-media.tar; fi
}

write_checksums() {
  local files
  mapfile -t files < <(files_of "$2")
  (cd "$1" && sha256sum "${files[@]}" >SHA256SUMS)
}

# Says the first thing that is wrong and fails. Reads every byte, and the dump with pg_restore.
check_backup() {
  local folder=$1 name
  [ -d "$folder" ] || { fail "找不到备份目录 $folder"; return 1; }
  is_backup "$folder" || { fail "$folder 不是本系统的备份（缺少 manifest、SHA256SUMS，或格式不同）"; return 1; }
  while read -r name; do
    [ -f "$folder/$name" ] || { fail "备份不完整：缺少 $name"; return 1; }
    grep -Eq "^[0-9a-f]{64}  $name\$" "$folder/SHA256SUMS" || { fail "SHA256SUMS 中没有 $name 的校验值"; return 1; }
  done < <(files_of "$(manifest_value "$folder" media)")
  check_contents "$folder"
}

check_contents() {
  local folder=$1
  patiently checksums_hold "$folder" </dev/null || { fail_with '备份已损坏：校验值不一致' "$WORK/said"; return 1; }
  patiently rows_of_dump "$folder/database.dump" "$WORK/schema" >"$WORK/rows" </dev/null ||
    { fail_with '备份已损坏：数据库备份无法读取' "$WORK/said"; return 1; }
  cmp -s "$folder/rows.txt" "$WORK/rows" || { fail '备份已损坏：行数与 rows.txt 不一致'; return 1; }
  [ "$(manifest_value "$folder" media)" = local ] || return 0
  local place
  for place in media private-media; do
    patiently archive_holds "$folder/$place" </dev/null ||
      { fail_with "备份已损坏：$place.tar 的内容与清单不一致" "$WORK/said"; return 1; }
  done
}

checksums_hold() { (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS >&2); }

archive_holds() { names_in "$1.tar" >"$WORK/names" && cut -c 67- "$1.sha256" | diff - "$WORK/names" >&2; }

# Finished back-ups, oldest first.
backups() {
  local folder
  for folder in "$BACKUP_DIR"/$BACKUP_NAME; do
    if is_backup "$folder"; then printf '%s\n' "$folder"; fi
  done
}

list_backups() {
  local folder found=
  while read -r folder; do
    found=1
    printf '%s  %6s  %8s 行  %s  %s\n' "$folder" "$(du -sh "$folder" | cut -f 1)" "$(manifest_value "$folder" rows)" \
      "$(manifest_value "$folder" release)" "$(manifest_value "$folder" schema)"
  done < <(backups)
  [ -n "$found" ] || say "$BACKUP_DIR 中还没有备份"
}

# What an interrupted run left. Only called by whoever holds the lock, so nobody is at work on them.
sweep_leftovers() {
  local folder
  for folder in "$BACKUP_DIR"/.partial-* "$BACKUP_DIR"/.removed-*; do
    if [ -d "$folder" ]; then rm -rf "$folder"; fi
  done
}
