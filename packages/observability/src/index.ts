export { flush } from './flush.ts';
export { createLogger, type Logger, type LoggerSettings } from './logger.ts';
export { currentTraceparent, traced, untraced, withTraceparent } from './trace-context.ts';
