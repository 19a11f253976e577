/**
 * Maps the families that a drawing names to font stacks of the page in a face like theirs, so that words keep to the boxes
 * that were drawn for them and no font of the system is used.
 */

/** A font stack for drawings. `arial` has the widths of Arial and Helvetica. */
type DrawingFace = 'serif' | 'mono' | 'arial' | 'headings';

/** Families by their names, in any case. The first that matches decides. */
const FACES: readonly (readonly [DrawingFace, RegExp])[] = [
  ['mono', /mono|courier|consolas|menlo|monaco|inconsolata|source code|fira code|typewriter/i],
  ['headings', /sans|verdana|tahoma|trebuchet|segoe|roboto|calibri|hyperlegible|system-ui/i],
  ['arial', /arial|helvetica|arimo/i],
  [
    'serif',
    /serif|times|georgia|garamond|palatino|cambria|baskerville|bookman|century|minion|libertine|roman/i,
  ],
];

/** Names that {@link FACES} would take for another face. */
const METRIC_TWINS: ReadonlyMap<string, DrawingFace> = new Map([
  ['liberation sans', 'arial'],
  ['nimbus sans', 'arial'],
]);

/** The families that the drawing itself embeds, in lower case. */
export type OwnFamilies = ReadonlySet<string>;

const NONE: OwnFamilies = new Set();

/**
 * Maps a list of families, as `font-family` takes it: `Georgia, serif` to `var(--serif)`. Families that the drawing embeds
 * come first. A list that names no known family is set as headings are.
 */
export function mapFamilies(families: string, own: OwnFamilies = NONE): string {
  if (/^\s*(?:inherit|initial|unset|revert|var\()/i.test(families)) return families;
  const names = families.split(',').map((name) => name.trim().replace(/^["']|["']$/g, ''));
  const kept = names.filter((name) => own.has(name.toLowerCase())).map((name) => `"${name}"`);
  const face = names.map(findFace).find((found) => found !== undefined) ?? 'headings';
  return [...kept, `var(--${face})`].join(',');
}

const findFace = (name: string): DrawingFace | undefined =>
  METRIC_TWINS.get(name.toLowerCase()) ?? FACES.find(([, names]) => names.test(name))?.[0];

/** Matches declarations of `font-family` and `font`; a semicolon may be in a string. */
const DECLARATION = /(^|[;{}\s])(font(?:-family)?)\s*:((?:[^;{}"']|"[^"]*"|'[^']*')+)/gi;

/** Matches the families of the shorthand `font`, after the size and the line height. */
const SHORTHAND_FAMILIES = /\d[\w.%]*(?:\s*\/\s*[\w.%]+)?\s+(\D.*)$/;

/** Maps the families in declarations of a style sheet or of a `style` attribute. */
export function mapDeclaredFamilies(css: string, own: OwnFamilies = NONE): string {
  return css.replace(DECLARATION, (whole, before: string, property: string, value: string) => {
    const [important = ''] = /\s*!important\s*$/i.exec(value) ?? [];
    const bare = value.slice(0, value.length - important.length).trim();
    if (property.toLowerCase() === 'font-family') {
      return `${before}font-family:${mapFamilies(bare, own)}${important}`;
    }
    const families = SHORTHAND_FAMILIES.exec(bare)?.[1];
    return families === undefined ? whole : `${whole};font-family:${mapFamilies(families, own)}${important}`;
  });
}

const FONT_FACE = /@font-face\s*\{[^}]*\}/gi;

/** Maps the families of a style sheet, but for the fonts that it embeds. */
export function mapSheetFamilies(css: string): string {
  const own: OwnFamilies = new Set(
    [...css.matchAll(FONT_FACE)].map(([rule]) =>
      (/font-family\s*:\s*["']?([^"';}]+)/i.exec(rule)?.[1] ?? '').trim().toLowerCase(),
    ),
  );
  let [mapped, end] = ['', 0];
  for (const { 0: rule, index } of css.matchAll(FONT_FACE)) {
    mapped += mapDeclaredFamilies(css.slice(end, index), own) + rule;
    end = index + rule.length;
  }
  return mapped + mapDeclaredFamilies(css.slice(end), own);
}
