import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import mongoose from 'mongoose';

/** The same concerns, counted where each promise leaves them. */
export interface Counts {
  readonly concerns: number;
  /** `submitted` events in the journal. */
  readonly submitted: number;
  /** Messages of `submitted` in the stream. */
  readonly streamed: number;
  /** Mirrors in the read side. */
  readonly projected: number;
}

interface Where {
  readonly mongodbUrl: string;
  readonly natsUrl: string;
  /** Prefix of the stack's databases. */
  readonly database: string;
  readonly streamPrefix: string;
}

/** Counts the concerns of a quiet stack. */
export async function countEverything({ mongodbUrl, natsUrl, database, streamPrefix }: Where): Promise<Counts> {
  const connection = await mongoose.createConnection(mongodbUrl).asPromise();
  const broker = await connect({ servers: natsUrl });
  try {
    const feedback = connection.useDb(`${database}_feedback`);
    const insights = connection.useDb(`${database}_insights`);
    const subject = `${streamPrefix.toLowerCase()}.evt.feedback.concern.submitted.v1`;
    const streams = (await jetstreamManager(broker)).streams;
    const { state } = await streams.info(`${streamPrefix}_FEEDBACK`, { subjects_filter: subject });
    return {
      concerns: await feedback.collection('concerns').countDocuments(),
      submitted: await feedback
        .collection('events')
        .countDocuments({ 'event.type': 'org.throughline.concern.submitted.v1' }),
      streamed: state.subjects?.[subject] ?? 0,
      projected: await insights.collection('concerns').countDocuments(),
    };
  } finally {
    await broker.close();
    await connection.close();
  }
}
