package io.headrace.blueprint;

import java.util.SortedSet;

/** The script that installs packages with whatever package tool the machine has. */
final class Packages {

    private Packages() {}

    /** The names hold nothing that a shell would act on; the binder has seen to that. */
    static String script(SortedSet<String> names) {
        return """
            #!/bin/sh
            set -eu
            packages="%s"
            if command -v apt-get >/dev/null 2>&1; then
              export DEBIAN_FRONTEND=noninteractive
              apt-get update -q
              apt-get install -qy --no-install-recommends $packages
            elif command -v dnf >/dev/null 2>&1; then
              dnf install -y $packages
            elif command -v yum >/dev/null 2>&1; then
              yum install -y $packages
            elif command -v zypper >/dev/null 2>&1; then
              zypper --non-interactive install $packages
            elif command -v apk >/dev/null 2>&1; then
              apk add $packages
            else
              echo "no package tool found (apt-get, dnf, yum, zypper, apk); cannot install: $packages" >&2
              exit 1
            fi
            """.formatted(String.join(" ", names));
    }
}
