/** Conditions of content that depend on the edition: `when-format="pdf"`, `unless-edition="large-print"`, `highlight: false`. */
import { type Edition, isPaper } from './edition.ts';

/** What a condition asks for. */
export interface EditionCondition {
  readonly key: 'format' | 'edition' | 'highlight' | 'large-print';
  /** Of `highlight`, what holds for editions that do not say it: `true` or `false`. */
  readonly value: string;
}

/** Names of formats in Quarto, by what they are here. https://quarto.org/docs/authoring/conditional.html */
const FORMATS: Readonly<Record<'print' | 'epub' | 'web', ReadonlySet<string>>> = {
  print: new Set('pdf latex beamer typst context docx odt rtf print'.split(' ')),
  // In Quarto, an e-book is HTML, too.
  epub: new Set('epub epub2 epub3 ebook html html4 html5'.split(' ')),
  web: new Set('html html4 html5 web'.split(' ')),
};

// cspell:ignore revealjs slidy slideous dzslides jats
/** Names of formats that are never made here: they are only for a screen or for other programs. */
const OTHER_FORMATS: ReadonlySet<string> = new Set(
  'html:js revealjs slides pptx s5 slidy slideous dzslides dashboard website book gfm commonmark commonmark_x markdown md hugo-md docusaurus-md ipynb jats asciidoc mediawiki rst org'.split(
    ' ',
  ),
);

/** All names of formats. */
export const FORMAT_NAMES: readonly string[] = [
  ...new Set([...FORMATS.print, ...FORMATS.epub, ...FORMATS.web, ...OTHER_FORMATS]),
];

/** Returns whether a format is never made here. */
export const isOtherFormat = (name: string): boolean => OTHER_FORMATS.has(name);

/** Returns whether an edition has a name: its own, that of its layout or of its kind, or the start of one: `large-print`. */
export const hasName = ({ id, family, ...edition }: Edition, name: string): boolean =>
  [id, family, ...('layout' in edition ? [edition.layout] : [])].some(
    (own) => own === name || own.startsWith(`${name}-`),
  );

/** Returns whether a condition holds for an edition. */
export function isMet({ key, value }: EditionCondition, edition: Edition): boolean {
  if (key === 'edition') return hasName(edition, value);
  // As in `src/core/layouts.ts`.
  if (key === 'large-print') return isPaper(edition) && edition.type.smallest === edition.type.size;
  if (key === 'highlight') return edition.isHighlighted ?? value === 'true';
  return FORMATS[isPaper(edition) ? 'print' : edition.family].has(value);
}

/** Returns a text that is the same for editions in which all of the conditions have the same answers. */
export const describeView = (conditions: readonly EditionCondition[], edition: Edition): string =>
  conditions.map((condition) => (isMet(condition, edition) ? '1' : '0')).join('');
