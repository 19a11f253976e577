/**
 * Every diagnostic there is: its permanent code, how grave it is, whom it concerns, its message and its hint.
 * A code names what is wrong; it is never renamed. `tests/diagnostics/<code>/` raises each.
 */
import type { Diagnostic, Domain, Place, Severity } from './diagnostic.ts';

interface Wording {
  readonly message: string;
  readonly hint?: string;
}

interface Rule<Facts> {
  readonly severity: Severity;
  readonly domain: Domain;
  readonly word: (facts: Facts) => Wording;
}

const rule =
  (severity: Severity, domain: Domain) =>
  <Facts = Record<never, never>>(word: (facts: Facts) => Wording): Rule<Facts> => ({
    severity,
    domain,
    word,
  });

const error = rule('error', 'content');
const warning = rule('warning', 'content');
const usage = rule('error', 'usage');
const environment = rule('error', 'environment');

const nearest = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean \`${near}\`?`;

const some = (letters: readonly string[]): string =>
  `${letters.slice(0, 8).join(' ')}${letters.length > 8 ? ' …' : ''}`;

const listed = (known: readonly string[]): string => known.map((name) => `\`${name}\``).join(', ');

/** What drawings have much of, by its name. */
const DRAWING_LOADS = {
  elements: 'elements, each counted as often as it is drawn',
  points: 'points of paths',
  characters: 'characters of text',
  dashes: 'dashes of lines',
  stops: 'colors of gradients',
  chained: 'steps from one gradient to the next',
  patterns: 'shapes filled with a pattern',
  masks: 'masks as large as the drawing',
  filters: 'blurs of the whole drawing, or other filters that take as long',
  filterSteps: 'steps of filters',
  pixels: 'pixels of images in it',
  comparisons: 'comparisons of an element with a rule of style',
} as const;

type DrawingLoad = keyof typeof DRAWING_LOADS;

