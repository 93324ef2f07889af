#!/bin/sh
# Secrets are mounted as files, so that no inspection of a container shows them; the services read variables.
set -eu
for name in INTERNAL_PUBLIC_KEYS INTERNAL_PRIVATE_KEY IDEMPOTENCY_SECRET; do
  file="/run/secrets/${name}"
  if [ -f "${file}" ]; then
    value=$(cat "${file}")
    export "${name}=${value}"
  fi
done
exec "$@"
