#!/bin/sh
# Makes what docker-compose.yml mounts: an Ed25519 key pair and a secret for each service, and everybody's public keys.
#   infra/docker/make-secrets.sh <folder>      (needs openssl; the folder must not exist)
set -eu
folder=${1:?the folder to make, outside any repository or under .throughline}
if [ -e "${folder}" ]; then
  echo "${folder} is there already. Secrets are never overwritten: docs/runbooks/rotate-keys.md says how to replace them." >&2
  exit 1
fi
# The folder is for its owner alone. Its files are readable, because containers mount them one by one and run as another user.
mkdir -p "${folder}"
chmod 700 "${folder}"

base64url() { base64 -w 0 | tr '+/' '-_' | tr -d '='; }

public_keys=''
for service in gateway organisations meetings feedback notifications insights portal; do
  key=$(openssl genpkey -algorithm ed25519 -outform DER | base64 -w 0)
  # Both DER forms end in the 32 bytes that RFC 8037 calls d and x.
  d=$(echo "${key}" | base64 -d | tail -c 32 | base64url)
  x=$(echo "${key}" | base64 -d | openssl pkey -inform DER -pubout -outform DER | tail -c 32 | base64url)
  public="\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"${service}\",\"alg\":\"EdDSA\",\"use\":\"sig\",\"x\":\"${x}\""
  echo "{${public},\"d\":\"${d}\"}" > "${folder}/${service}.private-key.json"
  # The portal keeps nothing, so it has nothing to key.
  [ "${service}" = portal ] || openssl rand -base64 48 | tr -d '\n' > "${folder}/${service}.idempotency-secret"
  public_keys="${public_keys}${public_keys:+,}{${public}}"
done
echo "{\"keys\":[${public_keys}]}" > "${folder}/public-keys.json"
echo "Made ${folder}. Keep a copy apart from the backups: without the idempotency secrets, keys of earlier commands mean nothing."
