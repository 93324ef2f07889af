import type { ServiceClient } from '@throughline/http';
import { Forbidden, Unavailable } from '@throughline/kernel';
import { askForWords } from './ask-for-words.ts';

const con = 'con_00000000000000000000000001';
const mtg = 'mtg_00000000000000000000000001';
const text = (textId: string, aggregateId = con) => ({ aggregateId, textId });

function owner(answer: (ids: readonly { textId: string }[]) => Promise<Record<string, unknown>>) {
  const asked: number[] = [];
  const client = {
    postJson: async (_path: string, { ids }: { ids: readonly { textId: string }[] }) => {
      asked.push(ids.length);
      return { words: await answer(ids) };
    },
  } as unknown as ServiceClient;
  return { client, asked };
}
const echoing = () =>
  owner(async (ids) => Object.fromEntries(ids.map(({ textId }) => [textId, { text: textId, language: 'en' }])));

describe('asking for words', () => {
  it('asks each owner once for its own, and nobody where there is nothing to ask', async () => {
    const [feedback, meetings] = [echoing(), echoing()];
    const ask = askForWords({ feedback: feedback.client, meetings: meetings.client });
    const words = await ask([text('txt_1'), text('txt_1'), text('txt_2')], undefined);
    expect([feedback.asked, meetings.asked]).toEqual([[2], []]);
    expect(words.of(text('txt_2'))).toEqual({ text: 'txt_2', language: 'en' });
    expect(words.of(text('txt_9'))).toBeNull();
    expect(words.of(undefined)).toBeNull();
  });

  it('asks in portions where there are more than an owner takes', async () => {
    const feedback = echoing();
    const ids = Array.from({ length: 1_200 }, (_, index) => text(`txt_${index}`));
    const words = await askForWords({ feedback: feedback.client, meetings: echoing().client })(ids, 'token');
    expect(feedback.asked).toEqual([500, 500, 200]);
    expect(words.of(text('txt_1199'))).toEqual({ text: 'txt_1199', language: 'en' });
  });

  it('leaves out the words of an owner that is away, and those alone', async () => {
    const away = owner(() => Promise.reject(new Unavailable('away')));
    const ask = askForWords({ feedback: echoing().client, meetings: away.client });
    const words = await ask([text('txt_1'), text('txt_2', mtg)], 'token');
    expect(words.isWhole).toBe(false);
    expect(words.of(text('txt_1'))).toEqual({ text: 'txt_1', language: 'en' });
    expect(words.of(text('txt_2', mtg))).toEqual({ unavailable: true });
  });

  it('does not hide any other fault', async () => {
    const refusing = owner(() => Promise.reject(new Forbidden('no')));
    const ask = askForWords({ feedback: refusing.client, meetings: echoing().client });
    await expect(ask([text('txt_1')], 'token')).rejects.toThrow(Forbidden);
  });
});
