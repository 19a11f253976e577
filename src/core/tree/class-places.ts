/** Lists the classes that mean something, with where they do, for attributes that are put where they have no effect. */

/** What can have attributes in braces. */
export type ClassCarrier =
  | 'words'
  | 'link'
  | 'inner link'
  | 'image'
  | 'code'
  | 'formula'
  | 'heading'
  | 'division';

/** What carriers are called in messages. */
export const CARRIER_WORDS: Readonly<Record<ClassCarrier, string>> = {
  words: 'words in brackets',
  link: 'a link',
  'inner link': 'a link inside the publication, which needs no address',
  image: 'an image',
  code: 'code',
  formula: 'a formula',
  heading: 'a heading',
  division: 'a `:::` part',
};

/** Where a class has an effect, and how it is written there. */
export interface ClassPlace {
  readonly on: readonly ClassCarrier[];
  readonly write: string;
}

const listOf = (
  names: string,
  place: (name: string) => ClassPlace,
): readonly (readonly [string, ClassPlace])[] => names.split(' ').map((name) => [name, place(name)]);

const EXAMPLE_LINK = '`[words](https://example.org){.qr}`, or leave the class out';

export const CLASS_PLACES: ReadonlyMap<string, ClassPlace> = new Map([
  ...listOf(
    'mark underline ul kbd insertion deletion smallcaps index field fillin tick-box checkbox scale',
    (name) => ({ on: ['words'], write: `\`[words]{.${name}}\`` }),
  ),
  ...listOf('aside marginnote margin-note sidenote side-note column-margin', (name) => ({
    on: ['words', 'division'],
    write: `\`[words]{.${name}}\`, or \`::: {.${name}}\` above the words and \`:::\` below them`,
  })),
  ...listOf(
    'dropcap drop-cap verse poem epigraph dialogue letter signature columns column two-columns three-columns easy-read lines ' +
      'writing-lines list-table',
    (name) => ({ on: ['division'], write: `\`::: {.${name}}\` above the words and \`:::\` below them` }),
  ),
  ...listOf('unnumbered unlisted', (name) => ({ on: ['heading'], write: `\`## Heading {.${name}}\`` })),
  ...listOf('qr', () => ({ on: ['link'], write: EXAMPLE_LINK })),
  ...listOf('drop-caps', () => ({
    on: [],
    write:
      '`::: dropcap` above the paragraph and `:::` below it, or `drop-caps: true` in the settings for all chapters',
  })),
]);