const catalogue = {
  // Files and their metadata
  'file-not-utf8': error<{ offset: number }>(({ offset }) => ({
    message: `The file is not UTF-8: byte ${offset + 1} does not fit.`,
    hint: 'Save it as UTF-8 in your editor.',
  })),
  'direction-overridden': warning<{ codePoints: readonly string[] }>(({ codePoints }) => ({
    message: `${codePoints.length === 1 ? 'An invisible character' : `${codePoints.length} invisible characters`} (${some([...new Set(codePoints)])}) ${codePoints.length === 1 ? 'turns' : 'turn'} what follows round: readers see other words and figures than are written here.`,
    hint: 'Remove it. Words of another direction turn by themselves; where they need help, write `<span dir="rtl">…</span>`.',
  })),
  'file-unreadable': error<{ reason: string }>(({ reason }) => ({
    message: `The file cannot be read: ${reason}.`,
    hint: 'Put a file there that you may read.',
  })),
  'settings-misnamed': error<{ found: string; name: string }>(({ found, name }) => ({
    message: `\`${found}\` is not read: settings stand in \`${name}\`.`,
    hint: `Rename it to \`${name}\`. In Windows, have file name extensions shown first.`,
  })),
  'file-outside': error(() => ({
    message: 'The file is a link to one outside the project.',
    hint: 'Put a copy in its place; nothing outside the project gets into a page.',
  })),
  'file-withheld': error<{ path: string; why: 'hidden' | 'packages' | 'output' | 'ignored' }>(
    ({ path, why }) => ({
      message: `\`${path}\` is never put into a page: ${
        {
          hidden: 'a name that begins with a dot is for programs, settings and secrets',
          packages: 'it lies in `node_modules`, among other people’s packages',
          output: 'it lies in the output folder, which builds overwrite',
          ignored: 'git ignores it, so nobody else has it',
        }[why]
      }.`,
      hint: {
        hidden: 'Rename it, or copy it to a name without the dot.',
        packages: 'Copy it into the publication’s folder.',
        output: 'Copy it out of the output folder, into the publication’s.',
        ignored: 'Take it out of `.gitignore`, or add it to the repository: `git add --force <file>`.',
      }[why],
    }),
  ),
  'file-too-large': error<{ size: number; limit: number }>(({ size, limit }) => ({
    message: `The file has ${megabytes(size)} MB of text; one chapter may have ${megabytes(limit)} MB.`,
    hint: 'Split it into chapters of one publication.',
  })),
  'paragraph-too-long': error<{ size: number; limit: number }>(({ size, limit }) => ({
    message: `${megabytes(size)} MB of text without an empty line begin here; ${megabytes(limit)} MB is the most.`,
    hint: 'Put an empty line wherever a paragraph ends; divide a long table or listing.',
  })),
  'marks-too-many': error<{ limit: number }>(({ limit }) => ({
    message: `The paragraph has more than ${limit} marks such as \`*\`, \`_\`, \`[\` and \`]\`.`,
    hint: 'Put an empty line wherever a paragraph ends; write \\* for a plain asterisk.',
  })),
  'lazy-lines-too-many': error<{ limit: number }>(({ limit }) => ({
    message: `More than ${limit} lines here belong to a quotation or a list item whose mark they do not have.`,
    hint: 'Put an empty line where the quotation or the item ends; or begin each of its lines with `>`, or with the spaces of the item.',
  })),
  'table-gaps-too-many': error<{ columns: number; rows: number; limit: number }>(
    ({ columns, rows, limit }) => ({
      message: `With this table of ${columns} columns and ${rows} rows, the tables of the file leave out more than ${limit} cells.`,
      hint: 'Take the columns away that most rows do not have, or divide the table.',
    }),
  ),
  'references-too-large': error<{ limit: number }>(({ limit }) => ({
    message: `The addresses and titles that references such as \`[name]\` stand for are more than ${limit} characters longer than the file itself.`,
    hint: 'Give the definition a shorter address or title, or refer to it less often.',
  })),
  'nesting-too-deep': error<{ limit: number; of?: 'boxes' }>(({ limit, of }) => ({
    message: `Here more than ${limit} ${of ?? 'levels of lists, quotations, boxes or HTML elements'} lie in each other.`,
    hint: 'Take some of the levels away; no page can show so many.',
  })),
  'chapter-empty': error(() => ({
    message: 'The file has no content.',
    hint: 'Write something below its front matter, or take the file out of the publication.',
  })),
  'chapter-missing': error<{ file: string; near?: string }>(({ file, near }) => ({
    message: `The chapter \`${file}\` does not exist.`,
    hint: nearest(near, 'Correct its name in `chapters`, or add the file.'),
  })),
  'chapter-none': error(() => ({
    message: 'The publication has no chapters.',
    hint: 'Add a Markdown file beside `publication.yaml`.',
  })),
  'chapter-id-duplicate': error<{ id: string; other: string }>(({ id, other }) => ({
    message: `The chapter id \`${id}\` is taken by \`${other}\`.`,
    hint: 'List each file once; rename one of two, or give it an `id` of its own in its front matter.',
  })),
  'title-missing': error(() => ({
    message: 'There is no title.',
    hint: 'Begin the text with `# Title`, or write `title:` into the front matter.',
  })),
  'yaml-broken': error<{ reason: string }>(({ reason }) => ({
    message: `The YAML cannot be read: ${reason}`,
    hint: 'Put a value with `:`, `#` or a quotation mark into quotation marks; indent with spaces.',
  })),
  'key-unknown': error<{ key: string; near?: string; known: readonly string[] }>(({ key, near, known }) => ({
    message: `There is no key \`${key}\` here.`,
    hint: nearest(near, `The keys are ${listed(known)}.`),
  })),
  'key-missing': error<{ key: string }>(({ key }) => ({
    message: `The key \`${key}\` is missing.`,
    hint: `Add \`${key}:\`.`,
  })),
  'value-wrong': error<{ key: string; expected: string; found: string }>(({ key, expected, found }) => ({
    message: `\`${key}\` must be ${expected}; it is ${found}.`,
    hint: `Give \`${key}\` such a value, or leave the key out.`,
  })),
  'edition-unknown': error<{ edition: string; near?: string; known: readonly string[] }>(
    ({ edition, near, known }) => ({
      message: `There is no edition \`${edition}\`.`,
      hint: nearest(near, `The editions are ${listed(known)}.`),
    }),
  ),
  'edition-name-taken': usage<{ name: string }>(({ name }) => ({
    message: `No edition of a project can be called \`${name}\`.`,
    hint: 'Choose a name of small letters, digits and `-` that is no family and does not begin with one.',
  })),
  'design-file-missing': usage<{ file: string }>(({ file }) => ({
    message: `There is no \`${file}\`, neither in the project nor in Handpress.`,
    hint: 'Add the file, or correct its name.',
  })),
  'page-unknown': usage<{ page: string; near?: string; known: readonly string[] }>(
    ({ page, near, known }) => ({
      message: `There is no page size \`${page}\`.`,
      hint: nearest(near, `The sizes are ${listed(known)}; or give \`width\` and \`height\` in millimetres.`),
    }),
  ),
  'page-too-small': usage<{ edition: string; page: string; width: number; height: number }>(
    ({ edition, page, width, height }) => ({
      message: `\`${edition}\`: on ${page} the margins leave ${Math.max(0, width)} × ${Math.max(0, height)} mm for the text.`,
      hint: 'Choose a larger `page` or smaller `margins`: 50 × 60 mm is the least.',
    }),
  ),
  'sheet-too-small': usage<{ edition: string; sheet: string; page: string }>(({ edition, sheet, page }) => ({
    message: `\`${edition}\`: two pages of ${page} do not fit beside each other on a sheet of ${sheet}.`,
    hint: 'Choose a `sheet` of twice the page, such as A4 for pages of A5.',
  })),
  'typeface-unknown': usage<{ typeface: string; slug: string; near?: string }>(
    ({ typeface, slug, near }) => ({
      message: `There is no typeface \`${typeface}\`.`,
      hint: nearest(
        near,
        `Install its package, such as \`npm install @fontsource/${slug}\`; or take \`serif\`, \`sans\` or \`Arimo\`.`,
      ),
    }),
  ),
  'typeface-unsuitable': usage<{ typeface: string; fault: 'variable' | 'cff' | 'damaged' }>(
    ({ typeface, fault }) => ({
      message: {
        variable: `\`${typeface}\` is a variable font, which would print as a picture of each letter.`,
        cff: `\`${typeface}\` has outlines in CFF, which would print as a picture of each letter.`,
        damaged: `The files of \`${typeface}\` cannot be read as fonts.`,
      }[fault],
      hint: 'Take a family that Fontsource has as static TrueType files, or install the package again.',
    }),
  ),
  'package-outside': usage<{ name: string }>(({ name }) => ({
    message: `The package \`${name}\` in \`node_modules\` is a link that leads out of the project.`,
    hint: 'Install it in the project’s folder, with `npm ci` or a package manager that keeps its packages there.',
  })),
  'reviewer-missing': error(() => ({
    message: 'Health information is published, but no reviewer is named.',
    hint: 'Name who checked it under `reviewers`, or set `status: draft`.',
  })),
  'references-broken': error<{ reason: string }>(({ reason }) => ({
    message: `The references are not CSL-JSON: ${reason}.`,
    hint: 'Export the list as “CSL JSON” from your reference manager: an array of items, each with `id` and `type`.',
  })),
  'references-missing': error<{ file: string; near?: string }>(({ file, near }) => ({
    message: `The references \`${file}\` do not exist in the publication's folder.`,
    hint: nearest(near, 'Correct the name, or add the file.'),
  })),

  // Markdown
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

  // Formulas
  'formula-broken': error<{ reason: string }>(({ reason }) => ({
    message: `The formula cannot be set: ${reason}.`,
    hint: 'Correct the TeX between the `$$`; write `\\$$` for two plain dollar signs.',
  })),

  // Links
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

  // Images
  'image-missing': error<{ path: string; near?: string }>(({ path, near }) => ({
    message: `The image \`${path}\` does not exist.`,
    hint: nearest(near, 'Correct the path, or add the file.'),
  })),
  'image-outside': error<{ path: string }>(({ path }) => ({
    message: `The image \`${path}\` lies outside the publication's folder.`,
    hint: 'Copy it into the folder; nothing outside gets into a page.',
  })),
  'image-remote': error<{ url: string }>(({ url }) => ({
    message: `The image \`${url}\` is on another machine and is never fetched.`,
    hint: 'Download it into the publication’s folder, check its licence, and write its path here.',
  })),
  'image-inline': error(() => ({
    message: 'The image stands in its own address (`data:`), where nobody can see or change it.',
    hint: 'Save it as a file in the publication’s folder, and write its path here.',
  })),
  'image-kind-unknown': error<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is not a PNG, JPEG, GIF, WebP or SVG image.`,
    hint: 'Convert it to PNG or JPEG (photographs) or SVG (drawings).',
  })),
  'image-truncated': error<{ path: string; kind: string }>(({ path, kind }) => ({
    message: `The ${kind} image \`${path}\` is cut short or damaged.`,
    hint: 'Export or copy it again.',
  })),
  'image-too-large': error<{ path: string; width: number; height: number; limit: number }>(
    ({ path, width, height, limit }) => ({
      message: `The image \`${path}\` has ${width} × ${height} pixels, ${megapixels(width * height)} megapixels; ${megapixels(limit)} are the most.`,
      hint: 'Save it smaller: a whole page of A4 at 300 dots per inch has 9 megapixels.',
    }),
  ),
  'image-file-too-large': error<{ path: string; size: number; limit: number }>(({ path, size, limit }) => ({
    message: `The image \`${path}\` has ${megabytes(size)} MB; ${megabytes(limit)} MB are the most.`,
    hint: 'Save it smaller: a photograph as JPEG, of no more pixels than a page shows.',
  })),
  'image-alt-missing': error<{ path: string }>(({ path }) => ({
    message: `The image \`${path}\` has no alternative text.`,
    hint: 'Say in the square brackets what it tells the reader: `![text](file)`. For mere decoration use `<img alt="" src="…">`.',
  })),
  'svg-broken': error<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `The SVG image \`${path}\` is not well-formed XML: ${reason}.`,
    hint: 'Export it again from the drawing program.',
  })),
  'svg-unsafe': error<{ path: string; what: string; hint?: string }>(({ path, what, hint }) => ({
    message: `The SVG image \`${path}\` contains ${what}, which cannot be printed safely.`,
    hint: hint ?? 'Remove it, and draw what it shows with plain shapes and text.',
  })),
  'svg-too-complex': error<{
    path: string;
    most: readonly { readonly load: DrawingLoad; readonly count: number; readonly limit: number }[];
  }>(({ path, most }) => ({
    message: `The SVG image \`${path}\` is more than a browser can draw in a few seconds: ${most
      .map(
        ({ load, count, limit }) => `${round(count)} ${DRAWING_LOADS[load]} (${round(limit)} are the most)`,
      )
      .join(', ')}.`,
    hint: 'Simplify it in the drawing program, or export it as PNG with 300 dots per inch.',
  })),
  'svg-too-narrow': error<{ path: string; width: number; height: number; limit: number }>(
    ({ path, width, height, limit }) => ({
      message: `The SVG image \`${path}\` is ${width} wide and ${height} high; one side may be ${round(limit)} times as long as the other at most.`,
      hint: 'Correct its `viewBox`, or its `width` and `height`.',
    }),
  ),
  'svg-part-dropped': warning<{ path: string; what: string; hint: string }>(({ path, what, hint }) => ({
    message: `The SVG image \`${path}\` contains ${what}: it is left out.`,
    hint,
  })),
  'image-unprintable': error<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `The browser cannot print the image \`${path}\`: ${reason}. Other documents it prints.`,
    hint: 'Simplify it, or save it as PNG with 300 dots per inch.',
  })),

  // Raw HTML
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

  // Paper
  'handout-too-long': error<{
    edition: string;
    pages: number;
    sheets: number;
    allowed: number;
    lines: number;
  }>(({ edition, pages, sheets, allowed, lines }) => ({
    message: `\`${edition}\`: the handout takes ${pages} pages; ${sheets === 1 ? 'one sheet has' : `${sheets} sheets have`} ${allowed}. ${overBy(lines)}`,
    hint: 'Shorten the text or make figures smaller; the type stays as it is. Or allow more `sheets`.',
  })),
  'font-missing': environment<{ script: string; package: string; letters: readonly string[] }>(
    ({ script, package: name, letters }) => ({
      message: `The text has ${script} letters (${some(letters)}), and the package with their font is not installed.`,
      hint: `Install it in the project's folder: \`npm install ${name}\``,
    }),
  ),
  'draft-mark-missing': usage<{ path: string; mark: string; page?: number | string }>(
    ({ path, mark, page }) => ({
      message: `${
        page === undefined
          ? `Nowhere in \`${path}\` can people read`
          : `Page ${typeof page === 'string' ? `\`${page}\`` : page} of \`${path}\` does not show`
      } “${mark}”, which a draft must say.`,
      hint: 'Something hides it: a template, a style or a drawing of the project. Take that out; a file without the mark is not published.',
    }),
  ),
  'style-part-dropped': warning<{ what: string; why: string }>(({ what, why }) => ({
    message: `The style has \`${what.replaceAll('`', "'")}\`, which is left out of the e-book: ${why}.`,
    hint: 'Take it out, or write it in another way.',
  })),
  'text-unprintable': error<{ what: string; reason: string }>(({ what, reason }) => ({
    message: `The browser cannot print “${what}”: ${reason}. Other documents it prints.`,
    hint: 'Look for a very large table or a very long listing, and divide it.',
  })),
  'design-unprintable': error<{ what: string; files: readonly string[]; reason: string }>(
    ({ what, files, reason }) => ({
      message: `The browser cannot print “${what}” in the project’s own design (${listed(files)}): ${reason}. Other documents it prints.`,
      hint: 'Look in these files for lengths that no page has, such as `padding: 1e9px`.',
    }),
  ),
  'print-shrunk': warning<{ edition: string; percent: number }>(({ edition, percent }) => ({
    message: `\`${edition}\`: something is wider than the page, so the browser printed everything at ${percent} %.`,
    hint: 'Look for a wide table, a formula or an image with a `width` of its own, and divide it.',
  })),
  'large-print-shrunk': error<{ edition: string; percent: number }>(({ edition, percent }) => ({
    message: `\`${edition}\`: something is wider than the page, so the browser would print everything at ${percent} %: no longer large print.`,
    hint: 'Look for a wide table, a formula or an image with a `width` of its own, and divide it.',
  })),
  'letters-missing': error<{ letters: readonly string[] }>(({ letters }) => ({
    message: `The fonts have no glyphs for ${some(letters)} (${letters.length} in all): the text would print as empty boxes.`,
    hint: 'Print has Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Chinese, Japanese and Korean letters. For others name a `typeface` that has them, or make the e-book alone: `editions: [epub]`.',
  })),
  'glyph-missing': warning<{ character: string; codePoint: string }>(({ character, codePoint }) => ({
    message: `The fonts have no glyph for “${character}” (${codePoint}): it may print as an empty box.`,
    hint: 'Use another character.',
  })),
  'cover-unpainted': warning<{ lacking: readonly string[] } | { strange: string }>((why) => ({
    message: `The drawn cover is an SVG alone, which many shops refuse: ${
      'lacking' in why ? `no font here has ${some(why.lacking)}` : `nobody here can paint ${why.strange}`
    }.`,
    hint: `${
      'lacking' in why
        ? 'Install the font of its script in the project'
        : 'Draw it as `templates/epub/cover.svg` does'
    }, or name an image under \`cover\`.`,
  })),
  'terms-missing': warning<{ language: string }>(({ language }) => ({
    message: `There are no words for pages in \`${language}\` (“Contents”, “Page”, …): they are printed in English.`,
    hint: `Add \`templates/terms/${language}.yaml\` to the project.`,
  })),
  'pages-from-unknown': error<{ edition: string; near?: string; known: readonly string[] }>(
    ({ edition, near, known }) => ({
      message: `The page numbers of the e-book are to be those of \`${edition}\`, which is no book of the publication.`,
      hint: nearest(near, `It may be one of ${listed(known)}.`),
    }),
  ),
  'page-start-unknown': warning<{ page: string; edition: string; chapter: string }>(
    ({ page, edition, chapter }) => ({
      message: `Where page ${page} of \`${edition}\` begins is not found in the e-book's text of “${chapter}”: it has no such page.`,
      hint: 'What the chapter says may come out otherwise in print; compare the page with the e-book.',
    }),
  ),

  // Usage and configuration
  'command-unknown': usage<{ command: string; near?: string }>(({ command, near }) => ({
    message: `There is no command \`${command}\`.`,
    hint: nearest(near, 'See `handpress --help`.'),
  })),
  'option-unknown': usage<{ option: string; near?: string; see?: string }>(({ option, near, see }) => ({
    message: `There is no option \`${option}\`.`,
    hint: nearest(near, `See ${see ?? '`handpress --help`'}.`),
  })),
  'option-wrong': usage<{ option: string; expected: string; found: string; see?: string }>(
    ({ option, expected, found, see }) => ({
      message: `\`${option}\` needs ${expected}; it has ${found}.`,
      hint: `See ${see ?? '`handpress --help`'}.`,
    }),
  ),
  'code-unknown': usage<{ code: string; near?: string }>(({ code, near }) => ({
    message: `There is no problem with the code \`${code}\`.`,
    hint: nearest(near, 'Write the code as it stands behind the word “warning”.'),
  })),
  'code-not-warning': usage<{ code: string; severity: Severity }>(({ code, severity }) => ({
    message: `Only warnings can be raised; \`${code}\` is ${severity === 'error' ? 'an error already' : 'a note'}.`,
    hint: 'Take it out of `raise`.',
  })),
  'error-allowed': usage<{ code: string }>(({ code }) => ({
    message: `\`${code}\` is an error; errors cannot be allowed.`,
    hint: 'Correct what is wrong, and take the entry out.',
  })),
  'allowance-unused': rule(
    'warning',
    'usage',
  )<{ code: string; path: string }>(({ code, path }) => ({
    message: `There is no \`${code}\` in \`${path}\` that could be allowed.`,
    hint: 'Take the entry out, or correct its `path`.',
  })),
  'allowance-expired': rule(
    'warning',
    'usage',
  )<{ code: string; path: string; until: string }>(({ code, path, until }) => ({
    message: `\`${code}\` in \`${path}\` was allowed until ${until}, which is over: it counts again.`,
    hint: 'Correct what is wrong and take the entry out, or give it a later day.',
  })),
  'edition-none': usage<{ editions: readonly string[] }>(({ editions }) => ({
    message: `None of the publications has the edition ${listed(editions)}.`,
    hint: 'Name it under `editions` in `publication.yaml` or in the front matter.',
  })),
  'publication-missing': usage<{ what: string; near?: string }>(({ what, near }) => ({
    message: `There is no publication \`${what}\`.`,
    hint: nearest(
      near,
      'Name a Markdown file, a folder with a `publication.yaml`, or a publication in `content/`.',
    ),
  })),
  'publication-none': usage<{ folder: string }>(({ folder }) => ({
    message: `There is nothing to publish in \`${folder}\`.`,
    hint: 'Put a Markdown file, or a folder with a `publication.yaml`, there; or name one.',
  })),
  'publication-id-duplicate': usage<{ id: string; one: string; other: string }>(({ id, one, other }) => ({
    message: `\`${one}\` and \`${other}\` would both be written to \`${id}/\`.`,
    hint: 'Rename one of them.',
  })),
  'template-broken': usage<{ name: string; reason: string }>(({ name, reason }) => ({
    message: `The template \`${name}\` cannot be used: ${reason}.`,
    hint: 'Correct it, or remove the project’s own copy to use the one that comes with Handpress.',
  })),
  'template-unprintable': usage<{ name: string; reason: string }>(({ name, reason }) => ({
    message: `What the template \`${name}\` makes cannot become a document: ${reason}.`,
    hint: 'It makes a whole document with a `lang`, a `<title>` and the text, and leads nowhere else. Handpress’s own is an example.',
  })),

  // What is worked on: what a change touches, and the parts of several machines
  'publications-touched': rule(
    'note',
    'usage',
  )<{
    ref: string;
    touched: number;
    publications: number;
    because?: string;
  }>(({ ref, touched, publications, because }) => ({
    message: `${touched} of ${publications} ${publications === 1 ? 'publication' : 'publications'} touched since \`${ref}\`.`,
    ...(because !== undefined &&
      touched > 0 && { hint: `\`${because}\` lies in none of them and may be a part of any.` }),
  })),
  'git-missing': environment(() => ({
    message: 'There is no git here, which has to say what was changed.',
    hint: 'Install git, or leave `--changed-since` out.',
  })),
  'git-failed': environment<{ reason: string }>(({ reason }) => ({
    message: `Git cannot say what was changed: ${reason}`,
    hint: 'See whether `git status` works in the project; without `--changed-since` git is not needed.',
  })),
  'repository-missing': usage<{ folder: string }>(({ folder }) => ({
    message: `\`${folder}\` is in no git repository, so nothing says what was changed.`,
    hint: 'Check the project out with git, or leave `--changed-since` out.',
  })),
  'repository-bare': usage<{ folder: string }>(({ folder }) => ({
    message: `The git repository in \`${folder}\` is bare: it has commits and no files.`,
    hint: 'Check a branch out (`git worktree add <folder> <branch>`), and build there.',
  })),
  'repository-distrusted': environment<{ folder: string }>(({ folder }) => ({
    message: `Git does not trust the repository \`${folder}\`, which belongs to somebody else.`,
    hint: `If you trust it: \`git config --global --add safe.directory "${folder}"\`.`,
  })),
  'ref-unknown': usage<{ ref: string; near?: string }>(({ ref, near }) => ({
    message: `Git knows no commit \`${ref}\`.`,
    hint: nearest(
      near,
      'Name a branch, a tag or a commit that has been fetched, such as `origin/main`; in CI, check out with `fetch-depth: 0`.',
    ),
  })),
  'history-shallow': environment<{ ref: string }>(({ ref }) => ({
    message: `The clone is too shallow to say what was changed since \`${ref}\`: where the branch left it is missing.`,
    hint: 'Check out with `fetch-depth: 0` (GitLab: `GIT_DEPTH: 0`), or run `git fetch --unshallow`.',
  })),
  'history-unrelated': usage<{ ref: string }>(({ ref }) => ({
    message: `\`${ref}\` and what is checked out have no commit in common.`,
    hint: 'Name the branch from which this one was made.',
  })),
  'shard-empty': rule(
    'note',
    'usage',
  )<{ shard: string; publications: number }>(({ shard, publications }) => ({
    message: `Part ${shard} has nothing to do: there ${publications === 1 ? 'is one publication' : `are ${publications} publications`}.`,
  })),
  'part-missing': usage<{ path: string }>(({ path }) => ({
    message: `There is no manifest \`${path}\`.`,
    hint: 'Name the output folder of each part; a part that has nothing to do writes a manifest, too.',
  })),
  'part-broken': usage<{ reason: string }>(({ reason }) => ({
    message: `The manifest is not as a build writes it: ${reason}.`,
    hint: 'Build this part again, and leave its manifest as it is.',
  })),
  'part-whole': usage<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is no part: it was made without \`--shard\`.`,
    hint: 'Name the folders of the parts alone.',
  })),
  'parts-differ': usage<{
    what: 'version' | 'count' | 'division';
    one: string;
    other: string;
    values?: readonly [string, string];
  }>(({ what, one, other, values: [a, b] = ['', ''] }) => ({
    message: {
      version: `\`${one}\` was made by Handpress ${a}, \`${other}\` by ${b}.`,
      count: `\`${one}\` is part ${a}, \`${other}\` is part ${b} of another division.`,
      division: `\`${one}\` and \`${other}\` come from builds that were divided differently.`,
    }[what],
    hint: {
      version: 'Build all parts with the same version.',
      count: 'Build all parts with the same number in `--shard i/n`.',
      division:
        'Build all parts from the same commit, with the same arguments, and with the same `manifest.json` in their output folders, or none.',
    }[what],
  })),
  'parts-incomplete': usage<{ missing: readonly string[] }>(({ missing }) => ({
    message: `${missing.length === 1 ? 'A part is' : 'Parts are'} missing: ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ' …' : ''}.`,
    hint: 'Name the folder of every part; see whether a machine has failed.',
  })),
  'part-twice': usage<{ shard: string; one: string; other: string }>(({ shard, one, other }) => ({
    message: `\`${one}\` and \`${other}\` are both part ${shard}, and not the same.`,
    hint: 'Name the one that belongs to the others.',
  })),
  'part-path-twice': usage<{ path: string; one: string; other: string }>(({ path, one, other }) => ({
    message: `\`${one}\` and \`${other}\` both have the file \`${path}\`.`,
    hint: 'Build the parts again; nobody but a build should write their manifests.',
  })),
  'part-file-wrong': usage<{
    path: string;
    manifest: string;
    fault: 'missing' | 'outside' | 'unreadable' | 'changed';
  }>(({ path, manifest, fault }) => ({
    message: {
      missing: `\`${path}\` is not there, and \`${manifest}\` lists it.`,
      outside: `\`${path}\` is a link out of its part, which \`${manifest}\` lists it in.`,
      unreadable: `\`${path}\` cannot be read, and \`${manifest}\` lists it.`,
      changed: `\`${path}\` is not the file that \`${manifest}\` lists: its bytes do not fit its digest.`,
    }[fault],
    hint: 'Copy the part again as its build has left it, or build it again.',
  })),

  // Environment
  'browser-missing': environment<{ asked?: string; install?: string }>(({ asked, install }) => ({
    message:
      asked === undefined ? 'No browser was found to print with.' : `There is no browser at \`${asked}\`.`,
    hint:
      asked === undefined
        ? `${install ?? 'Install Chrome or Chromium'}, or name a Chrome or Chromium with \`--browser\`.`
        : 'Correct `--browser` or the variable that names it, or leave it out to use the browser that is found.',
  })),
  'browser-failed': environment<{ browser: string; reason: string }>(({ browser, reason }) => ({
    message: `The browser \`${browser}\` failed: ${reason}`,
    hint: 'Run again with `--debug`, or name another browser with `--browser`.',
  })),
  'sandbox-off': rule(
    'note',
    'environment',
  )<{ why: 'root' | 'setting' | 'container' }>(({ why }) => ({
    message: `Chromium works without its sandbox here: ${
      {
        root: 'it has none for root',
        setting: 'a setting of this system forbids user namespaces to ordinary users',
        container: 'this container forbids user namespaces',
      }[why]
    }. Nothing on a page runs or loads anything all the same.`,
    hint: {
      root: 'Run Handpress as another user; `docs/ci.md` says how in a container.',
      setting: 'Ubuntu: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`.',
      container: 'Start the container with a seccomp profile that allows them; see `docs/ci.md`.',
    }[why],
  })),
  'output-unwritable': environment<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `\`${path}\` cannot be written: ${reason}.`,
    hint: 'Check the folder’s permissions and the free space, or choose another folder with `--out`.',
  })),
  'output-outside': usage<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is a link that leads elsewhere, or is no part of the output folder: nothing is written or removed there.`,
    hint: 'Remove the link; or name the folder that it leads to with `--out`.',
  })),
  'cache-untrusted': rule(
    'warning',
    'usage',
  )<{ folder: string; why: 'link' | 'tracked' | 'unknown' }>(({ folder, why }) => ({
    message: `The cache \`${folder}\` is not used: ${
      {
        link: 'a link leads out of the project there',
        tracked: 'git tracks files in it, so that a commit could change what is published',
        unknown: 'it lies in a checkout, and git does not say whether a commit has files in it',
      }[why]
    }.`,
    hint: 'Leave `--cache` out: the cache is then outside the project, in your own cache folder.',
  })),
  'cache-unusable': rule(
    'warning',
    'environment',
  )<{ folder: string; reason: string }>(({ folder, reason }) => ({
    message: `Nothing can be kept in the cache \`${folder}\`: ${reason}.`,
    hint: 'Everything was made all the same, and will be made again next time. Name another folder with `--cache`, or leave it out with `--no-cache`.',
  })),
  'proof-failed': rule(
    'warning',
    'environment',
  )<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `There is no proof of \`${path}\`: ${reason}.`,
    hint: 'The file itself was made all the same: look at it in a viewer or a reading system. Run again with `--jobs 1` if memory is short.',
  })),
  'edition-kept': rule(
    'note',
    'content',
  )<{ publication: string; edition: string }>(({ publication, edition }) => ({
    message: `\`${publication}\`: the edition \`${edition}\` was not made; what was there before is as it was.`,
  })),
  'publication-kept': rule(
    'note',
    'content',
  )<{ publication: string }>(({ publication }) => ({
    message: `\`${publication}\` was not made; what was there before is as it was.`,
  })),
  'memory-exhausted': error(() => ({
    message: 'The memory did not suffice for this publication or one that was worked on at the same time.',
    hint: 'Divide it, or build it alone. More memory can be had with `NODE_OPTIONS=--max-old-space-size=8000` (MB).',
  })),
  interrupted: environment(() => ({
    message: 'Interrupted; files that were already there are as they were.',
  })),
  'bug-internal': rule(
    'error',
    'bug',
  )<{ reason: string }>(({ reason }) => ({
    message: `Handpress itself failed: ${reason}`,
    hint: 'Please report this, with the output of `--debug`.',
  })),
} satisfies Record<string, Rule<never>>;

