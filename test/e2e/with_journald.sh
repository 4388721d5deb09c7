#!/bin/sh
# with_journald.sh CATALOG COMMAND...: runs COMMAND where /run, the network and the processes are its
# own, so that it may start a journald and break it, and where journalctl knows CATALOG. That takes
# root and namespaces: without them it is a failure where CI=true, and a skip (77) elsewhere.
set -eu

catalog=$1
shift

cannot() {
  echo "cannot run a journald of its own: $1"
  [ "${CI-}" != true ] || exit 1
  exit 77
}

[ -x /lib/systemd/systemd-journald ] || cannot "there is no systemd-journald"
[ "$(id -u)" -eq 0 ] || cannot "it takes root"
why=$(unshare --mount --net --pid --fork true 2>&1) ||
  cannot "$why (in a chroot, its root must be a mount point)"

# shellcheck disable=SC2016 # expanded inside
exec unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private sh -euc '
  catalog=$1
  shift
  ip link set lo up
  mountpoint -q /sys/fs/cgroup || mount -t cgroup2 cgroup2 /sys/fs/cgroup # or journald ends
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir -p /run/systemd/journal /run/systemd/journald.conf.d /run/log/journal
  printf "[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\n" >/run/systemd/journald.conf.d/test.conf
  mount -t tmpfs tmpfs /usr/local/lib
  mkdir -p /usr/local/lib/systemd/catalog /var/lib/systemd/catalog
  cp "$catalog" /usr/local/lib/systemd/catalog/
  mount -t tmpfs tmpfs /var/lib/systemd/catalog
  journalctl --update-catalog
  "$@"' with_journald "$catalog" "$@"
