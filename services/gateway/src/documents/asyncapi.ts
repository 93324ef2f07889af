import { catalogue, type EventDefinition, envelopeV1 } from '@throughline/contracts';
import { z } from 'zod';

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7', io: 'output' });

const channelOf = ({ context, aggregate }: EventDefinition) => `${context}.${aggregate}`;
const payloadOf = ({ type, subject, data }: EventDefinition) => ({
  allOf: [
    { $ref: '#/components/schemas/Envelope' },
    { type: 'object', properties: { type: { const: type }, data: schemaOf(data) } },
  ],
  'x-nats-subject': subject,
});

/** The AsyncAPI 3.0 document of every event, written from the catalogue that producers and consumers use. */
export function asyncApiDocument(): Record<string, unknown> {
  const definitions = [...catalogue.values()];
  const byChannel = Map.groupBy(definitions, channelOf);
  const messages = definitions.map((definition) => [
    definition.schemaName,
    {
      name: definition.type,
      title: `${definition.aggregate} ${definition.name}`,
      summary: `Emitted when ${definition.emittedWhen}.`,
      contentType: 'application/cloudevents+json',
      payload: payloadOf(definition),
      examples: [{ name: definition.name, payload: { type: definition.type, data: definition.example } }],
    },
  ]);
  const channels = [...byChannel].map(([name, [first, ...rest]]) => [
    name,
    {
      address: `evt.${name}.>`,
      description: `Stream ${first?.stream ?? ''}: everything that happens to one kind of aggregate, in order per aggregate.`,
      messages: Object.fromEntries(
        [first, ...rest].flatMap((definition) =>
          definition ? [[definition.schemaName, { $ref: `#/components/messages/${definition.schemaName}` }]] : [],
        ),
      ),
    },
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Throughline events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0, structured JSON, on NATS JetStream. Events carry ids, codes, dates and numbers, never words.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(
      [...byChannel.keys()].map((name) => [
        `follow-${name.replaceAll('.', '-')}`,
        { action: 'receive', channel: { $ref: `#/channels/${name}` } },
      ]),
    ),
    components: { messages: Object.fromEntries(messages), schemas: { Envelope: schemaOf(envelopeV1) } },
  };
}
