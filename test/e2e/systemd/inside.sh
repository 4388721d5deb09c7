#!/bin/sh
# inside.sh COMMAND...: runs COMMAND in the machine whose systemd is the process E2E_MACHINE.
set -eu

exec nsenter --target "$E2E_MACHINE" --mount --uts --ipc --pid --cgroup -- env -i \
  PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
