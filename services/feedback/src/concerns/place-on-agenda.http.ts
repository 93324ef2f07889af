import { idParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed } from './command-reply.ts';
import { ForumUnknown } from './concern.errors.ts';
import { concernParams } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { placeOnAgenda } from './place-on-agenda.ts';

export const placeOnAgendaRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/agenda',
  summary: 'Mark a concern for the next meeting of a forum',
  may: 'concern.place-on-agenda',
  params: concernParams,
  body: z.strictObject({ forumId: idParam('frm') }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, ForumUnknown],
  handle: async ({ params, body: { forumId }, context, use }) =>
    changed(
      await use.command({
        ...params,
        context,
        action: 'concern.place-on-agenda',
        decide: async (concern) => {
          await use.forums.requireOpen(forumId);
          return placeOnAgenda(concern, { forumId });
        },
      }),
    ),
});
