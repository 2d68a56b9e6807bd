# shellcheck shell=bash
# Replacing the running containers by those of another release without losing a request: new ones beside the
# old ones, which go when the new ones answer. Needs runtime.sh, services.sh, release.sh.

IMAGE=electric-miniprogram
# The image of containers that have yet to prove themselves.
UNPROVEN=
# Those of them that already served when this run began: an earlier one had come further.
SERVING=

image_id() { docker image inspect -f '{{.Id}}' "$IMAGE:$1" 2>/dev/null | sed 's/^sha256://'; }

# Containers of a service that do (or, with `other`, do not) run the image. of_image SERVICE ID same|other
of_image() {
  local container image
  for container in $(compose ps -aq "$1" </dev/null); do
    image=$(docker inspect -f '{{.Image}}' "$container" | sed 's/^sha256://')
    if { [ "$image" = "$2" ] && [ "$3" = same ]; } || { [ "$image" != "$2" ] && [ "$3" = other ]; }; then
      printf '%s\n' "$container"
    fi
  done
}

# Can be repeated at any point: what is new stays, what is old goes, and there are as many as before.
replace_backends() {
  local image old=() new=() count id
  image=$(image_id "$ELECTRIC_VERSION")
  mapfile -t old < <(of_image backend "$image" other)
  mapfile -t new < <(of_image backend "$image" same)
  count=$((${#old[@]} > ${#new[@]} ? ${#old[@]} : ${#new[@]}))
  if [ "${#old[@]}" -eq 0 ]; then ok "backend 已经全部是 $ELECTRIC_VERSION（$count 个）"; return; fi

  for id in "${new[@]}"; do if answers "$id"; then SERVING+=" $id"; fi; done
  undo remove_unproven
  UNPROVEN=$image
  compose up -d --no-build --no-recreate --scale backend=$((${#old[@]} + count)) backend </dev/null >/dev/null 2>"$WORK/said" ||
    { fail_with '启动新的 backend 失败' "$WORK/said"; return 1; }
  mapfile -t new < <(of_image backend "$image" same)
  for id in "${new[@]}"; do
    wait_healthy "$id" && continue
    docker logs --tail 20 "$id" >"$WORK/said" 2>&1 || true
    fail_with "新的 backend（${id:0:12}）没有就绪，它最后的日志：" "$WORK/said"
    return 1
  done
  ok "新的 backend 已就绪（${#new[@]} 个），与原来的 ${#old[@]} 个一起服务"
  reload_nginx || renew_nginx || return 1
  UNPROVEN=
  for id in "${old[@]}"; do
    { docker stop -t 30 "$id" && docker rm "$id"; } >/dev/null || { fail "停止原来的 backend（${id:0:12}）失败"; return 1; }
    ok "原来的 backend（${id:0:12}）已处理完请求并停止"
  done
}

# When the new ones do not get ready, the old ones go on alone.
remove_unproven() {
  local id
  if [ -z "$UNPROVEN" ]; then return; fi
  for id in $(of_image backend "$UNPROVEN" same); do
    if [[ " $SERVING " != *" $id "* ]]; then docker rm -f "$id" >/dev/null 2>&1 || true; fi
  done
  fail '已移除新的 backend，原来的继续服务，商城没有中断'
}

nginx_container() { compose ps -q --status running nginx </dev/null | sed -n 1p; }

# Asks for the addresses of `backend` at once, instead of at the next look of follow-backend.sh.
reload_nginx() {
  local id
  id=$(nginx_container)
  if [ -z "$id" ]; then return; fi
  { docker exec "$id" nginx -t -q && docker exec "$id" nginx -s reload; } </dev/null >/dev/null 2>"$WORK/said"
}

# Not `up` alone, which would also make anew what a release configures differently, the database among it; nor
# --no-deps, with which Compose notes another configuration, so that the next `up` makes everything anew.
make_anew() {
  { compose rm --stop --force "$1" &&
    compose up -d --no-build --no-recreate --scale backend="$(count_backends)" "$1"; } </dev/null >/dev/null 2>"$WORK/said"
}

replace_worker() {
  local id
  if [ -z "$(of_image worker "$(image_id "$ELECTRIC_VERSION")" same)" ]; then
    make_anew worker || { fail_with '启动新的 worker 失败' "$WORK/said"; return 1; }
  fi
  id=$(compose ps -q worker </dev/null | sed -n 1p)
  { [ -n "$id" ] && wait_healthy "$id"; } || { fail "worker 没有就绪，请查看：${COMPOSE[*]} logs --tail 50 worker"; return 1; }
  ok "worker 的版本是 $ELECTRIC_VERSION"
}

# Whether the container still sees the files of the host. A file that is mounted by itself stays the old one when
# git replaces it, and so does a folder that was put there anew, until the container is made anew.
sees_files() {
  docker exec "$1" cat /etc/nginx/nginx.conf </dev/null 2>/dev/null | cmp -s - "$2" &&
    docker exec "$1" cat /etc/nginx/shop/http.conf </dev/null 2>/dev/null | cmp -s - "$ROOT/deploy/nginx/http.conf"
}

# Whether it was made with the present ports, folders and limits.
is_configured() {
  local label wanted
  label=$(docker inspect -f '{{index .Config.Labels "com.docker.compose.config-hash"}}' "$1")
  wanted=$(compose config --hash nginx </dev/null)
  [ "$label" = "${wanted##* }" ]
}

renew_nginx() {
  local id file
  id=$(nginx_container)
  file=$(chosen NGINX_CONF)
  file=${file:-./deploy/nginx.conf}
  if [ "${file:0:1}" != / ]; then file=$PROJECT_DIR/$file; fi
  compose run --rm --no-deps -T nginx nginx -t -q </dev/null >/dev/null 2>"$WORK/said" || { fail_with 'nginx 的配置有误，没有更换 nginx' "$WORK/said"; return 1; }
  if [ -n "$id" ] && sees_files "$id" "$file" && is_configured "$id"; then
    reload_nginx || { fail_with 'nginx 重新加载失败' "$WORK/said"; return 1; }
    ok 'nginx 的配置已生效'
  else
    make_anew nginx || { fail_with '启动 nginx 失败' "$WORK/said"; return 1; }
    ok 'nginx 已重建（中断约 1 秒），配置已生效'
  fi
}
