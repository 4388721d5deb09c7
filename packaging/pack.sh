#!/bin/sh
# pack.sh BUILD_FOLDER OUTPUT_FOLDER GENERATOR...: makes a package, DEB or RPM, of what is built. Two
# runs make the same octets: the time in it is that of the newest entry of the changelog, unless
# SOURCE_DATE_EPOCH says another.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=$1
output=$2
shift 2

if [ -z "${SOURCE_DATE_EPOCH-}" ]; then
  SOURCE_DATE_EPOCH=$(date -d "$(sed -n '/^ -- /{s/.*>  //p;q}' "$here/debian/changelog")" +%s)
  export SOURCE_DATE_EPOCH
fi
umask 022 # folders in a package have the mode with which they are made here

log=$(mktemp)
trap 'rm -rf "$log" "$output/_CPack_Packages"' EXIT
for generator; do
  cpack --config "$build/CPackConfig.cmake" -G "$generator" -B "$output" >"$log" 2>&1 || {
    cat "$log" >&2
    exit 1
  }
  sed -n 's/^CPack: - package: \(.*\) generated\.$/\1/p' "$log"
done
