#!/bin/sh
# make_tree.sh RELEASE: prints the folder of a small Debian with systemd, of that release (bookworm,
# trixie), and makes it first if it is not in the cache. Nobody may write in it: machines run on
# overlays of it. Root and mmdebstrap make it of packages from where this machine has its own.
set -eu

release=$1
# What the server needs to run is in it, since a machine has no network to fetch it from.
packages=systemd,systemd-sysv,dbus,libnss-systemd,libuv1
[ "$release" = bookworm ] || packages=${packages}t64 # as of trixie
packages=$packages,libstdc++6

cannot() {
  echo "cannot make a Debian $release: $1" >&2
  exit 1
}

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ranged
made_of=$({ echo "$packages $(dpkg --print-architecture)" && cat "$0"; } | sha256sum | cut -c 1-12)
tree=$cache/$release-$made_of
unfinished=$cache/unfinished-$release
mkdir -p "$cache"
exec 9>"$cache/$release.lock"
flock 9 # several tests may ask for it at once
if [ -d "$tree" ]; then
  echo "$tree"
  exit
fi

trap 'rm -rf "$unfinished"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$unfinished" # of one who was killed
# Another archive than Debian's may have a folder of that name, too: then the next is tried.
mirrors=$(apt-get --print-uris update |
  sed -n "s#^'\(.*\)/dists/\(bookworm\|trixie\)/InRelease' .*#\1#p" | sort -u)
[ -n "$mirrors" ] || cannot "apt has no mirror of Debian among its sources"
for mirror in $mirrors; do
  if mmdebstrap --mode=root --variant=minbase --include="$packages" \
    "$release" "$unfinished" "$mirror" >&2 9>&-; then
    : >"$unfinished/etc/machine-id" # each machine has its own
    mv "$unfinished" "$tree"
    find "$cache" -maxdepth 1 -name "$release-*" ! -path "$tree" -mtime +14 -exec rm -rf {} +
    echo "$tree"
    exit
  fi
  rm -rf "$unfinished"
done
cannot "mmdebstrap failed; its messages are above"
