#!/usr/bin/env bash
# Runs batches as arrays of tasks on a real Slurm of virtual nodes (cluster.sh), with the script of docs/CLUSTER.md, disturbs them, merges, and compares
# with one undisturbed run, byte for byte but for seconds.
#
#   trial.sh short FOLDER MATERIAL PROGRAM...    one array of 4 tasks on 2 nodes with a requeue, a kill -9 and a shard that is missing
#   trial.sh whole FOLDER MATERIAL PROGRAM...    8 tasks on 4 nodes, again and again: each time with a trouble of its own
#   trial.sh kills FOLDER MATERIAL PROGRAM...    20 tasks on 4 nodes, of which one is killed at a random moment, KILLS (50) times
#
# FOLDER: short (Slurm's sockets lie in it), new or empty. MATERIAL holds pictures/ and a NETWORK.safetensors of each network; `whole` needs 3,200 pictures
# or more where two processors are free, or its tasks end before the limit and the preemption reach them.
# PROGRAM: the words that start gradcam. With PACK in the environment results are packed, so many pictures' in an archive. Ends with 0 if everything held.
set -euo pipefail

[ $# -ge 4 ] || { sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
form=$1 work=$(realpath -m "$2") material=$(realpath "$3")
shift 3
case $form in
  short) nodes=2 tasks=4 ;;
  whole) nodes=4 tasks=8 ;;
  kills) nodes=4 tasks=20 ;;
  *) echo "$form: short, whole or kills" >&2; exit 2 ;;
esac
cluster=$here/cluster.sh dir=$work/slurm
wrong=0

mkdir -p "$work/bin" "$work/log"
# The program as the script calls it. Where FULL names a task, its first start finds no room for a file of more than that many KiB.
{
  echo '#!/usr/bin/env bash'
  echo 'if [ -n "${FULL:-}" ] && [ "${FULL%:*}" = "${SLURM_ARRAY_TASK_ID:-}" ] && mkdir "$FULL_ONCE" 2>/dev/null; then'
  echo '  trap "" XFSZ; ulimit -f "${FULL#*:}"; export DOTNET_EnableWriteXorExecute=0'
  echo 'fi'
  printf 'exec'
  printf ' %q' "$@"
  echo ' "$@"'
} >"$work/bin/gradcam"
chmod 755 "$work/bin/gradcam"
PATH=$work/bin:$PATH
export FULL_ONCE=$work/full

program=$1

# The script as the documentation has it.
awk '/^```/ {inside = !inside; text = ""; next} inside {text = text $0 "\n"} inside && /^#SBATCH/ {wanted = 1} inside && wanted && /^exit/ {printf "%s", text; exit}' "$here/../../docs/CLUSTER.md" >"$work/array.sh"
grep -q '^#SBATCH' "$work/array.sh"

