import { nation, standards } from '@throughline/contracts';
import { z } from 'zod';
import { shown } from '../words/texts.ts';
import type { StoredForum } from './forum-store.ts';

/** A forum as the API shows it. Its names are public words. */
export const forumRepresentation = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    code: z.string(),
    nation,
    timeZone: z.string(),
    languages: z.array(z.string()),
    quorum: z.int(),
    closureDays: z.array(z.strictObject({ date: z.string(), name: z.string() })),
    standards,
    disbandedAt: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Forum' });

export function representForum({ id, state, words, particulars, version }: StoredForum) {
  const nameOf = (textId: string | undefined) => shown(words, textId)?.text ?? '';
  return {
    id,
    name: nameOf(state.nameTextId),
    code: state.code,
    nation: state.nation,
    timeZone: state.timeZone,
    languages: state.languages,
    quorum: state.quorum,
    closureDays: state.closureDays.map((date) => ({ date, name: nameOf(particulars.closureNames[date]) })),
    standards: state.standards,
    disbandedAt: state.disbandedAt ?? null,
    version,
  };
}
