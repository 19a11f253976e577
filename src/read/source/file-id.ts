/** Ids of publications and chapters, which are names of files and folders on every system. */
import { slug } from 'github-slugger';

/** UTF-16 code units. With the edition behind it a name has to fit into the 255 bytes that file systems take. */
export const LONGEST_ID = 60;
const MOST_BYTES = 180;

/** What a person is told that an id must be. */
export const ID_SHAPE = `letters, digits, \`-\`, \`_\` and \`.\`, ${LONGEST_ID} at most, with no \`.\` at the end`;
export const ID_FREE =
  'a name that is free: Windows keeps `con`, `aux` and others for devices, and `manifest.json` is ours';

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: with anything behind a full stop, too. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

export const hasIdShape = (id: string): boolean =>
  /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_-])?$/u.test(id) &&
  id.length <= LONGEST_ID &&
  Buffer.byteLength(id) <= MOST_BYTES;

export const isIdFree = (id: string): boolean => !DEVICE.test(id) && !/^manifest\.json$/i.test(id);

/** `content/book/04-how-well.md` → `how-well`: the name without the number that orders it, made to fit where it has to be. */
export function idOf(path: string): string {
  const name = (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
  const unnumbered = name.replace(/^\d+[-_. ]+(?=.)/, '');
  const id = shortened(slug(unnumbered) || slug(name) || 'text');
  return isIdFree(id) ? id : `${id}-text`;
}

function shortened(id: string): string {
  let short = '';
  for (const character of id) {
    const longer = short + character;
    if (longer.length > LONGEST_ID || Buffer.byteLength(longer) > MOST_BYTES) break;
    short = longer;
  }
  return short;
}
