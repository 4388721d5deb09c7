#!/bin/sh
# in_own_group.sh COMMAND...: runs COMMAND with a control group, processes and a network of its own.
# However this ends, no process of COMMAND's outlives it, nor does the group; if it is killed, the
# next one removes that. To be run where mounts are its own.
set -eu

# Over whatever there is: systemd then finds nothing but version 2.
[ -d /sys/fs ] || mount -t sysfs sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
group=/sys/fs/cgroup/ranged-e2e-$$

remove() {
  find "$1" -depth -type d -exec rmdir {} + 2>/dev/null
}

for left in /sys/fs/cgroup/ranged-e2e-*; do
  [ ! -d "$left" ] || [ -d "/proc/${left##*-}" ] || remove "$left" || true
done
mkdir "$group"

clean_up() {
  status=$?
  [ -z "${child-}" ] || kill -KILL "$child" 2>/dev/null || true
  for _ in $(seq 100); do # the kernel takes a moment to let go of what was killed
    [ ! -d "$group" ] || remove "$group" || sleep 0.05
  done
  exit "$status"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

# shellcheck disable=SC2016 # expanded inside
setpriv --pdeathsig KILL \
  sh -euc 'echo 0 >"$1" && shift && exec "$@"' enter_group "$group/cgroup.procs" \
  unshare --mount --pid --net --fork --kill-child --mount-proc "$@" &
child=$!
wait "$child"
