#!/usr/bin/env bash
# Proves that the images and the compose file work: builds them, starts the devnet, waits until both full nodes have
# reached a height and the wallet has coins, prints the figures, and takes everything down again, whether it went well or not.
#
#   docker/check.sh        exit code 0 if all got there, else 1 and the log of what failed
#
# CHECK_HEIGHT (default 3) is the height to reach, CHECK_TIMEOUT (default 1800) the limit in seconds for all of it.
set -euo pipefail

height=${CHECK_HEIGHT:-3}
limit=${CHECK_TIMEOUT:-1800}
nodes=(node-1 node-2)
declare -A ids=()
project=salvia-check-$$
here=$(cd "$(dirname "$0")" && pwd)

# Names, tags and ports of its own: nothing else that runs on this engine is touched.
export SALVIA_IMAGE_TAG=check-$$
export NODE_1_RPC_PORT= NODE_2_RPC_PORT= INTRODUCER_RPC_PORT= TIMELORD_RPC_PORT= FARMER_RPC_PORT= HARVESTER_RPC_PORT= WALLET_RPC_PORT=

fail() {
  echo "docker/check.sh: $*" >&2
  exit 1
}

step() { printf '%5s s  %s\n' "$SECONDS" "$*"; }

compose_command() {
  if docker compose version >/dev/null 2>&1; then
    echo 'docker compose'
  elif command -v docker-compose >/dev/null; then
    echo docker-compose
  else
    fail 'neither "docker compose" nor "docker-compose" is installed'
  fi
}

# A compose command within what is left of the time.
compose() {
  local left=$((limit - SECONDS))
  ((left > 0)) || fail "$limit seconds are over"
  # shellcheck disable=SC2086
  timeout --foreground "$left" $compose_program -p "$project" -f "$here/compose.yml" "$@"
}

# What a full node says: height, lca height, lca hash, seconds per block, tip heights. Nothing while it does not answer.
state_of() {
  docker exec "${ids[$1]}" node --input-type=module -e '
    const answer = await fetch("http://127.0.0.1:8555/rpc/state", { signal: AbortSignal.timeout(5000) });
    const { height, lca, blockSeconds, tips } = await answer.json();
    const heights = tips.map((tip) => tip.height).join(",");
    console.log(height, lca.height, lca.headerHash, blockSeconds?.toFixed(1) ?? "-", heights);
  ' 2>/dev/null </dev/null || true
}

# What the wallet has: its height, and mojos that it can spend. Nothing while it does not answer.
funds() {
  docker exec "${ids[wallet]}" node --input-type=module -e '
    const answer = await fetch("http://127.0.0.1:9256/rpc/balance", { signal: AbortSignal.timeout(5000) });
    const { height, spendable } = await answer.json();
    console.log(height, spendable);
  ' 2>/dev/null </dev/null || true
}

# Logs of the services that ended, restarted or are unhealthy; of all of them if each seems well.
explain() {
  local rows service status code restarts health failing=()
  rows=$(docker ps -aq --filter "label=com.docker.compose.project=$project" | xargs -r docker inspect --format \
    '{{index .Config.Labels "com.docker.compose.service"}} {{.State.Status}} {{.State.ExitCode}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}')
  echo "service, status, exit code, restarts, health:" >&2
  echo "${rows:-no containers}" >&2
  while read -r service status code restarts health; do
    [[ -z $service || "$status $code $restarts" == 'running 0 0' && $health != unhealthy ]] && continue
    [[ "$service $status $code" == 'init exited 0' ]] || failing+=("$service")
  done <<<"$rows"
  $compose_program -p "$project" -f "$here/compose.yml" logs --no-color --tail 60 "${failing[@]}" >&2 || true
}

clean_up() {
  local code=$?
  trap - EXIT
  ((code == 0)) || explain
  step 'taking everything down'
  $compose_program -p "$project" -f "$here/compose.yml" down --volumes --remove-orphans --rmi all --timeout 15 >/dev/null 2>&1 || code=1
  step "ended with exit code $code"
  exit "$code"
}

# Says what the builder said only if it fails: that is a thousand lines.
build_images() {
  local log code=0 options=()
  # The builder before BuildKit leaves the container of a failed step behind.
  [[ $compose_program != docker-compose ]] || options=(--force-rm)
  log=$(mktemp)
  compose build "${options[@]}" >"$log" 2>&1 || code=$?
  ((code == 0)) || tail -n 80 "$log" >&2
  rm -f "$log"
  ((code == 0)) || fail 'the images cannot be built'
}

# Whether both nodes have reached the height; `heights` tells how far they are.
both_there() {
  local node state there=0
  heights=
  for node in "${nodes[@]}"; do
    state=$(state_of "$node")
    [[ -n $state ]] && heights+="$node at height ${state%% *}  " || heights+="$node does not answer yet  "
    [[ -z $state || ${state%% *} -lt $height ]] || there=$((there + 1))
  done
  ((there == ${#nodes[@]}))
}

wait_for_height() {
  local heights shown='' there=false
  until $there; do
    ((SECONDS < limit)) || fail "$limit seconds are over before height $height"
    both_there && there=true || sleep 2
    [[ $heights == "$shown" ]] || step "$heights"
    shown=$heights
  done
}

# Whether the wallet follows the chain, and has coins of it.
is_funded() {
  local at='' spendable=''
  read -r at spendable <<<"$(funds)" || true
  [[ -n $spendable && $spendable != 0 && $at -gt 0 ]]
}

wait_for_funds() {
  until is_funded; do
    ((SECONDS < limit)) || fail "$limit seconds are over before the wallet has coins"
    sleep 2
  done
}

print_figures() {
  local node now lca_height lca pace tips spendable
  echo
  for node in "${nodes[@]}"; do
    read -r now lca_height lca pace tips <<<"$(state_of "$node")"
    echo "$node: height $now (tips $tips), LCA $lca_height $lca, $pace s per block"
  done
  read -r now spendable <<<"$(funds)"
  echo "wallet: $spendable mojos to spend at height $now"
  echo
  docker stats --no-stream --format 'table {{.Name}}\t{{.MemUsage}}\t{{.CPUPerc}}' $(docker ps -q --filter "label=com.docker.compose.project=$project")
  echo
}

command -v docker >/dev/null || fail 'docker is not installed'
docker info >/dev/null 2>&1 || fail 'no Docker engine is running (docker info fails); start one first'
compose_program=$(compose_command)
trap clean_up EXIT
trap 'exit 130' INT TERM

step "building images ($compose_program)"
build_images
step 'making keys, plots, genesis and network file'
compose up --no-build --no-color --exit-code-from init init || fail 'init failed'
step 'starting the services'
compose up --no-build --detach
for service in "${nodes[@]}" wallet; do ids[$service]=$(compose ps -q "$service"); done
wait_for_height
wait_for_funds
print_figures
