#!/bin/sh
# with_machine.sh RELEASE COMMAND...: runs COMMAND beside a machine of its own, a Debian of that
# release (make_tree.sh) with systemd and journald, whose network is only the loopback that COMMAND
# sees, too. E2E_MACHINE is the process id of its systemd. It takes root and namespaces: without
# them it is a failure where CI=true, and a skip (77) elsewhere.
set -eu

here=$(dirname "$0")
release=$1
shift

cannot() {
  echo "cannot run a machine: $1"
  [ "${CI-}" != true ] || exit 1
  exit 77
}

[ "$(id -u)" -eq 0 ] || cannot "it takes root"
why=$(unshare --mount --net --pid --fork true 2>&1) ||
  cannot "$why (in a chroot, its root must be a mount point)"
tree=$(sh "$here/make_tree.sh" "$release") || cannot "there is no tree for it"

set -- sh "$here/in_own_group.sh" sh "$here/boot.sh" "$tree" "$@"
# In a chroot nobody can make a user namespace, as the service does. So there, where mounts are its
# own, the folder that is the root becomes the root of all mounts.
if [ "$(stat -c %d:%i /)" != "$(nsenter --mount=/proc/self/ns/mnt stat -c %d:%i /)" ]; then
  # shellcheck disable=SC2016 # expanded inside
  set -- nsenter --mount=/proc/self/ns/mnt --wd=/ sh -euc '
    mount --make-rprivate /
    mount --move . /
    exec chroot . env --chdir="$@"' become_root "$PWD" "$@"
fi
exec unshare --mount --propagation private "$@"
