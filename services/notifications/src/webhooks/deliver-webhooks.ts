import { isKept } from '@throughline/persistence';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import type { EndedDelivery } from '../notices/end-delivery.ts';
import { guardedLookup, parseAddress, type Reach } from './allowed-address.ts';
import type { Deliveries, Delivery } from './deliveries.mongo.ts';
import type { EndpointStore, StoredEndpoint } from './webhook-endpoint.ts';

interface Dependencies {
  readonly deliveries: Deliveries;
  readonly endpoints: EndpointStore;
  readonly endDelivery: (ended: EndedDelivery) => Promise<void>;
  readonly reach: Reach;
  readonly publicUrl: string;
  readonly log: { warn(particulars: object, message: string): void; error(particulars: object, message: string): void };
}

/** The sending of what is queued. */
export interface Delivering {
  /** Something was queued: do not wait for the next round. */
  nudge(): void;
  stop(): Promise<void>;
}

const minute = 60_000;
/** Pauses after each failed attempt, as standard-webhooks recommends: from seconds to a day, then given up. */
const pausesMs = [
  5_000,
  5 * minute,
  30 * minute,
  120 * minute,
  300 * minute,
  600 * minute,
  840 * minute,
  1_200 * minute,
  1_440 * minute,
];
const leaseMs = 30_000;
const answerWithinMs = 10_000;
const roundEveryMs = 1_000;
/** A stop gives attempts under way this long; one that is cut off is made again, under the same id. */
const finishWithinMs = 3_000;
const atOnce = 8;

const bodyOf = ({ type, at, about, reference }: Delivery, publicUrl: string) =>
  JSON.stringify({
    type,
    timestamp: at.toISOString(),
    data: {
      concernId: about.concernId,
      reference,
      links: {
        concern: `${publicUrl}/v1/concerns/${about.concernId}`,
        trace: `${publicUrl}/v1/traces/${reference}`,
      },
    },
  });

/** Sends queued webhooks, signed after standard-webhooks, at least once each, and gives up loudly. */
export function deliverWebhooks({
  deliveries,
  endpoints,
  endDelivery,
  reach,
  publicUrl,
  log,
}: Dependencies): Delivering {
  const agent = new Agent({ connect: { lookup: guardedLookup(reach), timeout: answerWithinMs } });
  let round: Promise<void> | undefined;
  let isStopped = false;
  const givingUp = new AbortController();

  async function attempt(delivery: Delivery, { words, state, particulars }: StoredEndpoint): Promise<number> {
    const address = words[state.urlTextId];
    if (!isKept(address)) return 410;
    const url = parseAddress(address.text, reach);
    const body = bodyOf(delivery, publicUrl);
    const at = new Date();
    const { statusCode, body: answer } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: givingUp.signal,
      headersTimeout: answerWithinMs,
      bodyTimeout: answerWithinMs,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Throughline-Webhooks/1',
        'webhook-id': delivery._id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(particulars.secret).sign(delivery._id, at, body),
      },
      body,
    });
    await answer.dump();
    return statusCode;
  }

  async function settle(delivery: Delivery, status: number | null): Promise<void> {
    const { _id, kind, about, endpointId } = delivery;
    const attempts = delivery.attempts + 1;
    const ended = { noticeId: _id, kind, channel: 'webhook' as const, about, recipientId: endpointId };
    if (status !== null && status >= 200 && status < 300) {
      await endDelivery(ended);
      await deliveries.updateOne({ _id }, { $set: { state: 'delivered', attempts, lastStatus: status } });
      return;
    }
    const pauseMs = status === 410 ? undefined : pausesMs[attempts - 1];
    if (pauseMs === undefined) {
      await endDelivery({ ...ended, failure: status === 410 ? 'gone' : 'given-up' });
      await deliveries.updateOne({ _id }, { $set: { state: 'failed', attempts, lastStatus: status } });
      return;
    }
    const nextAttemptAt = new Date(Date.now() + pauseMs);
    await deliveries.updateOne({ _id }, { $set: { attempts, lastStatus: status, nextAttemptAt } });
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const { _id, nextAttemptAt, endpointId } = delivery;
    const lease = { $set: { nextAttemptAt: new Date(Date.now() + leaseMs) } };
    const { modifiedCount } = await deliveries.updateOne({ _id, state: 'pending', nextAttemptAt }, lease);
    if (modifiedCount === 0) return;
    const endpoint = await endpoints.find(endpointId, { kind: 'service', id: 'notifications' });
    if (endpoint?.state.standing !== 'enabled') return settle(delivery, 410);
    const status = await attempt(delivery, endpoint).catch((error: unknown) => {
      log.warn({ err: error, deliveryId: _id }, 'a webhook could not be delivered');
      return null;
    });
    await settle(delivery, status);
  }

  async function sendWhatIsDue(): Promise<void> {
    for (;;) {
      const due = await deliveries
        .find({ state: 'pending', nextAttemptAt: { $lte: new Date() } })
        .sort({ nextAttemptAt: 1 })
        .limit(atOnce)
        .toArray();
      if (due.length === 0 || isStopped) return;
      // One that fails here is leased, so it is not due again before the next rounds; the others go on.
      await Promise.all(
        due.map((delivery) =>
          deliver(delivery).catch((error: unknown) =>
            log.error({ err: error, deliveryId: delivery._id }, 'the end of a delivery could not be recorded'),
          ),
        ),
      );
    }
  }

  function nudge(): void {
    if (isStopped || round) return;
    round = sendWhatIsDue()
      .catch((error: unknown) => log.error({ err: error }, 'the sending of webhooks paused'))
      .finally(() => {
        round = undefined;
      });
  }

  const timer = setInterval(nudge, roundEveryMs);
  return {
    nudge,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      const cutOff = setTimeout(() => givingUp.abort(), finishWithinMs);
      await round;
      clearTimeout(cutOff);
      await agent.close();
    },
  };
}
