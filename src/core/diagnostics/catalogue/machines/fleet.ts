/** Diagnostics about the fleet: the queue, and the workers that take jobs from it. */
import { type CatalogueEntry, entry, environmentError, usageError } from '../rule.ts';

const environmentWarning = entry('warning', 'environment');

export const fleetDiagnostics = {
  'queue-wrong': usageError<{ problem: 'address' | 'none' | 'store' | 'signing' }>(({ problem }) => ({
    message: {
      address:
        'The address of the queue is none of Redis. It is not shown here, because it can have a password.',
      none: 'A worker needs a queue to take jobs from.',
      store: 'A queue needs a shared cache, through which files go to the workers and results come back.',
      signing: 'A worker needs a private key, because results without a signature do not count.',
    }[problem],
    hint: {
      address: 'Write `redis://host:6379`, or `rediss://user:password@host:6379/0` with encryption.',
      none: 'Name it with `--queue`, or in the variable `HANDPRESS_QUEUE`.',
      store: 'Name it with `--shared-cache`, or in the variable `HANDPRESS_SHARED_CACHE`.',
      signing: 'Name it in the variable `HANDPRESS_SHARED_CACHE_SIGNING_KEY`.',
    }[problem],
  })),
  'queue-unencrypted': environmentWarning<{ queue: string }>(({ queue }) => ({
    message: `The password of the queue travels to \`${queue}\` in the clear.`,
    hint: 'Use an address that begins with `rediss://`, or a private network and no password.',
  })),
  'queue-unreachable': environmentError<{ queue: string; reason: string }>(({ queue, reason }) => ({
    message: `The queue \`${queue}\` cannot be reached: ${reason}.`,
    hint: 'Check the address, the password and that Redis runs there.',
  })),
  'queue-lost': environmentWarning<{ queue: string; reason: string }>(({ queue, reason }) => ({
    message: `The queue \`${queue}\` cannot be used: ${reason}. This machine does the rest of the work alone.`,
    hint: 'The files are the same, and take longer. Check the address, the password and that Redis runs there.',
  })),
  'fleet-empty': environmentWarning<{ queue: string; others: number }>(({ queue, others }) => ({
    message: `No worker takes the jobs of this build from \`${queue}\`${
      others === 0
        ? ''
        : `: ${others === 1 ? 'the one there has' : `the ${others} there have`} another program or another browser`
    }. This machine does them until one comes.`,
    hint: 'Start `handpress worker` from the same image or installation as this build, with the same browser.',
  })),
  'fleet-inputs-kept': environmentWarning(() => ({
    message:
      'Documents cannot be stored in the shared cache for the workers. This machine does the rest of the work alone.',
    hint: 'Check that the shared cache can be reached, and that its token allows this machine to write.',
  })),
  'fleet-results-missing': environmentWarning(() => ({
    message:
      'Workers have done jobs, but the shared cache has no valid result of them. This machine does the rest of the work alone.',
    hint: 'Check that `--shared-cache-key` has the public keys of the workers, and that the workers can write to the shared cache.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
