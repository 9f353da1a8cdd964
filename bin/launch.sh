# Sourced by the commands in this folder, which set $command to their name. Finds a JDK, builds the
# project if a source has changed, and sets $JAVA_HOME, $class_path and $build_seconds.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -n "${JAVA_HOME:-}" ]]; then
  java="$JAVA_HOME/bin/java"
else
  java="$(command -v java || true)"
fi
if [[ -z "$java" || ! -x "$java" ]]; then
  echo "bin/$command: no Java found. Install a JDK 17 or newer, or set JAVA_HOME" >&2
  exit 2
fi
java_home="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
java_version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')"
if [[ ! -x "$java_home/bin/javac" || "${java_version%%.*}" -lt 17 ]]; then
  echo "bin/$command: $java is Java $java_version in $java_home. A JDK 17 or newer is needed" >&2
  exit 2
fi
export JAVA_HOME="$java_home"
export HOME="${HOME:-$(echo ~)}" # the Maven wrapper fails without it

# The time of the last build, the class path that it found, and its output.
stamp=target/bin/build.stamp
class_path_file=target/bin/class-path
log=target/bin/build.log

sources=(pom.xml src)
for source in assembly manifest.json config docs README.md CHANGELOG.md LICENSE NOTICE; do
  [[ -e "$source" ]] && sources+=("$source")
done

build_needed() {
  [[ -f "$stamp" && -f "$class_path_file" && -d target/test-classes ]] || return 0
  compgen -G 'target/sqsconnect-kafka-connect-sqs-sink-*.zip' >/dev/null || return 0
  [[ -n "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]]
}

# Megabytes that Maven has downloaded, by its log.
downloaded() {
  sed -n 's/.*Downloaded from .*(\([0-9.]*\) \([kMG]*B\).*/\1 \2/p' "$log" |
    LC_ALL=C awk '{ mb += $1 * ($2 == "GB" ? 1000 : $2 == "MB" ? 1 : $2 == "kB" ? 0.001 : 0) } END { printf "%.0f", mb }'
}

# Prints how long the build has taken: in place on a terminal, otherwise in a line every 15 s.
show_progress() {
  local goal text
  goal="$(sed -n 's/^\[INFO\] --- [^ ]*:\([^ :]*\) .*/\1/p' "$log" | tail -n 1)"
  text="  build: $1 s, $(downloaded) MB downloaded, ${goal:-starting}; log: $log"
  if [[ -n "$in_place" ]]; then
    printf '\r\033[K%s' "$text" >&2
  elif ((quiet_until <= $1)); then
    echo "$text" >&2
    quiet_until=$(($1 + 15))
  fi
}

end_build() {
  kill -- "-$build" 2>/dev/null || true
}

build_seconds=
if build_needed; then
  started=$SECONDS
  quiet_until=0
  in_place=
  [[ -t 2 && "${TERM:-dumb}" != dumb ]] && in_place=yes
  mkdir -p target/bin
  rm -f "$stamp"
  touch "$stamp.new"
  : >"$log"
  if [[ ! -f "$class_path_file" ]]; then
    echo "  The first build takes 2 to 4 minutes and downloads up to 240 MB." >&2
  fi

  # A process group of its own, so that no part of the build outlives this command.
  set -m
  ./mvnw -B -DskipTests -Dspotless.check.skip=true package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$class_path_file" -Dmdep.includeScope=test >"$log" 2>&1 </dev/null &
  build=$!
  set +m
  trap end_build EXIT
  trap 'echo >&2; exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  while kill -0 "$build" 2>/dev/null; do
    show_progress $((SECONDS - started))
    sleep 0.5
  done
  [[ -z "$in_place" ]] || printf '\r\033[K' >&2
  built=yes
  wait "$build" || built=no
  trap - EXIT INT TERM HUP
  if [[ "$built" == no ]]; then
    grep -v 'Download' "$log" | tail -n 30 >&2
    echo "bin/$command: the build failed. The end of its log is above, all of it in $log" >&2
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  build_seconds=$((SECONDS - started))
fi
class_path="target/test-classes:target/classes:$(<"$class_path_file")"
