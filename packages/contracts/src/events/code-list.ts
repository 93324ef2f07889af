import { z } from 'zod';
import { codeListName, theme } from '../code-lists.ts';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { code } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textIds } from './words.ts';

const codeList = { context: 'access', aggregate: 'code-list', major: 1 } as const;

/** Everything that happens to a list of the network. What a code means to a reader is words. */
export const codeListEvents = {
  changed: defineEvent({
    ...codeList,
    name: 'changed',
    emittedWhen: 'an administrator changes a list of the network; the event carries the whole list in its order',
    data: z.strictObject({
      name: codeListName,
      codes: z
        .array(
          z.strictObject({
            code: code(),
            /** A retired code is kept for what was recorded with it, and offered no longer. */
            retired: z.boolean(),
            theme: theme.exactOptional(),
            labelTextIds: textIds.max(10),
          }),
        )
        .max(100),
      ...hashedWords,
    }),
    example: {
      name: 'categories',
      codes: [
        {
          code: 'housing',
          retired: false,
          theme: 'basic-rights-and-needs',
          labelTextIds: [{ language: 'en', textId: exampleIds.text }],
        },
        { code: 'participation', retired: false, labelTextIds: [] },
      ],
    },
  }),
  textErased: defineEvent({
    ...codeList,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'taken-down' },
  }),
};
export type CodeListEvent = EventsOf<typeof codeListEvents>;
