import { webhookEndpointEvents as events, type WebhookEndpointEvent } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import { aKey, givenFor } from '@throughline/testing';
import { type Endpoint, endpointDefinition, standing } from './webhook-endpoint.ts';

const organisationId = 'org_00000000000000000000000001';
const registered = events.registered.of({
  organisationId,
  events: ['concern.referred'],
  urlTextId: 'txt_00000000000000000000000001',
});
const given = givenFor('whk_00000000000000000000000001', endpointDefinition.evolve);
const told = (...list: readonly WebhookEndpointEvent[]) => given(...list.map((event) => ({ event }))).state;

describe('the standing of an endpoint', () => {
  const targets: Record<Endpoint['standing'], Record<string, Endpoint['standing']>> = {
    enabled: { disable: 'disabled', remove: 'removed' },
    disabled: { enable: 'enabled', remove: 'removed' },
    removed: {},
  };
  const cells = standing.states.flatMap((state) => standing.commands.map((command) => [state, command] as const));

  it.each(cells)('%s: %s', (state, command) => {
    const target = targets[state][command];
    expect(standing.targets(state, command)).toEqual(target ? [target] : []);
    if (!target) expect(() => standing.require(state, command)).toThrow(NotAllowedNow);
  });

  it.each([
    ['enabled', [registered]],
    ['disabled', [registered, events.disabled.of({ reason: 'failing' })]],
    ['enabled', [registered, events.disabled.of({ reason: 'failing' }), events.enabled.of({})]],
    ['enabled', [registered, events.secretRotated.of({})]],
    ['removed', [registered, events.removed.of({})]],
  ] as const)('is %s as the fold of its events', (expected, history) => {
    expect(told(...history)).toMatchObject({ standing: expected, organisationId });
  });

  it('begins with its registration', () => {
    expect(() => told(events.removed.of({}))).toThrow(RangeError);
  });

  it('is seen by who manages its organisation’s webhooks, until it is removed', () => {
    const seenBy = (who: ReturnType<typeof aKey>, state: Endpoint | undefined) =>
      state &&
      endpointDefinition.visibleTo?.(who, { state } as Parameters<NonNullable<typeof endpointDefinition.visibleTo>>[1]);
    expect(seenBy(aKey(organisationId, ['webhooks:manage']), told(registered))).toBe(true);
    expect(seenBy(aKey(organisationId, ['concerns:read']), told(registered))).toBe(false);
    expect(seenBy(aKey('org_00000000000000000000000002', ['webhooks:manage']), told(registered))).toBe(false);
    expect(seenBy(aKey(organisationId, ['webhooks:manage']), told(registered, events.removed.of({})))).toBe(false);
  });
});
