/** Diagnostics about Markdown, formulas and links. */
import { CARRIER_WORDS, CLASS_PLACES, type ClassCarrier } from '../../tree/class-places.ts';
import {
  type CatalogueEntry,
  contentFault,
  contentNote,
  contentWarning,
  didYouMean,
  formatCodeList,
  formatPlaces,
} from './rule.ts';

export const markdownDiagnostics = {
  'class-unfit': contentWarning<{ name: string; on: ClassCarrier }>(({ name, on }) => ({
    message: `\`.${name}\` has no effect on ${CARRIER_WORDS[on]}.`,
    hint: `Write ${CLASS_PLACES.get(name)?.write ?? 'it elsewhere'}.`,
  })),
  'heading-skipped': contentFault<{ from: number; to: number }>(({ from, to }) => ({
    message: `A heading of level ${to} follows one of level ${from}.`,
    hint: `Use ${'#'.repeat(from + 1)} here. A screen reader's user moves by these levels.`,
  })),
  'heading-title-again': contentWarning(() => ({
    message: 'The chapter has a second heading of level one.',
    hint: 'Use ## for a part of the chapter, or make it a chapter of its own: in a single file, `chapter-level: 1` in the front matter does.',
  })),
  'heading-empty': contentFault(() => ({
    message: 'The heading has no text.',
    hint: 'Write one, or remove the # signs.',
  })),
  'box-unknown': contentFault<{ name: string; near?: string; known: readonly string[] }>(
    ({ name, near, known }) => ({
      message: `There is no box \`:::${name}\`.`,
      hint: didYouMean(near, `The boxes are ${formatCodeList(known)}.`),
    }),
  ),
  'box-unclosed': contentFault<{ name: string }>(({ name }) => ({
    message: `The box \`:::${name}\` is not closed.`,
    hint: 'Put `:::` on a line of its own after its content.',
  })),
  'box-line-broken': contentFault<{ written: string }>(({ written }) => ({
    message: `\`${written}\` neither opens nor closes a box.`,
    hint: 'Write `:::note` or `:::note[Title]` on a line of its own above the content, and `:::` below it.',
  })),
  'glossary-entry-broken': contentFault(() => ({
    message: 'This entry of the glossary does not begin with the term that it explains.',
    hint: 'Begin it with the term in bold: `- **Aura:** signs that come before the pain.`',
  })),
  'glossary-definition-missing': contentFault<{ term: string }>(({ term }) => ({
    message: `The term \`${term}\` has no definition.`,
    hint: 'Write what it means after it, or remove it from the glossary.',
  })),
  'glossary-empty': contentFault(() => ({
    message: 'This glossary has no entries.',
    hint: 'Write a list into it: `- **Aura:** signs that come before the pain.`',
  })),
  'glossary-term-duplicate': contentFault<{ term: string; first: string }>(({ term, first }) => ({
    message: `The term \`${term}\` is defined twice: links lead to its entry in \`${first}\`.`,
    hint: 'Join the two entries.',
  })),
  'term-missing': contentFault<{ term: string; near?: string }>(({ term, near }) => ({
    message: term === '' ? 'This role names no term.' : `The glossary has no term \`${term}\`.`,
    hint: didYouMean(near, 'Add it to the glossary, or write the words without a role.'),
  })),
  'caption-alone': contentFault<{ name: string }>(({ name }) => ({
    message: `The box \`:::${name}\` has no ${name === 'table' ? 'table' : 'image'} in it.`,
    hint:
      name === 'table'
        ? 'Put one Markdown table into it.'
        : 'Put one image into it, in a paragraph of its own: `![text](file)`.',
  })),
  'id-duplicate': contentFault<{ id: string }>(({ id }) => ({
    message: `The id \`${id}\` is already taken in this chapter.`,
    hint: 'Choose another, so that a link can mean only one of the two.',
  })),
  'note-missing': contentFault<{ label: string }>(({ label }) => ({
    message: `There is no note \`[^${label}]\`.`,
    hint: `Write it on a line of its own: \`[^${label}]: text\`.`,
  })),
  'note-label-broken': contentFault<{ label: string }>(({ label }) => ({
    message: `\`[^${label}]\` is not a reference to a note: its name contains a space.`,
    hint: `Write \`[^${label.replaceAll(' ', '-')}]\`, in the text and at the note; \`\\[\` for a plain bracket.`,
  })),
  'note-unused': contentWarning<{ label: string }>(({ label }) => ({
    message: `Nothing refers to the note \`[^${label}]\`, so it is not printed.`,
    hint: `Put \`[^${label}]\` where it belongs, or remove the note.`,
  })),
  'citation-unknown': contentFault<{ key: string; near?: string }>(({ key, near }) => ({
    message: `The reference \`${key}\` is not in the publication's references.`,
    hint: didYouMean(near, 'Add it to the references, or correct the key; `\\@` is a plain sign.'),
  })),
  'citation-empty': contentFault<{ key: string }>(({ key }) => ({
    message: `The reference \`${key}\` has no title, so readers cannot find it.`,
    hint: 'Give it a `title` in the references.',
  })),
  'citation-broken': contentFault<{ written: string }>(({ written }) => ({
    message: `\`${written}\` is not a citation.`,
    hint: 'Write `[@key]`, `[see @key, p. 7]` or `[@one; @two]`, with a key in each part and no other markup; `\\[` for a plain bracket.',
  })),
  'index-range-open': contentWarning<{ entry: string }>(({ entry }) => ({
    message: `The passage of the index entry \`${entry}\` begins here and has no end, so only this place is listed.`,
    hint: `Mark its end: \`[]{.index entry="${entry}" range=end}\`.`,
  })),
  'index-range-unopened': contentWarning<{ entry: string }>(({ entry }) => ({
    message: `The passage of the index entry \`${entry}\` ends here, but begins nowhere, so only this place is listed.`,
    hint: `Mark its beginning: \`[]{.index entry="${entry}" range=start}\`.`,
  })),
  'index-entry-missing': contentWarning<{ target: string; near?: string }>(({ target, near }) => ({
    message: `The index refers to \`${target}\`, which is no entry of it.`,
    hint: didYouMean(near, 'Mark a passage for this entry, or write the entry that is meant.'),
  })),
  'reference-missing': contentFault<{ label: string; near?: string }>(({ label, near }) => ({
    message: `Nothing has the label \`${label}\`, to which the text refers by number.`,
    hint: didYouMean(
      near,
      `Write \`{#${label}}\` after a figure, table, formula or heading, or \`\\@\` for a plain sign.`,
    ),
  })),
  'reference-ambiguous': contentFault<{ label: string }>(({ label }) => ({
    message: `Two chapters have the label \`${label}\`, so this reference could mean either.`,
    hint: 'Give each label once in the publication.',
  })),
  'reference-nameless': contentFault<{ label: string }>(({ label }) => ({
    message: `What has the label \`${label}\` has neither a number nor a title.`,
    hint: 'Give it a caption, or write a link with words: `[words](#label)`.',
  })),
  'solution-exercise-missing': contentFault<{ label: string; near?: string }>(({ label, near }) => ({
    message: `No exercise has the label \`${label}\`, which this solution names.`,
    hint: didYouMean(near, 'Give the exercise this label, `::: {#exr-…}`, or correct the one after `for`.'),
  })),
  'reference-undefined': contentFault<{ label: string }>(({ label }) => ({
    message: `Nothing defines the link \`[${label}]\`.`,
    hint: `Write \`[${label}]: address\` on a line of its own.`,
  })),
  'formula-broken': contentFault<{ reason: string }>(({ reason }) => ({
    message: `The formula cannot be set: ${reason}.`,
    hint: 'Correct the TeX between the `$$`; write `\\$$` for two plain dollar signs.',
  })),
  'listing-language-unknown': contentNote<{
    language: string;
    near?: string;
    count: number;
    lines: readonly number[];
  }>(({ language, near, count, lines }) => ({
    message: `Code of the language \`${language}\` is printed plain, because it is not known.${formatPlaces(count, lines)}`,
    hint: didYouMean(near, 'For code that is to be plain, write `text` in its place.'),
  })),
  'listing-too-long': contentWarning<{ limit: number; lineLimit: number }>(({ limit, lineLimit }) => ({
    message: `The listing is printed plain: it has more than ${limit} characters, or more than ${lineLimit} in a line.`,
    hint: 'Shorten it, or write `text` as its language.',
  })),
  'link-chapter-missing': contentFault<{
    target: string;
    /** Whether a file that is printed alone links to another Markdown file. */
    isAlone: boolean;
    near?: string;
  }>(({ target, isAlone, near }) => ({
    message: `The link leads to \`${target}\`, which is not a chapter of this publication.`,
    hint: didYouMean(
      near,
      isAlone
        ? 'To make one publication of both files, put them into a folder with a `publication.yaml`. Or link to an address of the web.'
        : 'Correct the file name, or add the chapter to the publication.',
    ),
  })),
  'link-anchor-missing': contentFault<{ anchor: string; file: string; near?: string }>(
    ({ anchor, file, near }) => ({
      message: `\`${file}\` has no heading or id \`#${anchor}\`.`,
      hint: didYouMean(near, 'Correct the part after #, or give the heading that id: `## Heading {#id}`.'),
    }),
  ),
  'link-empty': contentFault(() => ({
    message: 'The link leads nowhere.',
    hint: 'Write an address into the round brackets: `[text](address)`.',
  })),
  'link-broken': contentFault<{ target: string }>(({ target }) => ({
    message: `\`${target}\` is not a valid address.`,
    hint: 'Correct it: after `https://` comes a name such as `example.org`, after `mailto:` an e-mail address, after `tel:` a number.',
  })),
  'link-outside': contentFault<{ target: string }>(({ target }) => ({
    message: `The link \`${target}\` leads to a file on this machine, which no reader has.`,
    hint: 'Link to a chapter, or to an address that begins with https://.',
  })),
  'link-unsafe': contentFault<{ scheme: string }>(({ scheme }) => ({
    message: `A link may not begin with \`${scheme}:\`.`,
    hint: 'Use https:, http:, mailto:, tel: or sms:.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
