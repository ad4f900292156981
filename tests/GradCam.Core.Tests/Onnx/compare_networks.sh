#!/usr/bin/env bash
# Exports torchvision's networks one after another, those with the fewest parameters first, and holds each against the network here with the same weights,
# its norms kept and folded. An export is deleted after its comparison.
#
#     compare_networks.sh FOLDER [network ...]        # FOLDER/figures.md: a line an export; all networks without names
#
# Needs torch, torchvision and onnx (Debian: python3-torch python3-torchvision python3-onnx), 12 GB of memory for the largest two, and 3 GB of disk.
# TESTS is the built tests' dll, if not the usual one; PYTHON python.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tests=${TESTS:-$(echo "$here"/../bin/Debug/net10.0/*/GradCam.Core.Tests.dll)}
python=${PYTHON:-/usr/bin/python3}
folder=$1
shift
mkdir -p "$folder/graphs"
folder=$(cd "$folder" && pwd)
[ $# -gt 0 ] || mapfile -t names < <("$python" "$here/make_onnx_networks.py" --list)
for name in "${@:-${names[@]}}"; do
    log=$folder/$name.log
    rm -rf "${folder:?}/graphs/"*
    "$python" "$here/make_onnx_networks.py" "$folder/graphs" "$name:13" "$name:13:folded" >"$log" 2>&1 || true
    grep 'not exported' "$log" | grep -v 'no norms that are folded' >>"$folder/figures.md" || true
    GRADCAM_ONNX_GRAPHS=$folder/graphs dotnet test "$tests" --filter Graph_OfTheFolder --logger "console;verbosity=detailed" >>"$log" 2>&1 || echo "$name: FAILED, see $log" >>"$folder/figures.md"
    sed -n 's/^ *\(| .*\)$/\1/p' "$log" >>"$folder/figures.md"
done
rm -rf "${folder:?}/graphs"
