#!/bin/sh
# with_tools.sh "TOOL..." COMMAND...: runs COMMAND if every TOOL is there. One that is missing is a
# failure where CI=true, so that no test rots unseen, and a skip (77) elsewhere.
set -eu
PATH=$PATH:/usr/sbin # where Debian has servers

missing=
for tool in $1; do
  command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
shift
[ -n "$missing" ] || exec "$@"

echo "missing:$missing; ./dev test installs what the tests need"
[ "${CI-}" != true ] || exit 1
exit 77
