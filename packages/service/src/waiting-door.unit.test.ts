import { type Listening, listen, type Served } from '@throughline/http';
import { waitingDoor } from './waiting-door.ts';

describe('a service that is starting', () => {
  const door = waitingDoor('feedback');
  let listening: Listening;
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(listening.url + path, { method });
    return [response.status, await response.text()] as const;
  };

  beforeAll(async () => {
    listening = await listen(door, { port: 0 });
  });
  afterAll(() => listening.stop(100));

  it('lives, and is not ready', async () => {
    expect(await ask('/healthz')).toEqual([200, expect.stringContaining('"live"')]);
    expect(await ask('/readyz')).toEqual([503, expect.stringContaining('starting')]);
  });

  it('refuses commands and reads for the moment', async () => {
    const response = await fetch(`${listening.url}/v1/concerns`, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it('answers through its app once that is there, and leaves with it', async () => {
    let hasLeft = false;
    const app: Served = {
      express: (_request, response) => void response.end('the app'),
      leave: () => void (hasLeft = true),
      idle: async () => undefined,
    };
    door.open(app);
    expect(await ask('/readyz')).toEqual([200, 'the app']);
    door.leave();
    expect(hasLeft).toBe(true);
  });
});
