/** Derives and validates ids of publications and chapters, which are file and folder names on every system. */
import { slug } from 'github-slugger';

/** UTF-16 code units. A file name is an id followed by an edition, and file systems allow 255 bytes. */
export const MAX_ID_LENGTH = 60;
const MAX_ID_BYTES = 180;

/** Describes a valid id in messages. */
export const ID_RULE = `letters, digits, \`-\`, \`_\` and \`.\`, ${MAX_ID_LENGTH} at most, with no \`.\` at the end`;
export const UNRESERVED_ID_RULE =
  'a name that is free: Windows keeps `con`, `aux` and others for devices, and `manifest.json` is ours';

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension, too. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

export const isValidId = (id: string): boolean =>
  /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_-])?$/u.test(id) &&
  id.length <= MAX_ID_LENGTH &&
  Buffer.byteLength(id) <= MAX_ID_BYTES;

export const isUnreservedId = (id: string): boolean =>
  !WINDOWS_DEVICE.test(id) && !/^manifest\.json$/i.test(id);

/** The date or number that puts files in order; a date alone is a name. */
const ORDER = /^(?!\d{4}-\d{2}-\d{2}$)(?:\d{4}-\d{2}-\d{2}|\d+)[-_. ]+(?=.)/;

/**
 * Derives an id from a path: `content/book/04-how-well.md` → `how-well`. Removes the leading date or number and what
 * an id cannot contain.
 */
export function deriveId(path: string): string {
  const name = (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
  const unnumbered = name.replace(ORDER, '');
  const id = truncate(slug(unnumbered) || slug(name) || 'text');
  return isUnreservedId(id) ? id : `${id}-text`;
}

/** Derives the id of a chapter from its whole path in a book: `guide/1-start.md` → `guide-1-start`, `guide/README.md` → `guide`. */
export function deriveIdFromPath(path: string): string {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  if (/^(?:readme|index)$/i.test(parts.at(-1) ?? '')) parts.pop();
  const id = truncate(slug(parts.join('-')) || 'introduction');
  return isUnreservedId(id) ? id : `${id}-text`;
}

/** Returns an id that is not taken, with a number if need be. @param taken in lower case, because file systems do not distinguish it */
export function findFreeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${id.slice(0, 50)}-${number}`;
  return free;
}

function truncate(id: string): string {
  let short = '';
  for (const character of id) {
    const longer = short + character;
    if (longer.length > MAX_ID_LENGTH || Buffer.byteLength(longer) > MAX_ID_BYTES) break;
    short = longer;
  }
  return short;
}
