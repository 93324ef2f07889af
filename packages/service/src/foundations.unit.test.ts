import type { Envelope } from '@throughline/contracts';
import type { ServiceClient } from '@throughline/http';
import { Unavailable } from '@throughline/kernel';
import { createLogger } from '@throughline/observability';
import { consumerName, ownerJournal, untilThere } from './foundations.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const event = (subject: string) => ({ subject }) as Envelope;

function askedOwner(events: readonly Envelope[], next?: string) {
  const asked: string[] = [];
  const owner = {
    getJson: async (path: string) => {
      asked.push(path);
      return { events, ...(next && { next }) };
    },
  } as unknown as ServiceClient;
  return { owner, asked };
}

describe('an owner’s journal over HTTP', () => {
  it('is read for one aggregate above a version', async () => {
    const { owner, asked } = askedOwner([event('con_1')]);
    const { journalOf } = ownerJournal(owner, ['concern']);
    expect(await journalOf('con_1', 7)).toHaveLength(1);
    await journalOf('con_1', 0);
    expect(asked).toEqual([
      '/internal/journal?aggregate=con_1&limit=500&after=con_1%407',
      '/internal/journal?aggregate=con_1&limit=500',
    ]);
  });

  it('is paged by kind where one kind is followed', async () => {
    const { owner, asked } = askedOwner([event('con_1')], 'con_1@3');
    const page = await ownerJournal(owner, ['concern']).journalPage('con_0@9');
    expect(asked).toEqual(['/internal/journal?limit=500&prefix=con&after=con_0%409']);
    expect(page.next).toBe('con_1@3');
  });

  it('is paged whole where several kinds are followed, and gives those alone', async () => {
    const { owner, asked } = askedOwner([event('mtg_1'), event('frm_1'), event('act_1')]);
    const page = await ownerJournal(owner, ['meeting', 'action']).journalPage(undefined);
    expect(asked).toEqual(['/internal/journal?limit=500']);
    expect(page.events.map(({ subject }) => subject)).toEqual(['mtg_1', 'act_1']);
  });
});

describe('a consumer', () => {
  it('is named after service, purpose and stream', () => {
    expect(consumerName('insights', { purpose: 'trace', stream: 'FEEDBACK' })).toBe('insights-trace-feedback');
  });
});

describe('waiting for a store that is away', () => {
  it('asks until it is there', async () => {
    let asked = 0;
    const found = await untilThere(
      async () => {
        asked += 1;
        if (asked < 3) throw new Unavailable('away');
        return 'there';
      },
      { log, pauseMs: 1 },
    );
    expect([found, asked]).toEqual(['there', 3]);
  });

  it('lets any other fault rise at once', async () => {
    const broken = () => Promise.reject(new RangeError('a bad index'));
    await expect(untilThere(broken, { log, pauseMs: 1 })).rejects.toThrow(RangeError);
  });
});
