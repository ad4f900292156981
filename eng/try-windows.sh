#!/usr/bin/env bash
# Publishes the program for Windows and runs it under Wine beside this system's own, on a Linux machine.
#   eng/try-windows.sh            every command, the arrays of four networks, and as much of the tests as runs there: about half an hour
#   eng/try-windows.sh --quick    the commands and one network: under five minutes
#   eng/try-windows.sh --arrays   the arrays of the four networks alone
#   eng/try-windows.sh --tests [CLASS...]   the tests alone, or some of their classes
# GRADCAM_OPENCV_DLL names a build of OpenCvSharpExtern.dll, where the package OpenCvSharp4.runtime.win is not to be had; without either nothing can be tried.
# GRADCAM_CLASS_SECONDS is how long a class of tests may take (120), more on a busy machine.
# Ends with a line of what passed and failed; where the trial is not possible it says "skipped" and why, and ends with 0.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD form=${1:-all} dll=${GRADCAM_OPENCV_DLL:-}
skip() { echo "try-windows: skipped: $*"; exit 0; }
[ "$(uname -sm)" = "Linux x86_64" ] || skip "Wine runs Windows' programs for x64 on Linux x64 alone"
[ -n "$dll" ] || skip "GRADCAM_OPENCV_DLL names no OpenCvSharpExtern.dll for Windows"
[ -f "$dll" ] || skip "there is no $dll"
if ! command -v wine >/dev/null; then
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || skip "wine is not installed, and only root can install it, by apt-get"
  { apt-get update -q && apt-get install -q -y --no-install-recommends wine wine64; } >/dev/null 2>&1 || skip "wine could not be installed"
fi

work=$(mktemp -d)
# Wine's server and the prefix go last, when no program of it runs any more.
trap 'WINEPREFIX=$work/wine wineserver -k 2>/dev/null; rm -rf "$work"' EXIT
export WINEPREFIX=$work/wine WINEDEBUG=-all
# Wine lacks what these ask of Windows: processor groups for OpenMP, double mapping for .NET, and its background collector stops there at times.
export KMP_AFFINITY=disabled DOTNET_EnableWriteXorExecute=0 DOTNET_gcConcurrent=0
passed=0 failed=0
example=$root/examples/densenet121-shapes.safetensors

check() { # NAME COMMAND...: whether the command ends well
  if "${@:2}" > "$work/check.log" 2>&1; then passed=$((passed + 1)); echo "passed  $1"
  else failed=$((failed + 1)); echo "FAILED  $1"; tail -20 "$work/check.log" | sed 's/^/        /'; fi
}
build() { "$@" > "$work/build.log" 2>&1 && ! grep -q 'warning' "$work/build.log" || { cat "$work/build.log"; echo "try-windows: the build failed or warned: $*"; echo "0 passed, 1 failed"; exit 1; }; }
windows() { timeout 300 wine "$work/win/gradcam.exe" "$@" 2>&1; }
linux() { "$work/linux/gradcam" "$@" 2>&1; }
path() { printf 'Z:%s' "${1//\//\\}"; }

# How far two arrays of float32 are apart: the norm of the difference over the norm of the second.
distance() {
  local first second
  first=$((10 + $(od -An -tu2 -j8 -N2 "$1"))) second=$((10 + $(od -An -tu2 -j8 -N2 "$2")))
  paste <(od -An -v -tf4 -w4 -j "$first" "$1") <(od -An -v -tf4 -w4 -j "$second" "$2") |
    awk '{d = $1 - $2; s += d * d; n += $2 * $2; if (NF != 2 || d != d) bad = 1} END {if (bad || NR == 0) print "none"; else printf "%.1e", (n ? sqrt(s / n) : sqrt(s))}'
}
within() { # FILE-HERE FILE-THERE LIMIT
  local found; found=$(distance "$1" "$2"); echo "$found of at most $3"; awk -v found="$found" -v limit="$3" 'BEGIN {exit !(found != "none" && found + 0 <= limit + 0)}'
}
same_lines() { diff <(sed -E 's/\r$//; /^cache: /d; s/"seconds":[0-9.]+//; s/"stages":\{[^}]*\}//' "$1") <(sed -E 's/\r$//; /^cache: /d; s/"seconds":[0-9.]+//; s/"stages":\{[^}]*\}//' "$2"); }
exits() { local code; "${@:2}" > "$work/said" 2>&1; code=$?; cat "$work/said"; [ "$code" = "$1" ] || { echo "exit code $code, not $1"; return 1; }; }
says() { local code=$1 text=$2; exits "$code" "${@:3}" && grep -q -- "$text" "$work/said"; }
has_no() { ! grep -q -- "$1" "$2"; }

