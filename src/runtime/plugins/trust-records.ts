/**
 * Remembers which code the user trusts, by project. The records are in the user's own cache folder, never in a project, because a
 * project could then trust itself.
 */
import { join } from 'node:path';
import { isWithin } from '../../lib/text/paths.ts';
import { computeDigest } from '../cache/digest.ts';
import { OwnFolder } from '../guard/own-folder.ts';
import { makeUserFolder } from '../user-cache.ts';

/** A project folder, and the code in it. */
export interface TrustedCode {
  /** Real path of the folder. */
  readonly root: string;
  readonly digest: string;
}

/** Reads a variable of the environment. */
type ReadVariable = (name: string) => string | undefined;

/** Name of the records in the cache folder of the user. */
const FOLDER = 'trust';

const fileName = (root: string): string => `${computeDigest(root)}.json`;

/** Returns whether the user has recorded that this code of this folder can be run. */
export async function isTrusted({ root, digest }: TrustedCode, variable: ReadVariable): Promise<boolean> {
  const records = await openRecords(root, variable);
  try {
    const text = new TextDecoder().decode(records?.read([fileName(root)]));
    return text === format({ root, digest });
  } catch {
    return false;
  }
}

/** Records that this code can be run, in place of an earlier record of the folder. Returns whether there is a place for it. */
export async function recordTrust(code: TrustedCode, variable: ReadVariable): Promise<boolean> {
  const records = await openRecords(code.root, variable);
  if (records === undefined) return false;
  await records.makeFolder();
  records.remove(fileName(code.root));
  records.create([fileName(code.root)], [format(code)]);
  return true;
}

/** Removes the record of a folder, if there is one. */
export async function removeTrust(root: string, variable: ReadVariable): Promise<void> {
  (await openRecords(root, variable))?.remove(fileName(root));
}

/** Opens the folder of the records; `undefined` if it is in the project, which could then bring a record of its own. */
async function openRecords(root: string, variable: ReadVariable): Promise<OwnFolder | undefined> {
  const folder = join(await makeUserFolder(variable), FOLDER);
  return isWithin(folder, root) ? undefined : new OwnFolder(folder);
}

const format = ({ root, digest }: TrustedCode): string => `${JSON.stringify({ root, digest }, null, 2)}\n`;
