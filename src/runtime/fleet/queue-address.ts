/** Reads the address of a queue, `redis://user:password@host:6379/0`, and names it without its password. */

/** Where the queue is. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** Number of the database in Redis. */
  readonly db: number;
  /** Whether the connection is encrypted: `rediss://`. */
  readonly isEncrypted: boolean;
}

const DEFAULT_PORT = 6379;

/** Returns the parts of an address; `undefined` if it is none. Its text can have a password: do not print it. */
export function parseQueueAddress(text: string): QueueAddress | undefined {
  const url = URL.parse(text);
  const db = /^\/?(\d{0,5})$/.exec(url?.pathname ?? '-')?.[1];
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || db === undefined)
    return undefined;
  if (url.search !== '' || url.hash !== '') return undefined;
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? DEFAULT_PORT : Number(url.port),
      ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
      ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
      db: Number(db),
      isEncrypted: url.protocol === 'rediss:',
    };
  } catch {
    return undefined;
  }
}

/** Returns `host:port`, for messages. */
export const nameQueue = ({ host, port }: QueueAddress): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
