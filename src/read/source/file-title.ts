/** Makes a title of the name of a file. */
import { replaceInvalidXml } from '../../lib/xml/characters.ts';

/** The date or number that puts files in order: `2026-11-22-`, `04-`. */
const ORDER = /^(?:\d{4}-\d{2}-\d{2}|\d{1,3})[-_. ]+(?=.)/;

/** Returns the name of a file as a title: `notes/04-my-note.md` → `My note`. */
export function titleFromPath(path: string): string {
  const name = replaceInvalidXml((path.split('/').at(-1) ?? '').replace(/(?<=.)\.[^.]+$/, ''));
  const unnumbered = name.replace(ORDER, '');
  // A name with spaces is written as people write: its hyphens belong to words.
  const words = (/\s/.test(unnumbered) ? unnumbered : unnumbered.replace(/[-_]+/g, ' ')).trim();
  const [first = '', ...rest] = [...words];
  return first === '' ? name.trim() || 'Text' : first.toUpperCase() + rest.join('');
}
