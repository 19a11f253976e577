/** HTML that an author writes in Markdown. */
import { error, type Rule, warning } from './rule.ts';

export const rawHtmlProblems = {
  'html-unclosed': error<{ tag: string }>(({ tag }) => ({
    message: `\`<${tag}>\` is never closed.`,
    hint: `Write \`</${tag}>\` where it ends.`,
  })),
  'html-unopened': error<{ tag: string }>(({ tag }) => ({
    message: `\`</${tag}>\` closes nothing that is open here.`,
    hint: 'Remove it, or close the elements inside it first.',
  })),
  'html-repeated': error<{ limit: number }>(({ limit }) => ({
    message: `Elements such as \`<b>\` and \`<span>\` stand around so many paragraphs, items or lines here that a page would repeat more than ${limit} characters of their tags.`,
    hint: 'Close them before a paragraph, a list or a table begins, and open them again inside of it.',
  })),
  'html-element-forbidden': error<{ tag: string }>(({ tag }) => ({
    message: `\`<${tag}>\` has no place in a publication.`,
    hint: 'Remove it. Nothing on a page may run, load or send anything.',
  })),
  'html-attribute-forbidden': error<{ tag: string; attribute: string }>(({ tag, attribute }) => ({
    message: `The attribute \`${attribute}\` of \`<${tag}>\` has no place in a publication.`,
    hint: 'Remove it. Nothing on a page may run, load or send anything.',
  })),
  'html-element-unknown': warning<{ tag: string }>(({ tag }) => ({
    message: `\`<${tag}>\` is not kept; its text is.`,
    hint: 'Write \\< for a plain “less than” sign, or use Markdown.',
  })),
} satisfies Record<string, Rule<never>>;
