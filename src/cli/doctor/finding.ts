/** Defines what `handpress doctor` finds out about each part of the machine. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';

/** One part of the machine. */
export interface Finding {
  readonly name: 'node' | 'browser' | 'sandbox' | 'fonts' | 'cache' | 'git' | 'output';
  /** `missing`: something does not work. `note`: it works, with the limit that `found` names. */
  readonly state: 'ok' | 'note' | 'missing';
  /** What is there, or what is wrong; without a full stop. */
  readonly found: string;
  /** What repairs it, in words and commands. */
  readonly repair?: string;
  /** The files that cannot be made without it; empty: none. */
  readonly neededFor: readonly ('pdf' | 'epub')[];
}

/** Returns what a diagnostic says, and what repairs it. */
export const describeProblem = ({ message, hint }: Diagnostic): Pick<Finding, 'found' | 'repair'> => ({
  found: message.replace(/\.$/, ''),
  ...(hint && { repair: hint }),
});

/** Where `handpress doctor` looks. */
export interface DoctorPlaces {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the output folder. */
  readonly out: string;
  /** Folder of the cache; absent: that of the user. */
  readonly cache?: string;
  /** Path of the browser; absent: the first one found. */
  readonly browser?: string;
  readonly signal: AbortSignal;
}

/** What every file is made with. */
export const ALL_FILES = ['pdf', 'epub'] as const;
