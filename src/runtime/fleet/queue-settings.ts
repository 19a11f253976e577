/** Reads where the queue is, from the command line and the environment only, as the shared cache is read. */
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { parseQueueAddress, type QueueAddress } from './queue-address.ts';
import { QUEUE_VARIABLE } from './queue-variable.ts';

/**
 * Returns the address; `undefined` if there is none, or if it is wrong, which it reports (`queue-wrong`).
 * @param named the option
 */
export function readQueueAddress(
  named: string | undefined,
  variable: (name: string) => string | undefined,
  report: Report,
): QueueAddress | undefined {
  const text = named ?? variable(QUEUE_VARIABLE)?.trim() ?? '';
  if (text === '') return undefined;
  const address = parseQueueAddress(text);
  if (address === undefined) report(diagnostic('queue-wrong', { problem: 'address' }));
  return address;
}

/** Hosts that are this machine. */
const LOCAL_HOST = /^(?:localhost|127(?:\.\d+){3}|::1)$/;

/** Returns whether others in the network can read the password. */
export const isPasswordInClear = ({ host, password, isEncrypted }: QueueAddress): boolean =>
  password !== undefined && !isEncrypted && !LOCAL_HOST.test(host);
