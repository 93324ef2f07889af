import { describe, expect, it } from '@jest/globals';
import { type Envelope, envelopeV1, firstPreviousHash, recordedOf, sequenceOf, versionOf } from './envelope.ts';
import { concernEvents } from './events/concern.ts';

const envelope: Envelope = {
  specversion: '1.0',
  id: '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d01',
  source: '/feedback',
  type: concernEvents.acknowledged.type,
  subject: 'con_01m8159vbqe3gtnecasv4vhset',
  time: '2026-11-03T10:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: concernEvents.acknowledged.dataschema,
  sequence: '0000000001',
  correlationid: '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d00',
  actor: 'system:feedback',
  previoushash: firstPreviousHash,
  hash: 'b2'.repeat(32),
  data: {},
};

describe('an envelope', () => {
  it('of an anonymous submission outside any flow has no forum, cause or trace to name', () => {
    expect(envelopeV1.parse({ ...envelope, actor: 'anonymous' })).toEqual({ ...envelope, actor: 'anonymous' });
    expect(Object.keys(recordedOf(envelope))).not.toContain('causationId');
  });

  it('keeps attributes that it does not know', () => {
    expect(envelopeV1.parse({ ...envelope, partitionkey: 'p1' })).toHaveProperty('partitionkey', 'p1');
  });

  it.each([
    ['specversion', '2.0'],
    ['id', '7f1f5a8e-2f5b-4c39-9d0e-6b1d1f2a3c4d'],
    ['subject', 'the boiler'],
    ['time', '2026-11-03T10:00:00+01:00'],
    ['datacontenttype', 'text/plain'],
    ['dataschema', 'no address'],
    ['sequence', '7'],
    ['sequence', '0000000000'],
    ['traceparent', '00-zz-zz-01'],
    ['actor', 'Amina Warsame'],
    ['previoushash', ''],
    ['hash', 'B2'.repeat(32)],
    ['data', 'words'],
  ])('is refused for its %s: %s', (attribute, value) => {
    expect(envelopeV1.safeParse({ ...envelope, [attribute]: value }).error?.issues[0]?.path).toEqual([attribute]);
  });

  it.each([1, 42, 9_999_999_999])('gives version %s back as it was written', (version) => {
    expect(sequenceOf(version)).toHaveLength(10);
    expect(versionOf({ sequence: sequenceOf(version) })).toBe(version);
  });

  it('hands on cause and forum where it has them', () => {
    const causationid = '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d02';
    expect(recordedOf({ ...envelope, causationid, forumid: 'frm_01m8159vbqehfapqxq150682w1' })).toMatchObject({
      causationId: causationid,
      forumId: 'frm_01m8159vbqehfapqxq150682w1',
    });
  });
});
