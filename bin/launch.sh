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

build_seconds=
if build_needed; then
  started=$SECONDS
  mkdir -p target/bin
  rm -f "$stamp"
  touch "$stamp.new"
  [[ -t 1 ]] && printf '  building the connector ...'
  built=yes
  ./mvnw -q -B -DskipTests -Dspotless.check.skip=true package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$class_path_file" -Dmdep.includeScope=test >"$log" 2>&1 || built=no
  [[ -t 1 ]] && printf '\r\033[K'
  if [[ "$built" == no ]]; then
    cat "$log" >&2
    echo "bin/$command: the build failed. Its output is above and in $log" >&2
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  build_seconds=$((SECONDS - started))
fi
class_path="target/test-classes:target/classes:$(<"$class_path_file")"