publish() {
  build dotnet publish src/GradCam.Cli -c Release -r win-x64 --self-contained -o "$work/win" -v q --nologo -p:UseOpenCvWindowsPackage=false
  build dotnet publish src/GradCam.Cli -c Release -o "$work/linux" -v q --nologo
  cp "$dll" "$work/win/"
  wine "$work/win/gradcam.exe" --version >/dev/null 2>&1
}

arrays_of() { # NETWORK CHECKPOINT GUIDED-LIMIT: three arrays and the six pictures, here and there
  local name file
  for name in here there; do rm -rf "${work:?}/$name"; done
  linux --image-path examples/pic1.jpg --network "$1" --weight-path "$2" --output-dir "$work/here" --arrays --threads 2 > "$work/here.log" || { cat "$work/here.log"; return 1; }
  check "$1: six pictures and the arrays are written" windows --image-path 'examples\pic1.jpg' --network "$1" --weight-path "$(path "$2")" --output-dir "$(path "$work/there")" --arrays --threads 2
  for file in logits:1e-5 mask:1e-4 mask++:1e-4 guided:"$3"; do
    check "$1: ${file%%:*} $(distance "$work/there/pic1-$1-${file%%:*}.npy" "$work/here/pic1-$1-${file%%:*}.npy") from Linux's, ${file##*:} at most" \
      within "$work/there/pic1-$1-${file%%:*}.npy" "$work/here/pic1-$1-${file%%:*}.npy" "${file##*:}"
  done
  check "$1: the pictures differ from Linux's by JPEG noise alone" linux compare "$work/here" "$work/there"
}

networks() {
  arrays_of densenet121 "$example" 1e-2
  [ "$form" != --quick ] || return 0
  build dotnet build eng/checkpoint.cs -v q --nologo
  for network in resnet50 vgg16 mobilenet_v2; do
    build dotnet run eng/checkpoint.cs -- "$network" "$work/$network.safetensors"
    arrays_of "$network" "$work/$network.safetensors" 1e-2
    rm -f "$work/$network.safetensors"
  done
}

listings() {
  local command
  for command in networks methods "layers --network densenet121" weights "completion powershell" man; do
    linux $command > "$work/here.txt"
    windows $command > "$work/there.txt"
    check "gradcam $command says what Linux's says" same_lines "$work/here.txt" "$work/there.txt"
  done
  check "gradcam --help" says 0 '--image-path' windows --help
  check "an unknown option is refused" says 2 'imagepath' windows --imagepath x
}