networks=$(cd "$material" && ls ./*.safetensors | sed 's|^./||; s|[.]safetensors$||')
call=(--images "$material/pictures" --network "$(paste -sd, <<<"$networks")" --input-size 64 --batch 4)
for network in $networks; do call+=(--weight-path "$network=$material/$network.safetensors"); done
[ -z "${PACK:-}" ] || call+=(--pack "tar:$PACK")

say() { echo "$(date +%T) $*"; }
check() { if "${@:2}"; then say "held: $1"; else say "DID NOT HOLD: $1"; wrong=$((wrong + 1)); fi; }

content() { # every file of a run with its hash, the lines of results without their seconds
  cd "$work/$1"
  find . -path ./.shards -prune -o -type f ! -name results.jsonl -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
  sed -E 's/"seconds":[^,}]+/"seconds":0/' results.jsonl
}

same() { diff <(content whole) <(content "$1") >"$work/log/$1.diff"; }

submit() { # NAME SBATCH-OPTIONS...
  local name=$1
  shift
  sbatch --parsable --job-name="$name" --array=0-$((tasks - 1)) --output="$work/log/%x-%A-%a.txt" "$@" "$work/array.sh" "${call[@]}" --output-dir "$work/$name" --failures-ok
}

done_batches() { cat "$work/$1"/.shards/*/batches-*.jsonl 2>/dev/null | wc -l; }
wait_batches() { while [ "$(done_batches "$1")" -lt "$2" ]; do sleep 0.1; done; }
# Until a task has written its first batch, or has just begun.
wait_shard() { while ! [ -s "$work/$1/.shards/$2-of-$tasks/batches-1.jsonl" ]; do sleep 0.1; done; }
wait_begun() { while ! [ -e "$work/$1/.shards/$2-of-$tasks/attempt-1.json" ]; do sleep 0.05; done; }
# The processes of one task, by what Slurm put into their environment.
of_task() { local p; for p in /proc/[0-9]*; do ! { tr '\0' '\n' <"$p/environ"; } 2>/dev/null | grep -qxF "SLURM_ARRAY_JOB_ID=$1" || ! { tr '\0' '\n' <"$p/environ"; } 2>/dev/null | grep -qxF "SLURM_ARRAY_TASK_ID=$2" || [ "$(cat "$p/comm" 2>/dev/null)" = slurmstepd ] || echo "${p#/proc/}"; done; }
# The process that works on a shard, by its lease: the tables of all processes take seconds to read, in which a short shard ends.
process() { sed -nE 's/.*"process": ?([0-9]+).*/\1/p' "$work/$1/.shards/$2-of-$tasks/attempt-1.json"; }
# The processes of all tasks that are the program itself.
programs() { local p; for p in /proc/[0-9]*; do ! { tr '\0' ' ' <"$p/cmdline"; } 2>/dev/null | grep -qE "^$1.*--output-dir $work/kills " || echo "${p#/proc/}"; done; }
drain() { "$cluster" wait "$dir" 900; }
attempts() { ls "$work/$1"/.shards/*/attempt-*.json | wc -l; }

merged() { # NAME
  gradcam merge "$work/$1" --failures-ok >"$work/log/$1-merge.txt" 2>&1 || { cat "$work/log/$1-merge.txt"; return 1; }
  say "$1: $(attempts "$1") attempts; $(grep ^merged: "$work/log/$1-merge.txt")"
  same "$1"
}

missing_is_told() { # NAME: after a merge that must refuse; what it tells to run is run
  local code=0
  gradcam merge "$work/$1" >"$work/log/$1-missing.txt" 2>&1 || code=$?
  [ $code = 1 ] && grep -q 'is missing' "$work/log/$1-missing.txt" && [ ! -e "$work/$1/results.jsonl" ]
}

run_missing() { grep '^  gradcam' "$work/log/$1-missing.txt" | while read -r line; do eval "$line" >>"$work/log/$1-again.txt" 2>&1; done; }

trap '"$cluster" stop "$dir" >/dev/null 2>&1 || true' EXIT
KILL_WAIT=${KILL_WAIT:-10} GRACE=${GRACE:-4} DOWN_AFTER=${DOWN_AFTER:-10} "$cluster" start "$dir" $nodes
eval "$("$cluster" env "$dir")"

say "undisturbed, one process"
gradcam batch "${call[@]}" --threads 1 --output-dir "$work/whole" --failures-ok >"$work/log/whole.txt" 2>&1

if [ "$form" = short ]; then
  job=$(submit short)
  wait_begun short 0
  scontrol requeue "${job}_0"
  wait_begun short 1
  kill -9 $(of_task "$job" 1) 2>/dev/null || true
  gradcam status "$work/short" | tee "$work/log/status.txt"
  drain
  if [ -z "$(gradcam status "$work/short" --json | grep '"state": "lost"')" ]; then
    # The kill came after the task's last batch: what is missing is made by hand.
    rm -r "$work/short/.shards/1-of-$tasks"
  fi
  check "merge names the shard that is missing and writes nothing" missing_is_told short
  run_missing short
  check "the merged folder equals the undisturbed run" merged short
elif [ "$form" = kills ]; then
  RANDOM=1 killed=0 rounds=0
  while [ $killed -lt "${KILLS:-50}" ] || ! gradcam merge "$work/kills" --failures-ok >"$work/log/kills-merge.txt" 2>&1; do
    # A killed task is not requeued: the same array again costs what is missing.
    rounds=$((rounds + 1))
    submit kills >/dev/null
    while [ -n "$(squeue -h -o %i)" ]; do
      sleep "$((RANDOM % 3)).$((RANDOM % 10))"
      [ $killed -lt "${KILLS:-50}" ] || continue
      running=$(programs "$program")
      [ -z "$running" ] || { kill -9 "$(shuf -n 1 --random-source=<(yes "$RANDOM") <<<"$running")" 2>/dev/null && killed=$((killed + 1)); }
    done
    say "$killed killed in $rounds arrays; $(gradcam status "$work/kills" | tail -n 1)"
  done
  check "killed $killed times: equals the undisturbed run" merged kills
else
  submit plain >/dev/null
  drain
  check "plain array: equals the undisturbed run" merged plain
  check "merged again: equals it still" merged plain

  job=$(submit requeue)
  wait_shard requeue 1
  scontrol requeue "${job}_1"
  drain
  check "a requeue: equals the undisturbed run" merged requeue

  job=$(submit preempted)
  wait_begun preempted 0
  sbatch --parsable -p urgent --array=0-1 --output=/dev/null --wrap 'sleep 3' >/dev/null
  drain
  check "a preemption with grace: equals the undisturbed run" merged preempted
  check "a preemption sent tasks back" test "$(attempts preempted)" -gt "$tasks"

  job=$(submit killed)
  wait_shard killed 2
  kill -9 "$(process killed 2)"
  drain
  check "after kill -9, merge names what is missing and writes nothing" missing_is_told killed
  submit killed >/dev/null
  drain
  check "kill -9 and the same array again: equals the undisturbed run" merged killed

  submit dead >/dev/null
  wait_batches dead 4
  "$cluster" down "$dir" 3
  drain
  check "a node that dies for good: equals the undisturbed run" merged dead
  "$cluster" up "$dir" 3
  sleep 3

  submit late --time=1 --signal=B:TERM@57 >/dev/null
  drain
  check "the time limit with self-requeue: equals the undisturbed run" merged late
  stopped=$(cat "$work"/log/late-*.txt | grep -c '^stopped:' || true)
  check "the time limit stopped tasks that came again: $stopped" test "$stopped" -gt 0

  job=$(submit twice)
  (cd "$work" && tasks=$tasks submit twice >/dev/null)
  drain
  check "two processes on each shard: equals the undisturbed run" merged twice

  FULL=3:24 submit full >/dev/null
  drain
  check "after a full disk, merge names the shard and writes nothing" missing_is_told full
  run_missing full
  check "a full disk on one task: equals the undisturbed run" merged full
fi
[ $wrong = 0 ] && say "everything held" || { say "$wrong did not hold"; exit 1; }
