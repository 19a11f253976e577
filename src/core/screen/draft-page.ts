/** Defines a page of a finished file that must show the draft mark, and shows it to a browser without anything else. */

/** A page that must show the draft mark. */
export interface DraftPage {
  /** Name in its file, or below the folder of its edition. */
  readonly file: string;
  /** Its text, without what its own elements hide. */
  readonly text: string;
  /** Whether it must also explain the mark. */
  readonly explains: boolean;
  /** Returns the page as a self-contained HTML document with its styles. */
  toHtml(): string;
}

const STYLE_LINK = /<link\b[^>]*\bstyle\.css\b[^>]*>/g;
const POLICY =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\' data:; img-src data:; font-src data:">';

/** Writes a style sheet into a page in place of the links to it, and blocks everything that the page would load. */
export function isolatePage(html: string, style: Uint8Array): string {
  const url = `data:text/css;charset=utf-8;base64,${Buffer.from(style).toString('base64')}`;
  return html
    .replace(STYLE_LINK, () => `<link rel="stylesheet" href="${url}">`)
    .replace(/<head\b[^>]*>/, (head) => `${head}${POLICY}`);
}