batches() {
  local tree="$work/bilder und mehr/größe 画像" deep
  deep=$(printf 'a-long-folder-name-%.0s' 1 2 3 4 5 6 7 8 9 10)
  mkdir -p "$tree" "$work/batch/$deep/$deep"
  cp examples/pic1.jpg "$tree/bär.jpg"; cp examples/multiple.jpg "$tree/ñandú.jpg"; cp examples/two_classes.jpg "$work/bilder und mehr/third.jpg"
  cp examples/pic1.jpg "$work/batch/$deep/$deep/far.jpg"; cp examples/pic1.jpg "$work/batch/near.jpg"
  check "batch: folders, backslashes, spaces, names beyond ASCII" windows batch --images "$(path "$work/bilder und mehr")" --weight-path "$(path "$example")" --output-dir "$(path "$work/out")" --threads 2
  check "batch: the names are there as they were" test -f "$work/out/größe 画像/bär-densenet121-cam.jpg"
  linux batch --images "$work/bilder und mehr" --weight-path "$example" --output-dir "$work/out-here" --threads 2 > /dev/null
  check "batch: the pictures are Linux's but for JPEG noise" linux compare "$work/out-here" "$work/out"
  check "batch: no carriage return in what it writes" has_no $'\r' "$work/out/results.jsonl"
  check "batch: nor in run.json" has_no $'\r' "$work/out/run.json"
  check "batch: a pattern on a drive" windows batch --images "$(path "$work/bilder und mehr/*.jpg")" --weight-path "$(path "$example")" --output-dir "$(path "$work/out-pattern")"
  check "batch: paths over 260 letters" windows batch --images "$(path "$work/batch")" --weight-path "$(path "$example")" --output-dir "$(path "$work/out-deep")"
  check "batch: their results are there" test -f "$work/out-deep/$deep/$deep/far-densenet121-cam.jpg"
  check "batch: a folder with results is refused" says 2 resume windows batch --images "$(path "$work/bilder und mehr")" --weight-path "$(path "$example")" --output-dir "$(path "$work/out")"
  check "report: made again" windows report "$(path "$work/out")"
  windows report "$(path "$work/out")" --print-table 'x\' > "$work/table"
  check "report: redirected output is UTF-8" grep -q 'größe 画像' "$work/table"
  check "compare: a folder with itself" windows compare "$(path "$work/out")" "$(path "$work/out")"
  check "compare: with others" exits 1 windows compare "$(path "$work/out")" "$(path "$work/out-deep")"
  stopped
}

# A batch stopped by Ctrl-C, another one killed, and both resumed: the bytes of an undisturbed run.
stopped() {
  local many=$work/many i
  mkdir -p "$many"
  for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16; do cp examples/pic1.jpg "$many/$i.jpg"; done
  call() { wine "$work/win/gradcam.exe" batch --images "$(path "$many")" --weight-path "$(path "$example")" --batch 1 --threads 1 --output-dir "$(path "$work/$1")" "${@:2}"; }
  call whole > /dev/null 2>&1
  for signal in INT KILL; do
    # With job control, since a shell's other background processes ignore Ctrl-C; and the program itself, not a shell around it, must get the signal.
    set -m
    wine "$work/win/gradcam.exe" batch --images "$(path "$many")" --weight-path "$(path "$example")" --batch 1 --threads 1 --output-dir "$(path "$work/$signal")" > "$work/said" 2>&1 & child=$!
    set +m
    # Two lines are there, more to come.
    for i in $(seq 600); do [ "$(cat "$work/$signal/results.jsonl" 2>/dev/null | wc -l)" -lt 2 ] || break; sleep 0.1; done
    kill -$signal $child; wait $child 2>/dev/null; code=$?
    [ $signal = INT ] || sleep 2 # Wine's server notices that a process is gone a moment later.
    [ $signal = INT ] && check "Ctrl-C: exit code 130, and the command that goes on" test "$code" = 130
    check "$signal: the batch was in its midst" test "$(wc -l < "$work/$signal/results.jsonl")" -lt 16
    check "$signal: --resume finishes it" call "$signal" --resume
    check "$signal: with an undisturbed run's lines" same_lines "$work/whole/results.jsonl" "$work/$signal/results.jsonl"
    check "$signal: and files" linux compare "$work/whole" "$work/$signal" --max-mean 0 --min-ssim 1
  done
}

oddities() {
  local out=$work/odd deep
  mkdir -p "$out"
  printf x > "$work/keine größe 画像.txt"
  check "messages name files as they are called" says 1 'keine größe 画像' windows --image-path "$(path "$work/keine größe 画像.txt")" --weight-path "$(path "$example")" --output-dir "$(path "$out")"
  deep=$work/$(printf 'a-long-folder-name-%.0s' 1 2 3 4 5 6 7 8 9 10)/$(printf 'a-long-folder-name-%.0s' 1 2 3 4 5 6 7 8 9 10)
  mkdir -p "$deep"; cp examples/pic1.jpg "$deep/far.jpg"; cp "$example" "$deep/far.safetensors"
  check "picture, checkpoint and results behind paths over 260 letters" windows --image-path "$(path "$deep/far.jpg")" --weight-path "$(path "$deep/far.safetensors")" --output-dir "$(path "$deep/out")" --only cam
  check "there they are" test -f "$deep/out/far-densenet121-cam.jpg"
  check "a name with a device's stem is refused" says 1 'con.jpg' windows --image-path con.jpg --weight-path "$(path "$example")" --output-dir "$(path "$out")"
  cat examples/pic1.jpg | windows --image-path - --weight-path "$(path "$example")" --output-dir "$(path "$out")" --only cam > "$work/said"
  check "a picture from standard input" test -f "$out/stdin-densenet121-cam.jpg"
  check "weights convert" windows weights convert "$(path "$example")" "$(path "$out/copy.safetensors")"
  check "weights convert gives Linux's bytes" bash -c "\"$work/linux/gradcam\" weights convert \"$example\" \"$out/here.safetensors\" && cmp \"$out/copy.safetensors\" \"$out/here.safetensors\""
  check "a checkpoint that is in use is not replaced, and the message says why" says 2 'copy.safetensors' windows weights convert "$(path "$out/copy.safetensors")" "$(path "$out/copy.safetensors")"
  check "offline, weights that are not cached" says 1 'resnet50' env TORCH_HOME="$(path "$out/none")" timeout 300 wine "$work/win/gradcam.exe" --image-path 'examples\pic1.jpg' --network resnet50 --offline
  mirror "$out"
}

# Another program of Windows that has a file open, without letting it be written, renamed or deleted: its shell, which waits for ping.
hold() { rm -f "$work/holding"; wine cmd /c "ping -n 600 127.0.0.1 < $(path "$1") > $(path "$work/holding")" 2>/dev/null & while [ ! -s "$work/holding" ]; do sleep 0.1; done; }
release() { wine taskkill /f /im ping.exe > /dev/null 2>&1; wait $!; }

files_in_use() {
  local out=$work/held explain=(windows --weight-path "$(path "$example")" --output-dir "$(path "$work/held")" --threads 2)
  mkdir "$out"
  "${explain[@]}" --image-path 'examples\pic1.jpg' > /dev/null; cp -r "$out" "$work/held-before"
  hold "$out/pic1-densenet121-cam.jpg"
  check "held open: a result that another program holds is told, exit code 1" says 1 'pic1-densenet121-cam.jpg' "${explain[@]}" --image-path 'examples\pic1.jpg' --colormap turbo
  check "held open: and the files there are all as they were" diff -r "$work/held-before" "$out"
  release
  check "held open: once it is free they are replaced" "${explain[@]}" --image-path 'examples\pic1.jpg' --colormap turbo
  check "held open: by others" bash -c "! cmp -s '$out/pic1-densenet121-cam.jpg' '$work/held-before/pic1-densenet121-cam.jpg'"
  cp examples/pic1.jpg "$out/read.jpg"; cp "$example" "$out/read.safetensors"; chmod 444 "$out"/read.*
  hold "$out/read.jpg"
  check "held open: a picture that another program reads" "${explain[@]}" --image-path "$(path "$out/read.jpg")" --only cam
  release
  check "read-only: a picture and a checkpoint" windows --image-path "$(path "$out/read.jpg")" --weight-path "$(path "$out/read.safetensors")" --output-dir "$(path "$out")" --only gb
  hold "$work/out/results.csv"
  check "held open: a table of a batch is told, exit code 1" says 1 'results.csv' windows report "$(path "$work/out")"
  release
  check "held open: once it is free it is written" windows report "$(path "$work/out")"
}

# A mirror on this machine: it resumes, and while the file "stall" lies beside its files it sends half of one and waits.
mirror() {
  command -v python3 >/dev/null || { echo "skipped fetch from a mirror: no python3"; return; }
  local files=$1/mirror cache=$work/cache/hub/checkpoints name=squeezenet1_1-b8a52dc0.pth child i
  mkdir -p "$files"
  # No weights: 1,000,000 zeros and a number found by trying, which give the digits that the name asks for.
  { head -c 1000000 /dev/zero; printf 0000001199091974; } > "$files/$name"
  head -c 100000 /dev/zero > "$files/squeezenet1_0-b66bff10.pth"
  python3 -c 'import http.server, os, sys, time
class Mirror(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if not os.path.isfile(self.path[1:]): return self.send_error(404)
        content = open(self.path[1:], "rb").read()
        start = int((self.headers.get("Range") or "bytes=0-")[6:].split("-")[0])
        print("from", start, flush=True)
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Content-Length", len(content) - start)
        self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("ETag", "\"1\"")
        self.end_headers()
        half = len(content) // 2 if os.path.exists("stall") else len(content)
        self.wfile.write(content[start:half])
        self.wfile.flush()
        while os.path.exists("stall"): time.sleep(0.1)
    def log_message(self, *args): pass
os.chdir(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
print(server.server_port, flush=True)
server.serve_forever()' "$files" > "$work/served" 2>/dev/null & server=$!
  while [ ! -s "$work/served" ]; do sleep 0.1; done
  export GRADCAM_WEIGHTS_URL="http://127.0.0.1:$(head -1 "$work/served")/"
  weights() { TORCH_HOME=$(path "$work/cache") windows weights "$@"; }
  check "fetch: a file that the mirror has not" says 1 'alexnet' weights fetch alexnet
  check "fetch: a file with another hash" says 1 'squeezenet1_0' weights fetch squeezenet1_0
  check "fetch: nothing is left under its name" test ! -e "$cache/squeezenet1_0-b66bff10.pth"
  touch "$files/stall"
  TORCH_HOME=$(path "$work/cache") wine "$work/win/gradcam.exe" weights fetch squeezenet1_1 > /dev/null 2>&1 & child=$!
  for i in $(seq 600); do [ "$(cat "$cache/$name".gradcam-*.partial 2>/dev/null | wc -c)" -lt 500000 ] || break; sleep 0.1; done
  kill -KILL $child; wait $child 2>/dev/null; rm "$files/stall"; sleep 2
  check "fetch: killed in its midst, and fetched again" weights fetch squeezenet1_1
  check "fetch: the second went on where the first was" grep -qE '^from 500[0-9]{3}$' "$work/served"
  check "fetch: the file is the mirror's, and nothing lies beside it" bash -c "cmp '$files/$name' '$cache/$name' && [ \$(ls '$cache' | wc -l) = 1 ]"
  check "weights verify: it is right" says 0 'squeezenet1_1' weights verify
  TORCH_HOME='~\torch' windows weights fetch squeezenet1_1 > /dev/null
  check "TORCH_HOME: ~ is the user's folder" test -f "$(echo "$WINEPREFIX"/drive_c/users/*/torch/hub/checkpoints/"$name")"
  kill $server; wait $server 2>/dev/null
  unset GRADCAM_WEIGHTS_URL
  check "fetch: what is cached needs no mirror" weights fetch squeezenet1_1
}

