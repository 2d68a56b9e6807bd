# shellcheck shell=bash
# Where database and shop run: in the containers of a Compose file, or on this host. Needs terminal.sh.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BACKUP_DIR=${BACKUP_DIR:-/var/backups/electric-miniprogram}
RUNTIME=${ELECTRIC_RUNTIME:-compose}
PROJECT_DIR=$ROOT
COMPOSE=()
DATABASE=
DATABASE_USER=
SHOP_CONTAINER=

# choose_runtime COMPOSE_FILE_OR_EMPTY: a file named on the command line goes before COMPOSE_FILE.
choose_runtime() {
  case $RUNTIME in
    host) use_host ;;
    compose) use_compose "$1" ;;
    *) refuse "ELECTRIC_RUNTIME 只能是 compose 或 host，现在是 $RUNTIME" ;;
  esac
}

use_compose() {
  local file=$1
  read -ra COMPOSE <<<"${DOCKER_COMPOSE:-docker compose}"
  command -v "${COMPOSE[0]}" >/dev/null ||
    die "找不到 ${COMPOSE[0]}：请先安装 Docker，或设置 ELECTRIC_RUNTIME=host（不使用容器的安装）"
  # Compose itself reads COMPOSE_FILE, which may name several files.
  if [ -z "$file" ] && [ -n "${COMPOSE_FILE:-}" ]; then
    file=${COMPOSE_FILE%%:*}
  else
    file=${file:-$ROOT/docker-compose.prod.yaml}
    COMPOSE+=(-f "$file")
  fi
  [ -f "$file" ] || die "找不到 Compose 文件 $file"
  PROJECT_DIR=$(cd "$(dirname "$file")" && pwd)
}

# The settings of the shop reach the PostgreSQL tools as their own variables, never as arguments.
use_host() {
  export PGHOST=${POSTGRES_HOST:-${PGHOST:-$(env_value POSTGRES_HOST)}}
  export PGPORT=${POSTGRES_PORT:-${PGPORT:-$(env_value POSTGRES_PORT)}}
  export PGUSER=${POSTGRES_USER:-${PGUSER:-$(env_value POSTGRES_USER)}}
  export PGPASSWORD=${POSTGRES_PASSWORD:-${PGPASSWORD:-$(env_value POSTGRES_PASSWORD)}}
  export MEDIA_ROOT=${MEDIA_ROOT:-$(env_value MEDIA_ROOT)}
  export PRIVATE_MEDIA_ROOT=${PRIVATE_MEDIA_ROOT:-$(env_value PRIVATE_MEDIA_ROOT)}
  export MEDIA_STORAGE=${MEDIA_STORAGE:-$(env_value MEDIA_STORAGE)}
  DATABASE=${POSTGRES_DB:-${PGDATABASE:-$(env_value POSTGRES_DB)}}
  DATABASE_USER=$PGUSER
  export PGDATABASE=$DATABASE PGCONNECT_TIMEOUT=10 PGAPPNAME=shop-backup
  local name
  for name in psql pg_dump pg_restore; do
    command -v "$name" >/dev/null || die "找不到 $name：请安装 PostgreSQL 17 的客户端（postgresql-client-17）"
  done
  [ -n "$DATABASE" ] || die '请设置 POSTGRES_DB（以及 POSTGRES_HOST、POSTGRES_USER、POSTGRES_PASSWORD）'
}

# One value of the file named by ELECTRIC_ENV_FILE. Read, not sourced: its values are no shell text.
env_value() { dotenv_value "$1" "${ELECTRIC_ENV_FILE:-}"; }

dotenv_value() {
  [ -f "$2" ] || return 0
  sed -n "s/^[[:space:]]*$1=//p" "$2" | tail -n 1 | sed "s/[[:space:]]*\$//; s/^\(['\"]\)\(.*\)\1\$/\2/"
}

# A non-secret choice such as HTTP_PORT: the environment goes before .env, as in Compose.
chosen() {
  local value=${!1:-}
  printf '%s' "${value:-$(dotenv_value "$1" "$PROJECT_DIR/.env")}"
}

compose() { "${COMPOSE[@]}" "$@"; }
docker() { command "${DOCKER:-docker}" "$@"; }

# The database must answer before anything is begun. In a container it names its own database and user.
require_database() {
  local names
  if [ "$RUNTIME" = compose ]; then
    # shellcheck disable=SC2016 # the variables are those of the container
    names=$(compose exec -T db sh -c 'printf "%s %s" "$POSTGRES_USER" "$POSTGRES_DB"' </dev/null 2>"$WORK/said") || {
      fail_with "数据库容器没有运行，请先启动：${COMPOSE[*]} up -d --wait db" "$WORK/said"
      exit 1
    }
    read -r DATABASE_USER DATABASE <<<"$names"
    find_shop_container
  fi
  pg psql -d postgres -XAtqc 'select 1' </dev/null >/dev/null 2>"$WORK/said" && return
  fail_with '无法连接数据库' "$WORK/said"
  exit 1
}

# A program of PostgreSQL beside the database; stdin and stdout pass through.
pg() {
  if [ "$RUNTIME" = host ]; then
    "$@"
  else
    compose exec -T -e PGUSER="$DATABASE_USER" -e PGDATABASE="$DATABASE" -e PGAPPNAME=shop-backup db "$@"
  fi
}

forget_shop_container() { SHOP_CONTAINER=; }
find_shop_container() { SHOP_CONTAINER=$(compose ps -q --status running backend </dev/null | sed -n 1p); }

# Shell text and its arguments, run where the pictures lie: in a running container of the shop when there
# is one, else in a container for this call.
in_shop() {
  local text=$1
  shift
  if [ "$RUNTIME" = host ]; then
    sh -c "$text" sh "$@"
    return
  fi
  if [ -n "$SHOP_CONTAINER" ]; then
    docker exec -i "$SHOP_CONTAINER" sh -c "$text" sh "$@"
  else
    compose run --rm --no-deps -T backend sh -c "$text" sh "$@"
  fi
}
