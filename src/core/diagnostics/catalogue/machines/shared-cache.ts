/** Diagnostics about the cache that several machines share. */

import type { Distrust, StoreFault, Way } from '../../store-fault.ts';
import { type CatalogueEntry, entry, usageError } from '../rule.ts';

/** The usual names of status codes (RFC 9110). */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  405: 'Method Not Allowed',
  409: 'Conflict',
  411: 'Length Required',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  507: 'Insufficient Storage',
};

const TOKEN_ADVICE =
  'Check the token in `HANDPRESS_SHARED_CACHE_TOKEN`, and what the server lets it read and write.';

function describeFault(fault: StoreFault): string {
  switch (fault.kind) {
    case 'status': {
      const name = STATUS_NAMES[fault.status];
      return `answered ${fault.status}${name === undefined ? '' : ` (${name})`}`;
    }
    case 'redirect':
      return `answered with a redirect (${fault.status}), which is not followed`;
    case 'timeout':
      return 'did not answer in time';
    case 'slow':
      return 'answered slowly';
    case 'connection':
      return `could not be reached, or the connection failed (${fault.reason})`;
  }
}

function describeEnd(givenUp: readonly Way[]): string {
  if (givenUp.length === 2) return ' It was left alone for the rest of the run.';
  return givenUp.map((way) => ` Nothing more was ${way === 'read' ? 'read' : 'written'}.`).join('');
}

function adviseOnFault(fault: StoreFault): string {
  if (fault.kind === 'redirect') return 'Name the address that it leads to with `--shared-cache`.';
  if (fault.kind === 'status' && (fault.status === 401 || fault.status === 403)) return TOKEN_ADVICE;
  if (fault.kind === 'status' && fault.status === 413)
    return 'Let the server take larger files (nginx: `client_max_body_size`).';
  return 'Check the address in `--shared-cache`, and the server.';
}

export const sharedCacheDiagnostics = {
  // No warning, because a job that fails on warnings must not fail for it.
  'shared-cache-failed': entry(
    'note',
    'environment',
  )<{ address: string; fault: StoreFault; count: number; givenUp: readonly Way[] }>(
    ({ address, fault, count, givenUp }) => ({
      message: `The shared cache \`${address}\` ${describeFault(fault)}.${
        count === 1 ? '' : ` ${count} requests failed.`
      }${describeEnd(givenUp)}`,
      hint: `Everything was made all the same. ${adviseOnFault(fault)}`,
    }),
  ),
  'shared-cache-distrusted': entry(
    'warning',
    'environment',
  )<{ address: string; reason: Distrust; count: number }>(({ address, reason, count }) => ({
    message: `${count === 1 ? 'A result' : `${count} results`} of the shared cache \`${address}\` ${count === 1 ? 'was' : 'were'} not used: ${
      {
        bytes: 'a file has other bytes than its name says',
        entry: 'an entry is not one that Handpress wrote',
        signer: 'an entry is signed with a key that is not among the public keys here',
        signature: 'the signature of an entry does not fit',
      }[reason]
    }.`,
    hint:
      reason === 'signer'
        ? 'Add the public key to `--shared-cache-key`, if you trust its owner.'
        : 'Everything was made all the same. Someone may have changed files on the server, or its disk is damaged: look at who may write there.',
  })),
  'shared-cache-in-file': usageError<{ key: string }>(({ key }) => ({
    message: `\`${key}\` cannot be set in a file of the project: a change of that file could send documents, and the token of the shared cache, to any server.`,
    hint: 'Take it out. Use the options `--shared-cache` and `--queue`, or the variables `HANDPRESS_SHARED_CACHE` and `HANDPRESS_QUEUE` of your CI system (`docs/shared-cache.md`, `docs/fleet.md`).',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
