/** Diagnostics about HTML in Markdown. */
import { type CatalogueEntry, contentError, contentFault, contentWarning, formatPlaces } from './rule.ts';

export const rawHtmlDiagnostics = {
  'html-unclosed': contentFault<{
    tag: string;
    /** Whether HTML has no such element, so that it is printed as it is written. */
    isPrinted?: boolean;
  }>(({ tag, isPrinted = false }) => ({
    message: `\`<${tag}>\` is never closed${isPrinted ? ', and is no element of HTML' : ''}.`,
    hint: isPrinted
      ? `To print it, write \`\\<${tag}>\`, or put it into backticks.`
      : `Write \`</${tag}>\` where it ends.`,
  })),
  'html-unopened': contentFault<{ tag: string }>(({ tag }) => ({
    message: `\`</${tag}>\` closes nothing that is open here.`,
    hint: 'Remove it, or close the elements inside it first.',
  })),
  'html-repeated': contentError<{ limit: number }>(({ limit }) => ({
    message: `Elements such as \`<b>\` and \`<span>\` enclose so many paragraphs, items or lines here that the page would repeat more than ${limit} characters of their tags.`,
    hint: 'Close them before a paragraph, a list or a table begins, and open them again inside of it.',
  })),
  'html-element-forbidden': contentFault<{ tag: string }>(({ tag }) => ({
    message: `\`<${tag}>\` is not allowed in a publication.`,
    hint: 'Remove it. Nothing on a page may run, load or send anything.',
  })),
  'html-attribute-forbidden': contentFault<{ tag: string; attribute: string }>(({ tag, attribute }) => ({
    message: `The attribute \`${attribute}\` of \`<${tag}>\` is not allowed in a publication.`,
    hint:
      attribute === 'style'
        ? 'Remove the element if its text is not to be printed, or else the attribute.'
        : 'Remove it. Nothing on a page may run, load or send anything.',
  })),
  'html-style-dropped': contentWarning<{
    tag: string;
    written: string;
    /** The contrast ratio of a color with its background, and a color that is dark enough. */
    faint?: { readonly contrast: number; readonly darker: string };
    count: number;
    lines: readonly number[];
  }>(({ tag, written, faint, count, lines }) => ({
    message: faint
      ? `\`${written}\` of \`<${tag}>\` has no effect, because it is hard to read: its contrast with the page and with boxes is ${faint.contrast.toFixed(1)} to 1, and 4.5 are needed.${formatPlaces(count, lines)}`
      : `\`${written}\` in the \`style\` of \`<${tag}>\` has no effect.${formatPlaces(count, lines)}`,
    hint: faint
      ? `Write \`${faint.darker}\`, which is dark enough, or remove it.`
      : 'Remove it. Honored are `text-align`, dark colors of words, the width and `float` of an image, and bold, italic and underlined words; a style sheet changes the look of all pages: `docs/look.md`.',
  })),
  'html-alignment-dropped': contentWarning<{ tag: string }>(({ tag }) => ({
    message: `The attribute \`align\` of \`<${tag}>\` has no effect.`,
    hint: 'Remove it. Paragraphs, headings, `<div>` and cells of tables can be aligned, and an image is at the left or right.',
  })),
  'html-element-unknown': contentWarning<{
    tag: string;
    count: number;
    lines: readonly number[];
  }>(({ tag, count, lines }) => ({
    message: `\`<${tag}>\` is removed; its text stays.${formatPlaces(count, lines)}`,
    hint: 'Write \\< for a plain “less than” sign, or use Markdown.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
