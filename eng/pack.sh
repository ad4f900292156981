#!/usr/bin/env bash
# Makes every package and archive of a release, and tries each one where nothing of this checkout is: an empty folder, an empty package cache.
#   eng/pack.sh                          all of it, into artifacts/
#   eng/pack.sh [packages] [archives] [try]   parts of it; "try" takes what lies in artifacts/ already
# RELEASE=true also asks for the package OpenCvSharp4.runtime.win and makes the tool for Windows too. Needs binutils, zstd and zip; the archives are made on Linux alone.
set -euo pipefail
cd "$(dirname "$0")/.."
# The programs of .NET on Windows take a path as Windows writes it, in a file too, where Git's bash does not translate it.
native() { if command -v cygpath > /dev/null; then cygpath -m "$1"; else echo "$1"; fi; }
root=$(native "$PWD") release=${RELEASE:-false} parts=" ${*:-packages archives try} "
for part in $parts; do
  case $part in packages | archives | try) ;; *) echo "unknown argument $part: see the head of eng/pack.sh" >&2; exit 2 ;; esac
done
wants() { [[ $parts == *" $1 "* ]]; }
artifacts=$root/artifacts
version=$(dotnet msbuild src/GradCam.Core -getProperty:Version | tr -d '\r')
system=$(uname -s)
example=$root/examples/densenet121-shapes.safetensors picture=$root/examples/pic1.jpg
work=$(native "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT

say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*"; }
fail() { echo "eng/pack.sh: $*" >&2; exit 1; }
quiet() { "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; fail "failed: $*"; }; }

make_packages() {
  rm -rf "$artifacts/packages"
  for project in GradCam.Core GradCam.Cpu GradCam.Runs; do
    quiet dotnet pack "src/$project" -c Release -v q --nologo -p:ContinuousIntegrationBuild=true -p:Release="$release"
  done
  # Only Linux' own strip reads Linux' files.
  quiet dotnet pack src/GradCam.Cli -c Release -v q --nologo -p:PackTool=true -p:StripNativeFiles="$([ "$system" = Linux ] && echo true)" -p:ContinuousIntegrationBuild=true \
    -p:Release="$release" -p:UseOpenCvWindowsPackage="$release"
}

publish() { # RID FOLDER [ARGUMENT...]
  quiet dotnet publish src/GradCam.Cli -c Release -v q --nologo -r "$1" -o "$2" -p:StripNativeFiles=true -p:PublishDocumentationFiles=false "${@:3}"
  cp LICENSE "$2"
}

make_archives() {
  local name
  rm -rf "$artifacts/archives"
  mkdir -p "$artifacts/archives"
  name=gradcam-$version-linux-x64
  publish linux-x64 "$work/$name" --self-contained
  # Owner and times are the archive's, not this machine's: the same files give the same bytes.
  bundle() { tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf - "$1" | zstd -q -16 -T0 --long=27 -o "$artifacts/archives/$1.tar.zst"; rm -rf "${work:?}/$1"; }
  bundle "$name"
  name=gradcam-$version-linux-x64-without-runtime
  publish linux-x64 "$work/$name" --no-self-contained
  bundle "$name"
  name=gradcam-$version-win-x64
  publish win-x64 "$work/$name" --self-contained -p:UseOpenCvWindowsPackage="$release"
  [ "$release" = true ] || echo "OpenCV's native library (OpenCvSharpExtern.dll) is not in this folder: put it beside gradcam.exe. Releases hold it." > "$work/$name/MISSING.txt"
  (cd "$work" && zip -q -r -X "$artifacts/archives/$name.zip" "$name")
  rm -rf "${work:?}/$name"
}

# Every trial has one home and one package cache of its own, which begin empty.
alone() { (cd "$trial" && env -u DOTNET_ROOT HOME="$work/home" DOTNET_CLI_HOME="$work/home" NUGET_PACKAGES="$work/cache" "$@"); }

expect_maps() { # FOLDER STEM: six pictures, and the star was found
  [ "$(find "$1" -name "$2-densenet121-*.jpg" | wc -l)" = 6 ] || fail "$1 does not hold six pictures"
  grep -q 'star' "$work/log" || { cat "$work/log" >&2; fail "the star was not found"; }
}

try_library() { # "PACKAGE PACKAGE" [PROPERTY=VALUE...]
  local property properties=""
  trial=$work/library
  mkdir -p "$trial"
  say "library: $1 ${*:2}"
  quiet alone dotnet new console --name Maps --output .
  for property in "${@:2}"; do properties+="<${property%%=*}>${property#*=}</${property%%=*}>"; done
  sed -i "s|</PropertyGroup>|$properties</PropertyGroup>|" "$trial/Maps.csproj"
  # The readme's own lines.
  sed -n '/^```csharp$/,/^```$/p' docs/package/README.md | sed '1d;$d' > "$trial/Program.cs"
  printf '<configuration><packageSources><add key="here" value="%s" /></packageSources></configuration>\n' "$artifacts/packages" > "$trial/nuget.config"
  for package in $1; do quiet alone dotnet add package "$package" --version "$version"; done
  cp "$example" "$trial/densenet121.pth"
  cp "$picture" "$trial/cat.jpg"
  quiet alone dotnet run
  expect_maps "$trial/results" cat
  say "  $(tail -1 "$work/log"), output $(du -sm "$trial/bin" | cut -f1) MB"
  rm -rf "$trial"
}

try_tool() {
  trial=$work/tool
  mkdir -p "$trial"
  say "tool: dotnet tool install --global"
  quiet alone dotnet tool install --global --add-source "$artifacts/packages" GradCam.Tool --version "$version"
  quiet alone "$work/home/.dotnet/tools/gradcam" --image-path "$picture" --network densenet121 --weight-path "$example"
  expect_maps "$trial/results" pic1
  say "tool: dotnet dnx"
  quiet alone dotnet dnx -y --source "$artifacts/packages" "GradCam.Tool@$version" networks --filter densenet
  grep -q densenet121 "$work/log" || fail "dotnet dnx listed no network"
}

try_archive() { # NAME [VARIABLE=VALUE...]
  say "archive: $1"
  trial=$work/archive
  mkdir -p "$trial"
  tar -C "$trial" --zstd -xf "$artifacts/archives/$1.tar.zst"
  # Nothing of this machine's environment; for the self-contained one no .NET either.
  (cd "$trial" && quiet env -i PATH=/usr/bin:/bin "${@:2}" "$trial/$1/gradcam" --image-path "$picture" --network densenet121 --weight-path "$example")
  expect_maps "$trial/results" pic1
  rm -rf "$trial"
}

if wants packages; then say "packages"; make_packages; fi
if wants archives && [ "$system" = Linux ]; then say "archives"; make_archives; fi
if wants try; then
  mkdir -p "$work/home/.nuget/NuGet"
  [ ! -f ~/.nuget/NuGet/NuGet.Config ] || cp ~/.nuget/NuGet/NuGet.Config "$work/home/.nuget/NuGet/"
  try_library GradCam.Cpu UseCurrentRuntimeIdentifier=true SelfContained=false
  try_library GradCam.Cpu
  try_library "GradCam.Runs GradCam.Cpu" UseCurrentRuntimeIdentifier=true SelfContained=false
  try_tool
  if [ -d "$artifacts/archives" ] && [ "$system" = Linux ]; then
    try_archive "gradcam-$version-linux-x64" DOTNET_ROOT=/nonexistent
    try_archive "gradcam-$version-linux-x64-without-runtime" DOTNET_ROOT="$(dirname "$(readlink -f "$(command -v dotnet)")")"
  fi
fi
(cd "$artifacts" && for file in packages/* archives/*; do [ ! -f "$file" ] || printf '%9.1f MB  %s\n' "$(wc -c < "$file" | awk '{print $1/1e6}')" "$file"; done)
