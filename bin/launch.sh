# Sourced by the commands of this folder, which set $command: finds a JDK, builds what has changed, and leaves
# $JAVA_HOME, $class_path and $build_seconds.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -n "${JAVA_HOME:-}" ]]; then
  java="$JAVA_HOME/bin/java"
else
  java="$(command -v java || true)"
fi
if [[ -z "$java" || ! -x "$java" ]]; then
  echo "bin/$command: no Java found; install a JDK 17 or newer, or set JAVA_HOME" >&2
  exit 2
fi
java_home="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
java_version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')"
if [[ ! -x "$java_home/bin/javac" || "${java_version%%.*}" -lt 17 ]]; then
  echo "bin/$command: $java is Java $java_version at $java_home; a JDK 17 or newer is needed" >&2
  exit 2
fi
export JAVA_HOME="$java_home"

stamp=target/runtime/commands.stamp
classpath_file=target/runtime/commands.classpath
log=target/runtime/commands-build.log
sources=(pom.xml src)
for extra in assembly manifest.json config docs README.md CHANGELOG.md LICENSE NOTICE; do
  [[ -e "$extra" ]] && sources+=("$extra")
done

build_needed() {
  [[ -f "$stamp" && -f "$classpath_file" && -d target/test-classes ]] || return 0
  compgen -G 'target/sqsconnect-kafka-connect-sqs-sink-*.zip' >/dev/null || return 0
  [[ -n "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]]
}

build_seconds=
if build_needed; then
  started=$SECONDS
  mkdir -p target/runtime
  rm -f "$stamp"
  touch "$stamp.new"
  [[ -t 1 ]] && printf '  building the connector ...'
  built=yes
  ./mvnw -q -B -DskipTests -Dspotless.check.skip=true package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$classpath_file" -Dmdep.includeScope=test >"$log" 2>&1 || built=no
  [[ -t 1 ]] && printf '\r\033[K'
  if [[ "$built" == no ]]; then
    cat "$log" >&2
    echo "bin/$command: the build failed; the lines above are $log" >&2
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  build_seconds=$((SECONDS - started))
fi
class_path="target/test-classes:target/classes:$(<"$classpath_file")"
