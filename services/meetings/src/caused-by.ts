import type { Recorded } from '@throughline/contracts';
import type { Id, Principal } from '@throughline/kernel';
import type { CommandContext } from '@throughline/persistence';

const self: Principal = { kind: 'service', id: 'meetings' };

/** The context of a command that an event sets off: its key is the event's id, so a repetition is recognised. */
export const causedBy = (event: Pick<Recorded<object>, 'id' | 'correlationId'>, now: Date): CommandContext => ({
  principal: self,
  now,
  commandKey: event.id,
  fingerprint: '',
  correlationId: event.correlationId,
  causationId: event.id,
  requestId: event.id,
});

/** The context of a command that a timer sets off: aggregate, version and due time make its key. */
export function timed(
  { id, version, nextDueAt }: { readonly id: Id; readonly version: number; readonly nextDueAt?: Date | undefined },
  now: Date,
): CommandContext {
  const commandKey = `${id}:${version}:${nextDueAt?.toISOString() ?? ''}`;
  return { principal: self, now, commandKey, fingerprint: '', correlationId: commandKey, requestId: commandKey };
}
