import { randomBytes } from 'node:crypto';
import { webhookEndpointEvents as events } from '@throughline/contracts';
import { newId, type Principal } from '@throughline/kernel';
import { type CommandContext, newWords } from '@throughline/persistence';
import { parseAddress, type Reach } from './allowed-address.ts';
import { TooManyEndpoints } from './webhook.errors.ts';
import { type EndpointStore, type StoredEndpoint, standing } from './webhook-endpoint.ts';

interface RegisterEndpoint {
  readonly organisationId: string;
  readonly url: string;
  readonly events: readonly string[];
}

const most = 10;
/** Nobody represents so many organisations that this leaves anything out. */
const mostListed = 200;
const secretBytes = 32;

async function requireRoom({ collection }: EndpointStore, organisationId: string): Promise<void> {
  const held = await collection.countDocuments(
    { 'state.organisationId': organisationId, 'state.standing': { $in: ['enabled', 'disabled'] } },
    { limit: most },
  );
  if (held >= most) throw new TooManyEndpoints();
}

/** Registers an address; its secret is made here and shown once (`whsec_…`, as standard-webhooks writes it). */
export const registerEndpointUseCase =
  ({ endpoints, reach }: { readonly endpoints: EndpointStore; readonly reach: Reach }) =>
  async ({ organisationId, url, events: wanted }: RegisterEndpoint, context: CommandContext) => {
    const address = newWords(parseAddress(url, reach).href, 'zxx');
    const id = newId('whk');
    const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
    return endpoints.create(context, id, async () => {
      await requireRoom(endpoints, organisationId);
      return {
        events: [
          events.registered.of({
            organisationId,
            events: [...wanted],
            urlTextId: address.textId,
            textHashes: [{ textId: address.textId, sha256: address.sha256 }],
          }),
        ],
        words: { [address.textId]: address.entry },
        particulars: { secret },
        created: id,
      };
    });
  };

/** Removes an address for good; what waits for it is not sent any more. */
export const removeEndpointUseCase = (endpoints: EndpointStore) => (id: string, context: CommandContext) =>
  endpoints.change(id, context, (endpoint) => {
    standing.require(endpoint.standing, 'remove');
    return [events.removed.of({})];
  });

/** The addresses of these organisations: few, so they are one page. */
export const listEndpointsQuery =
  (endpoints: EndpointStore) =>
  async (organisationIds: readonly string[], principal: Principal): Promise<readonly StoredEndpoint[]> => {
    const rows = await endpoints.collection
      .find(
        {
          'state.organisationId': { $in: [...organisationIds] },
          'state.standing': { $in: ['enabled', 'disabled'] },
        },
        { projection: { _id: 1 } },
      )
      .sort({ _id: 1 })
      .limit(mostListed)
      .toArray();
    return endpoints.findMany(
      rows.map(({ _id }) => _id),
      principal,
    );
  };
