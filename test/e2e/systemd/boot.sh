#!/bin/sh
# boot.sh TREE COMMAND...: starts a machine on an overlay of TREE, waits until it is up, and runs
# COMMAND. The machine is not shut down: when this ends, so must everything around it.
set -eu

tree=$1
shift
mount -t tmpfs -o mode=755 tmpfs /run
console=/run/console
ip link set lo up

# Without the flag, IPAddressDeny= would do nothing.
SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --boot --directory="$tree" \
  --volatile=overlay --register=no --keep-unit --link-journal=no --system-call-filter=bpf \
  --hostname=machine --console=pipe </dev/null >"$console" 2>&1 &
nspawn=$!

# Its systemd is a child of nspawn's, but not the first.
find_systemd() {
  tr ' ' '\n' <"/proc/$nspawn/task/$nspawn/children" | while read -r child; do
    [ "$(cat "/proc/$child/comm")" != systemd ] || echo "$child"
  done
}

inside() {
  sh "$(dirname "$0")/inside.sh" "$@"
}

export E2E_MACHINE=
state=
for _ in $(seq 600); do
  [ -n "$E2E_MACHINE" ] || E2E_MACHINE=$(find_systemd 2>/dev/null) || true
  [ -z "$E2E_MACHINE" ] || state=$(inside systemctl is-system-running 2>&1) || true
  case $state in running | degraded) break ;; esac
  sleep 0.05
done
if [ "$state" != running ]; then
  echo "the machine is not up, but: ${state:-not there}"
  cat "$console"
  [ -z "$E2E_MACHINE" ] || inside systemctl --failed --no-pager || true
  exit 1
fi

status=0
"$@" || status=$?
[ "$status" -eq 0 ] || inside journalctl --no-pager --lines=100 || true
exit "$status"
