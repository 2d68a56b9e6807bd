# shellcheck shell=bash
# Pictures and files: listing, packing, unpacking beside, and taking their place. The texts run where
# the files lie, in plain sh. A name gets its content once (docs/rules/media.md), so a file is there whole or not at all.
# Hidden entries at the top are ours: what is being restored, and what was there before. Needs runtime.sh.
# shellcheck disable=SC2016 # the texts' variables are those of the shell that runs them

ENTER='
case $1 in public) root=${MEDIA_ROOT:-} ;; *) root=${PRIVATE_MEDIA_ROOT:-} ;; esac
[ -n "$root" ] || { echo "MEDIA_ROOT / PRIVATE_MEDIA_ROOT 没有设置" >&2; exit 1; }
cd "$root" || exit 1
'
LIST='find . -path "./.*" -prune -o -type f ! -name "*.part" -print'
STORAGE='printf "%s" "${MEDIA_STORAGE:-local}" | tr A-Z a-z'

UNPACK='
rm -rf .restoring && mkdir .restoring || exit 1
free=$(df -Pk . | awk "NR == 2 { print \$4 }")
[ "$free" -gt "$2" ] || { echo "磁盘空间不足：需要 $2 KB，只有 $free KB" >&2; exit 1; }
cd .restoring && umask 022 && tar -xpf - && find . -type f -exec sha256sum {} +
'
# A mount point cannot be renamed, its entries can. Cut short, it is repeated from unpacking, and what was
# there before lies in one or two folders then.
SWAP='
before=.before-$2
mkdir -p "$before" || exit 1
for entry in * .restoring/*; do
  [ -e "$entry" ] || [ -L "$entry" ] || continue
  case $entry in
    lost+found) ;;
    .restoring/*) mv "$entry" . || exit 1 ;;
    *) mv "$entry" "$before/" || exit 1 ;;
  esac
done
rmdir .restoring || exit 1
rmdir "$before" 2>/dev/null || echo "$PWD/$before"
'
KEPT='for entry in .before-*; do if [ -d "$entry" ]; then echo "$PWD/$entry"; fi; done'

# media PLACE TEXT ARGUMENTS…: the text inside the folder of public or private files
media() {
  local place=$1 text=$2
  shift 2
  in_shop "$ENTER$text" "$place" "$@"
}

media_storage() { in_shop "$STORAGE" </dev/null; }

media_bytes() { media "$1" 'du -sk . | cut -f 1' </dev/null; }

# The archive of a place and the checksums of what it holds. What staff delete meanwhile is left out; a file
# that is still there but could not be read is an error. pack_media PLACE ARCHIVE SUMS
pack_media() {
  local before=$WORK/before after=$WORK/after whole=1
  media "$1" "$LIST" </dev/null | LC_ALL=C sort >"$before" || return
  : >"$3"
  : >"$2"
  if [ -s "$before" ]; then
    media "$1" 'tr "\n" "\000" | xargs -0 sha256sum' <"$before" >"$WORK/sums" || whole=
    media "$1" 'tar -cf - -T -' <"$before" >"$2" || whole=
  else
    tar -cf "$2" -T /dev/null
    return
  fi
  media "$1" "$LIST" </dev/null | LC_ALL=C sort >"$after" || return
  LC_ALL=C sort -k 2 "$WORK/sums" >"$WORK/sorted"
  names_in "$2" >"$WORK/packed" || return
  LC_ALL=C comm -12 <(cut -c 67- "$WORK/sorted") "$WORK/packed" >"$WORK/both"
  LC_ALL=C comm -12 "$before" "$after" | LC_ALL=C comm -23 - "$WORK/both" >"$WORK/unread"
  if [ -s "$WORK/unread" ]; then
    printf '没有读到 %s 个文件，例如 %s\n' "$(wc -l <"$WORK/unread")" "$(head -n 1 "$WORK/unread")" >&2
    return 1
  fi
  if [ -z "$whole" ] && cmp -s "$before" "$WORK/both"; then return 1; fi
  LC_ALL=C awk 'NR == FNR { packed[$0]; next } substr($0, 67) in packed' "$WORK/both" "$WORK/sorted" >"$3" &&
    cmp -s "$WORK/both" "$WORK/packed"
}

# The names in an archive, read to its end.
names_in() { LC_ALL=C tar --quoting-style=literal -tf "$1" | LC_ALL=C sort; }

# Beside the files in use, in the same file system, every checksum compared.
# unpack_media PLACE ARCHIVE SUMS
unpack_media() {
  local need=$((($(stat -c %s "$2") + 1023) / 1024))
  media "$1" "$UNPACK" "$need" <"$2" | LC_ALL=C sort -k 2 >"$WORK/unpacked" && diff "$3" "$WORK/unpacked" >&2
}

# Says the folder in which the files of before lie now, if there were any. swap_media PLACE TIME
swap_media() { media "$1" "$SWAP" "$2" </dev/null; }

forget_unpacked() { media "$1" 'rm -rf .restoring' </dev/null; }

# What earlier restores kept.
kept_media() { media "$1" "$KEPT" </dev/null; }

# drop_kept_media PLACE TIME_OR_ASTERISK
drop_kept_media() { media "$1" 'rm -rf .before-$2' "$2" </dev/null; }
