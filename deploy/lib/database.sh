# shellcheck shell=bash
# The database: its dump, what is in it, and how another one takes its place. Needs runtime.sh.

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# sql DATABASE [name=value…] <statements: values are :'name' or, as an identifier, :"name"
sql() {
  local base=$1 pair variables=()
  shift
  for pair in "$@"; do variables+=(-v "$pair"); done
  pg psql -d "$base" -XAtq -v ON_ERROR_STOP=1 "${variables[@]}" -f -
}

# One value of a constant statement.
ask() { sql "$1" <<<"$2"; }

database_exists() {
  [ "$(sql postgres "name=$1" <<<"select count(*) from pg_database where datname = :'name'")" = 1 ]
}

# Rows of every table in a dump. Reads the dump to its end, which also proves that it can be restored.
# rows_of_dump DUMP SCHEMA_FILE
rows_of_dump() {
  pg pg_restore -a -f - <"$1" |
    LC_ALL=C awk -v schema_file="$2" -f "$LIB/count_rows.awk" | LC_ALL=C sort
}

# Rows of every table in a database, in the same form.
rows_of_database() {
  sql "$1" <<'SQL' | LC_ALL=C sort
select format(
  'select %L || E''\t'' || count(*) from only %I.%I', format('%I.%I', n.nspname, c.relname), n.nspname, c.relname
)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'
  and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
\gexec
SQL
}

# How many rows the tables have that staff know, or nothing when there is no shop in the database.
present_rows() {
  sql "$1" <<'SQL'
select format('select %L || count(*) from public.%I', title || ' ', name)
from (values (1, 'orders', '订单'), (2, 'users', '用户'), (3, 'products', '商品'), (4, 'media_images', '图片'))
  as known (place, name, title)
where to_regclass('public.' || name) is not null
order by place
\gexec
SQL
}

# Who else is connected: "3 个连接（web、worker）", or nothing.
connections_to() {
  sql postgres "name=$1" <<'SQL'
select count(*) || ' 个连接（'
  || string_agg(distinct coalesce(nullif(application_name, ''), '未命名'), '、') || '）'
from pg_stat_activity
where datname = :'name' and pid <> pg_backend_pid() and backend_type = 'client backend'
having count(*) > 0
SQL
}

drop_database() { sql postgres "name=$1" <<<'drop database if exists :"name" with (force)'; }

# A new database with the content of the dump, checked table by table against the counts of the back-up.
# fill_database NAME DUMP ROWS
fill_database() {
  drop_database "$1" &&
    sql postgres "name=$1" <<<'create database :"name" template template0' &&
    pg pg_restore --no-owner --no-acl --exit-on-error -d "$1" <"$2" &&
    rows_of_database "$1" </dev/null >"$WORK/restored_rows" &&
    diff "$3" "$WORK/restored_rows" >&2 &&
    ask "$1" 'analyze'
}

# In one transaction, so that the shop's name always belongs to a complete database.
# swap_database PRESENT FILLED KEPT
swap_database() {
  local keep=
  if database_exists "$1"; then keep='alter database :"present" rename to :"kept";'; fi
  sql postgres "present=$1" "filled=$2" "kept=$3" <<<"begin; $keep
    alter database :\"filled\" rename to :\"present\"; commit;"
}

kept_databases() {
  sql postgres "prefix=${DATABASE}_before_" <<<"select datname from pg_database
    where starts_with(datname, :'prefix') and substr(datname, length(:'prefix') + 1) ~ '^[0-9]{14}\$' order by 1"
}

# Names of the migrations that the code has: of the release that is chosen, whatever runs now.
migrations_of_code() {
  if [ "$RUNTIME" = host ]; then
    ls "$ROOT/database/migrations"
  else
    compose run --rm --no-deps -T backend ls database/migrations </dev/null
  fi | sed -n 's/\.[tj]s$//p' | LC_ALL=C sort
}
