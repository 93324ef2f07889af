import { BadCursor } from '@throughline/persistence';
import { z } from 'zod';

/** What a page of a dashboard begins with. */
interface Positioned {
  readonly _id: string;
  readonly nextDue: string;
}

const position = z.tuple([z.iso.date(), z.string().max(40)]);

/** An opaque cursor for the page that begins here. */
export const encodePosition = ({ nextDue, _id }: Positioned): string =>
  Buffer.from(JSON.stringify([nextDue, _id])).toString('base64url');

/** The index at which the cursor's page begins now: where its first concern is, or would be. Throws BadCursor (400). */
export function decodePosition(cursor: string, rows: readonly Positioned[]): number {
  const [nextDue, id] = parsed(cursor);
  const index = rows.findIndex((row) => row.nextDue > nextDue || (row.nextDue === nextDue && row._id >= id));
  return index < 0 ? rows.length : index;
}

function parsed(cursor: string): z.infer<typeof position> {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new BadCursor();
  }
}
