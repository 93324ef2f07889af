import { serialize } from 'bson';

/** An error as MongoDB's clients know it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: number;
  readonly codeName: string;

  constructor(code: number, codeName: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.codeName = codeName;
  }
}

type Known = readonly [code: number, name: string];

export const CODES = {
  badValue: [2, 'BadValue'],
  cursorNotFound: [43, 'CursorNotFound'],
  maxTimeExpired: [50, 'MaxTimeMSExpired'],
  commandNotFound: [59, 'CommandNotFound'],
  invalidOptions: [72, 'InvalidOptions'],
  shuttingDown: [91, 'ShutdownInProgress'],
  writeConflict: [112, 'WriteConflict'],
  commandFailed: [125, 'CommandFailed'],
  cursorInUse: [143, 'CursorInUse'],
  transactionTooOld: [225, 'TransactionTooOld'],
  noSuchTransaction: [251, 'NoSuchTransaction'],
  transactionCommitted: [256, 'TransactionCommitted'],
  outOfDiskSpace: [14031, 'OutOfDiskSpace'],
  duplicateKey: [11000, 'DuplicateKey'],
  unknown: [8000, 'UnmappedEngineError'],
} as const satisfies Record<string, Known>;

/**
 * What the engine says, in MongoDB's numbers. DocumentDB's own states are `M` and four characters (its error table,
 * release 1.0); the rest are PostgreSQL's. Only what the services and the benchmark can meet is listed.
 */
const BY_SQL_STATE: Readonly<Record<string, Known>> = {
  M0000: [1, 'InternalError'],
  M0001: CODES.badValue,
  M0003: [9, 'FailedToParse'],
  M0004: [14, 'TypeMismatch'],
  M0005: [15, 'Overflow'],
  M0006: [20, 'IllegalOperation'],
  M0008: [26, 'NamespaceNotFound'],
  M0009: [27, 'IndexNotFound'],
  M000A: [28, 'PathNotViable'],
  M000D: [40, 'ConflictingUpdateOperators'],
  M000E: CODES.cursorNotFound,
  M000F: [48, 'NamespaceExists'],
  M000G: [52, 'DollarPrefixedFieldName'],
  M000H: [53, 'CanNotBeTypeArray'],
  M000J: [56, 'EmptyFieldName'],
  M000K: [57, 'DottedFieldName'],
  M000M: [66, 'ImmutableField'],
  M000N: [67, 'CannotCreateIndex'],
  M000O: [68, 'IndexAlreadyExists'],
  M000P: CODES.invalidOptions,
  M000Q: [73, 'InvalidNamespace'],
  M000R: [85, 'IndexOptionsConflict'],
  M000S: [86, 'IndexKeySpecsConflict'],
  M000U: [115, 'CommandNotSupported'],
  M000W: [146, 'ExceededMemoryLimit'],
  M0012: [197, 'InvalidIndexSpecificationOption'],
  M0013: [224, 'QueryFeatureNotAllowed'],
  M0015: [241, 'ConversionFailure'],
  M0016: [263, 'OperationNotSupportedInTransaction'],
  M0018: [291, 'UnableToFindIndex'],
  M001B: [10334, 'BSONObjectTooLarge'],
  M001C: CODES.duplicateKey,
  M003A: [17419, 'Location17419'],
  M003B: [17420, 'Location17420'],
  M007R: [40319, 'Location40319'],
  M007T: [40323, 'Location40323'],
  M007U: [40324, 'Location40324'],
  M007V: [40352, 'Location40352'],
  M0087: [40414, 'Location40414'],
  M0088: [40415, 'Location40415'],
  M00CO: [121, 'DocumentValidationFailure'],
  M00EL: CODES.cursorInUse,
  M00EW: [24, 'LockTimeout'],
  M00EX: CODES.maxTimeExpired,
  M00EY: CODES.commandNotFound,
  M00F1: CODES.writeConflict,
  M00F5: CODES.transactionTooOld,
  M00F6: CODES.noSuchTransaction,
  M00F7: CODES.transactionCommitted,
  '0A000': [115, 'CommandNotSupported'],
  '23505': CODES.duplicateKey,
  '23P01': CODES.duplicateKey,
  '40001': CODES.writeConflict,
  '40P01': CODES.writeConflict,
  '42P01': [26, 'NamespaceNotFound'],
  '53100': CODES.outOfDiskSpace,
  '53300': CODES.shuttingDown,
  '55P03': CODES.writeConflict,
  '57014': CODES.maxTimeExpired,
  '57P01': CODES.shuttingDown,
  '57P02': CODES.shuttingDown,
  '57P03': CODES.shuttingDown,
  '58030': CODES.outOfDiskSpace,
};

/** The engine is away or going away; what was asked may be asked again. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** PostgreSQL packs the five characters of a state into an integer, six bits each, lowest first, counted from '0'. */
export function sqlStateOf(packed: number): string {
  let state = '';
  for (let shift = 0; shift < 30; shift += 6) state += String.fromCharCode(((packed >> shift) & 0x3f) + 48);
  return state;
}

/** MongoDB's code for a packed state; an unknown one keeps its message and never passes for success. */
export function codeOfPackedState(packed: number): number {
  return (BY_SQL_STATE[sqlStateOf(packed)] ?? CODES.unknown)[0];
}

export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const { code, message } = describe(error);
  if (UNREACHABLE.has(code) || /Connection terminated|timeout exceeded when trying to connect/.test(message)) {
    return new CommandError(...CODES.shuttingDown, `The database engine is not reachable: ${message}`, {
      cause: error,
    });
  }
  const [number, name] = BY_SQL_STATE[code] ?? CODES.unknown;
  const text = BY_SQL_STATE[code] ? message : `${message} (engine state ${code || 'none'})`;
  return new CommandError(number, name, text, { cause: error });
}

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const { code } = error as Error & { code?: unknown };
  return { code: typeof code === 'string' ? code : '', message: error.message };
}

/** What the labels depend on: they tell the driver what it may repeat. */
export interface Circumstances {
  readonly inTransaction: boolean;
  readonly commits: boolean;
  /** A write with a transaction number of its own: repeating it changes nothing. */
  readonly retryableWrite: boolean;
}

export function errorReply(error: CommandError, circumstances: Circumstances): Uint8Array {
  const errorLabels = labelsFor(error, circumstances);
  return serialize({
    ok: 0,
    errmsg: error.message,
    code: error.code,
    codeName: error.codeName,
    ...(errorLabels.length > 0 ? { errorLabels } : {}),
  });
}

function labelsFor({ code }: CommandError, { inTransaction, commits, retryableWrite }: Circumstances): string[] {
  const unreachable = code === CODES.shuttingDown[0];
  if (commits && unreachable) return ['RetryableWriteError', 'UnknownTransactionCommitResult'];
  const repeatable = unreachable || code === CODES.writeConflict[0] || code === CODES.noSuchTransaction[0];
  if (inTransaction) return repeatable ? ['TransientTransactionError'] : [];
  return retryableWrite && unreachable ? ['RetryableWriteError'] : [];
}
