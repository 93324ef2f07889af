import { problem } from '@throughline/kernel';

/** `after` names what its owner does not have. */
export class VersionUnknown extends problem({
  code: 'version-unknown',
  kind: 'malformed',
  title: 'There is no such version to wait for',
  remedy: 'Send `after` with the id and version that the answer to your command named, or leave it out.',
}) {
  constructor(aggregateId: string, version: number) {
    super(`${aggregateId}@${version} does not exist.`);
  }
}