export type Code = keyof typeof catalogue;

/** What the message of a code needs to know; nothing for a code that always says the same. */
type Facts<C extends Code> =
  (typeof catalogue)[C] extends Rule<infer F> ? ([F] extends [never] ? Record<never, never> : F) : never;

/** Every code, in the order of the catalogue. */
export const codes = Object.keys(catalogue) as readonly Code[];

/** How grave a problem is where no project says otherwise. */
export const severityOf = (code: Code): Severity => catalogue[code].severity;

/** Whom a problem concerns. */
export const domainOf = (code: Code): Domain => catalogue[code].domain;

/**
 * Makes a diagnostic.
 * @param facts what the message needs to know
 * @param place where in the author's file; absent when it is about no file
 */
export function diagnostic<C extends Code>(code: C, facts: Facts<C>, place?: Place): Diagnostic {
  const { severity, domain, word } = catalogue[code] as unknown as Rule<Facts<C>>;
  return { code, severity, domain, ...word(facts), ...(place && { place }) };
}

/** A page can be taken up by a picture alone. */
function overBy(lines: number): string {
  if (lines === 0) return 'What is over has no text.';
  return lines === 1 ? 'It is one line over.' : `It is ${lines} lines over.`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** Upwards, so that it is no less than it was. */
function round(count: number): string {
  return Number.isFinite(count) ? Math.ceil(count).toLocaleString('en') : 'endless';
}

function megapixels(pixels: number): string {
  return String(Math.ceil(pixels / 1_000_000));
}
