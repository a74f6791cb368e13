#!/usr/bin/env bash
# Measures the morning mail on this machine: how long 10,000 subscribers' mails take from the first look at who is due to
# the last mail in its mailbox, with a mail server on this machine, the sending process killed (signal 9) twice on the
# way, and how often each came. Arguments: subscribers, connections, mails sent before each kill.
set -euo pipefail
cd "$(dirname "$0")/../.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -q -pl server -am test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$classpath"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -Xmx2g -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -cp "server/target/test-classes:server/target/classes:$(cat "$classpath")" \
  offprint.server.digest.Delivery "${1:-10000}" "${2:-2}" "${3:-3000,6000}"
