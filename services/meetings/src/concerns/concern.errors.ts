import { problem } from '@throughline/kernel';

/** A body names concerns that the network does not have (422). */
export class ConcernsUnknown extends problem({
  code: 'concerns-unknown',
  kind: 'impossible',
  title: 'There is no such concern',
  remedy: 'Name concerns by their ids (con_…), as GET /v1/concerns lists them.',
}) {
  constructor(pointers: readonly string[]) {
    super('Not every concern named is known.', {
      faults: pointers.map((pointer) => ({ pointer, code: 'concerns-unknown', message: 'is not a known concern' })),
    });
  }
}
