/** Markdown, formulas and links. */
import { error, listed, nearest, type Rule, warning } from './rule.ts';

export const markdownProblems = {
  'heading-skipped': error<{ from: number; to: number }>(({ from, to }) => ({
    message: `A heading of level ${to} follows one of level ${from}.`,
    hint: `Use ${'#'.repeat(from + 1)} here. A screen reader's user moves by these levels.`,
  })),
  'heading-title-again': warning(() => ({
    message: 'The chapter has a second heading of level one.',
    hint: 'Use ## for a part of the chapter, or make it a chapter of its own.',
  })),
  'heading-empty': error(() => ({
    message: 'The heading has no text.',
    hint: 'Write one, or remove the # signs.',
  })),
  'box-unknown': error<{ name: string; near?: string; known: readonly string[] }>(
    ({ name, near, known }) => ({
      message: `There is no box \`:::${name}\`.`,
      hint: nearest(near, `The boxes are ${listed(known)}.`),
    }),
  ),
  'box-unclosed': error<{ name: string }>(({ name }) => ({
    message: `The box \`:::${name}\` is not closed.`,
    hint: 'Put `:::` on a line of its own after its content.',
  })),
  'box-line-broken': error<{ written: string }>(({ written }) => ({
    message: `\`${written}\` neither opens nor closes a box.`,
    hint: 'Write `:::note` or `:::note[Title]` on a line of its own, and `:::` after its content.',
  })),
  'glossary-entry-broken': error(() => ({
    message: 'This entry of the glossary does not begin with the term that it explains.',
    hint: 'Begin it with the term in bold: `- **Aura:** signs that come before the pain.`',
  })),
  'caption-alone': error<{ name: string }>(({ name }) => ({
    message: `The box \`:::${name}\` has no ${name === 'table' ? 'table' : 'image'} in it.`,
    hint:
      name === 'table'
        ? 'Put one Markdown table into it.'
        : 'Put one image into it, in a paragraph of its own: `![text](file)`.',
  })),
  'id-duplicate': error<{ id: string }>(({ id }) => ({
    message: `The id \`${id}\` is already taken in this chapter.`,
    hint: 'Choose another, so that a link can mean only one of the two.',
  })),
  'note-missing': error<{ label: string }>(({ label }) => ({
    message: `There is no note \`[^${label}]\`.`,
    hint: `Write it on a line of its own: \`[^${label}]: text\`.`,
  })),
  'note-label-broken': error<{ label: string }>(({ label }) => ({
    message: `\`[^${label}]\` is no mark of a note: its name has a space in it.`,
    hint: `Write \`[^${label.replaceAll(' ', '-')}]\`, in the text and where the note stands; \`\\[\` for a plain bracket.`,
  })),
  'note-unused': warning<{ label: string }>(({ label }) => ({
    message: `Nothing refers to the note \`[^${label}]\`, so it is not printed.`,
    hint: `Put \`[^${label}]\` where it belongs, or remove the note.`,
  })),
  'citation-unknown': error<{ key: string; near?: string }>(({ key, near }) => ({
    message: `The reference \`${key}\` is not in the publication's references.`,
    hint: nearest(near, 'Add it to the references, or correct the key.'),
  })),
  'citation-empty': error<{ key: string }>(({ key }) => ({
    message: `The reference \`${key}\` has no title, so nobody could find it.`,
    hint: 'Give it a `title` in the references.',
  })),
  'citation-broken': error<{ written: string }>(({ written }) => ({
    message: `\`${written}\` is no citation.`,
    hint: 'Write `[@key]`, `[@key, p. 7]` or `[@one; @two]`, other words outside the brackets; `\\[` for a plain bracket.',
  })),
  'reference-undefined': error<{ label: string }>(({ label }) => ({
    message: `Nothing defines the link \`[${label}]\`.`,
    hint: `Write \`[${label}]: address\` on a line of its own.`,
  })),
  'formula-broken': error<{ reason: string }>(({ reason }) => ({
    message: `The formula cannot be set: ${reason}.`,
    hint: 'Correct the TeX between the `$$`; write `\\$$` for two plain dollar signs.',
  })),
  'link-chapter-missing': error<{ target: string; near?: string }>(({ target, near }) => ({
    message: `The link leads to \`${target}\`, which is no chapter of this publication.`,
    hint: nearest(near, 'Correct the file name, or add the chapter to the publication.'),
  })),
  'link-anchor-missing': error<{ anchor: string; file: string; near?: string }>(({ anchor, file, near }) => ({
    message: `\`${file}\` has no heading or id \`#${anchor}\`.`,
    hint: nearest(near, 'Correct the part after #, or give the heading that id: `## Heading {#id}`.'),
  })),
  'link-empty': error(() => ({
    message: 'The link leads nowhere.',
    hint: 'Write an address into the round brackets: `[text](address)`.',
  })),
  'link-broken': error<{ target: string }>(({ target }) => ({
    message: `\`${target}\` is no address that a machine can have.`,
    hint: 'Correct it: after `https://` comes a name such as `example.org`, after `mailto:` or `tel:` who is meant.',
  })),
  'link-outside': error<{ target: string }>(({ target }) => ({
    message: `The link \`${target}\` leads to a file on this machine, which no reader has.`,
    hint: 'Link to a chapter, or to an address that begins with https://.',
  })),
  'link-unsafe': error<{ scheme: string }>(({ scheme }) => ({
    message: `A link may not begin with \`${scheme}:\`.`,
    hint: 'Use https:, http:, mailto: or tel:.',
  })),
} satisfies Record<string, Rule<never>>;
