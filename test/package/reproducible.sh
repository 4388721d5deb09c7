#!/bin/sh
# reproducible.sh CMAKE GENERATOR COMPILER: whoever builds the package again, elsewhere and later, gets
# the same octets. PACKAGE_DEB was made in PACKAGE_BUILD; here it is made once more there, and once of
# a copy of the sources that is built in another folder, by another umask.
set -eu
cmake=$1
generator=$2
compiler=$3

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What a package is made of: mode, owner, time and name of each file, and sums of the octets.
describe() {
  dpkg-deb --contents "$1"
  rm -rf "$scratch/tree"
  dpkg-deb --raw-extract "$1" "$scratch/tree"
  (cd "$scratch/tree" && find . -type f -exec sha256sum {} + | sort -k 2)
}

# same PACKAGE: says what is different if it is not the same.
same() {
  cmp "$PACKAGE_DEB" "$1" && return
  describe "$PACKAGE_DEB" >"$scratch/first"
  describe "$1" >"$scratch/second"
  diff "$scratch/first" "$scratch/second" || exit 1
  echo "what is in them is the same"
  exit 1
}

echo "once more, of the same build"
"$PACKAGE_SOURCE/packaging/pack.sh" "$PACKAGE_BUILD" "$scratch/again" DEB
same "$scratch/again/${PACKAGE_DEB##*/}"

echo "once more, of another build"
umask 077
copy=$scratch/elsewhere/sources
mkdir -p "$copy/docs"
for part in CMakeLists.txt CMakePresets.json README.md docs include packaging src systemd; do
  cp -R "$PACKAGE_SOURCE/$part" "$copy"
done
"$cmake" -S "$copy" --preset release -B "$scratch/build" -G "$generator" -DRANGED_TESTS=OFF \
  -DCMAKE_CXX_COMPILER="$compiler" >"$scratch/log" || { cat "$scratch/log"; exit 1; }
"$cmake" --build "$scratch/build" --target ranged documents >"$scratch/log" || {
  cat "$scratch/log"
  exit 1
}
"$copy/packaging/pack.sh" "$scratch/build" "$scratch/other" DEB
same "$scratch/other/${PACKAGE_DEB##*/}"
