#!/usr/bin/env bash
# Tries what eng/pack.sh made in a Debian 12 with nothing but the .NET SDK (and zstd, to unpack the archives): eng/try-bare.sh, as root, with debootstrap.
set -euo pipefail
cd "$(dirname "$0")/.."
skip() { echo "try-bare: skipped: $*"; exit 0; }
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || skip "only root of a Linux machine can make a bare system"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
[ -d artifacts/packages ] || { echo "try-bare: run eng/pack.sh first" >&2; exit 2; }
bare=$(mktemp -d)
trap 'umount "$bare/proc" 2>/dev/null || true; rm -rf --one-file-system "$bare"' EXIT

debootstrap --variant=minbase --include=ca-certificates,libssl3,zlib1g,zstd bookworm "$bare" > "$bare.log" 2>&1 || { tail -5 "$bare.log"; skip "debootstrap failed"; }
rm -f "$bare.log"
mkdir -p "$bare/usr/share/dotnet" "$bare/gradcam" "$bare/root/.nuget/NuGet"
cp -a "$(dirname "$(readlink -f "$(command -v dotnet)")")/." "$bare/usr/share/dotnet/"
ln -sf /usr/share/dotnet/dotnet "$bare/usr/bin/dotnet"
cp -a Directory.Build.props Directory.Build.targets Directory.Packages.props build docs eng examples src "$bare/gradcam/" 2>/dev/null
rm -rf "$bare"/gradcam/docs/node_modules
find "$bare/gradcam" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
cp -a artifacts "$bare/gradcam/"
# How this machine reaches its packages is all that the bare one gets from it.
cp -L /etc/resolv.conf /etc/hosts "$bare/etc/"
# The folder whole: the bare one's own certificates are links, which from here lead to this machine's files.
rm -rf "$bare/etc/ssl/certs" && cp -Lr /etc/ssl/certs "$bare/etc/ssl/certs"
[ ! -f ~/.nuget/NuGet/NuGet.Config ] || cp ~/.nuget/NuGet/NuGet.Config "$bare/root/.nuget/NuGet/"
mount -t proc proc "$bare/proc"
echo "bare: $(chroot "$bare" dpkg -l | grep -c '^ii') Debian packages"
chroot "$bare" env -i HOME=/root PATH=/usr/bin:/bin DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
  $(env | grep -E '^(https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|NUGET_CERT_REVOCATION_MODE|SSL_CERT_FILE|SSL_CERT_DIR)=' || true) bash /gradcam/eng/pack.sh try
