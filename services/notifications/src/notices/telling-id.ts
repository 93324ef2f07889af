import { idOf, sha256 } from '@throughline/kernel';

/**
 * The id of what one event tells one recipient: always the same, so that an event which is handled twice tells once.
 * The hash takes the place of the time and chance of a UUID; its version nibble says so (RFC 9562, version 8).
 */
export function tellingId(eventId: string, recipientId: string): string {
  const hex = sha256(`${eventId} ${recipientId}`);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return idOf('ntc', parts.join('-'));
}