# Runs classes in one process, since starting one costs more than most classes, and leaves in `classes` those that it did not come to: it ends at one that
# hangs or takes the process along, which counts as failed.
run_classes() { # ASSEMBLY
  local seconds=${GRADCAM_CLASS_SECONDS:-120} line name=''
  # A process of Wine's that crashed may stay with some of its threads, silent.
  while IFS= read -r -t $((seconds + 60)) line; do
    case $line in
      '[class] '*) name=${line#'[class] '} ;;
      'failed: '* | 'skipped: '*) echo "        ${line:0:300}" ;;
      '[ended] '*)
        line=${line#'[ended] '}
        echo "        $line: $name"
        passed=$((passed + ${line%% passed*})); line=${line#*, }; failed=$((failed + ${line%% failed*}))
        classes=("${classes[@]:1}") name='' ;;
    esac
  done < <(wine GradCam.TestRunner.exe "$1" "$seconds" "${classes[@]}" 2>&1 | sed -u 's/\r$//' | tee "$work/class.log")
  [ ${#classes[@]} -gt 0 ] || return 0
  wineserver -k9
  failed=$((failed + 1)); echo "FAILED  ${classes[0]}: did not end in order"; tail -5 "$work/class.log" | cut -c1-300 | sed 's/^/        /'
  classes=("${classes[@]:1}")
}

# The tests look for the sources above their folder, so it lies in the checkout.
tests() {
  local folder=$root/artifacts/windows-tests assembly class classes
  rm -rf "$folder"
  build dotnet publish tests/GradCam.TestRunner -c Release -r win-x64 --self-contained -o "$folder" -v q --nologo -p:UseOpenCvWindowsPackage=false
  cp "$dll" "$folder/"
  cd "$folder"
  for assembly in GradCam.Core.Tests GradCam.Runs.Tests GradCam.Cli.Tests; do
    classes=()
    for class in $(wine GradCam.TestRunner.exe "$assembly" 2>/dev/null | tr -d '\r'); do
      [ $# = 0 ] || [[ " $* " == *" ${class##*.} "* ]] && classes+=("$class")
    done
    echo "$assembly: ${#classes[@]} classes"
    while [ ${#classes[@]} -gt 0 ]; do run_classes "$assembly"; done
  done
  cd "$root"
  rm -rf "$folder"
}

case $form in
  --tests) tests "${@:2}" ;;
  --arrays) publish; networks ;;
  --quick) publish; listings; networks; batches; files_in_use; oddities ;;
  all) publish; listings; networks; batches; files_in_use; oddities; tests ;;
  *) echo "unknown argument $form: see the head of eng/try-windows.sh" >&2; exit 2 ;;
esac
echo "try-windows: $passed passed, $failed failed"
[ "$failed" = 0 ]
