# Rows of every table in the text of `pg_restore -a`: "table<TAB>rows". A row is one line, because COPY
# escapes line breaks. The newest migration goes to the file named by `schema_file`.
copying && $0 == "\\." { print table "\t" rows; copying = 0; next }
copying {
  rows++
  if (named) {
    split($0, cells, "\t")
    if (cells[named] > schema) schema = cells[named]
  }
  next
}
/^COPY .* FROM stdin;$/ {
  table = $2
  if (table ~ /"/) { table = substr($0, 6); sub(/ \(.*/, "", table) }
  rows = 0
  copying = 1
  named = table == "public.adonis_schema" ? place_of_name() : 0
}
END {
  if (copying) exit 1
  sub(/.*\//, "", schema)
  printf "%s", schema > schema_file
}

function place_of_name(   columns, count, i) {
  columns = $0
  sub(/^[^(]*\(/, "", columns)
  sub(/\).*/, "", columns)
  count = split(columns, list, ", ")
  for (i = 1; i <= count; i++) if (list[i] == "name") return i
  return 0
}
