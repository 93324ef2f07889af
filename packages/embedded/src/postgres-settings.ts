/**
 * PostgreSQL's settings, on its command line, so that a data folder of an earlier version runs with today's.
 * Durability is left at its defaults (`fsync`, `synchronous_commit`, `full_page_writes` on): a write that was
 * acknowledged is on the disk.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  // Only the gateway may connect, over a socket in a folder that belongs to the user: whoever is superuser here can run
  // programs as that user.
  listen_addresses: '',
  unix_socket_directories: '/data',
  unix_socket_permissions: '0700',
  port: '5432',
  max_connections: '60',
  shared_buffers: '128MB',
  // The order matters: the extended index handler must be there before the engine looks for it.
  shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb_extended_rum,pg_documentdb',
  // Without it every sort reads all matches (measured: 96 ms instead of 2 at 300,000 documents).
  'documentdb.alternate_index_handler_name': 'extended_rum',
  // Results of several pages go to files, so that an open cursor holds no connection.
  'documentdb.useFileBasedPersistedCursors': 'on',
  'documentdb.defaultCursorExpiryTimeLimitSeconds': '660',
  'documentdb.localhost_connection_string': 'host=/data',
  'cron.database_name': 'postgres',
  'cron.use_background_workers': 'on',
  'cron.log_run': 'off',
  'cron.log_statement': 'off',
  // Compiling a plan costs more than any of our queries takes.
  jit: 'off',
  // Documents of more than 2 KB are packed; the default takes 10 to 20 microseconds longer for each (measured).
  default_toast_compression: 'lz4',
  // There is no standby to feed.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  max_worker_processes: '12',
  // A fresh collection is sorted in memory until its statistics are there; a minute is long in a demonstration.
  autovacuum_naptime: '5s',
  log_timezone: 'UTC',
};

/** The program and its arguments as seen inside the sandbox. */
export function postgresCommand(): string[] {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['/usr/lib/postgresql/18/bin/postgres', '-D', '/data', ...settings];
}
