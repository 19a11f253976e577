/** Diagnostics about settings: YAML, keys and values, references. */
import {
  type CatalogueEntry,
  contentError,
  contentFault,
  contentNote,
  contentWarning,
  didYouMean,
  formatCodeList,
  usageError,
} from './rule.ts';

/** The most keys that a hint lists; more are read in the documentation. */
const MAX_LISTED_KEYS = 12;

const formatFirstKeys = (keys: readonly string[]): string =>
  formatCodeList(keys.slice(0, MAX_LISTED_KEYS)) + (keys.length > MAX_LISTED_KEYS ? ' …' : '');

const listKeys = (known: readonly string[]): string =>
  known.length === 0 || known.length > MAX_LISTED_KEYS
    ? 'See `docs/settings.md` for the keys.'
    : `${known.length === 1 ? 'The only key is' : 'The keys are'} ${formatCodeList(known)}.`;

const ACCESSIBILITY_ADVICE =
  'Leave it out: the accessibility metadata of an e-book is computed from its content (`docs/ebook.md`). What you have to say about it is written as `accessibility-summary:`, who certified it as `certified:`.';

/** Keys for the authors of a text, ours and those of other programs. */
const AUTHORS = new Set(['author', 'authors', 'by', 'byline', 'creator', 'creators']);

/** Advises on keys that are left out. @param ofWork those that the settings of a publication have */
function adviseUnused(keys: readonly string[], ofWork: readonly string[]): string {
  if (ofWork.length > 0) {
    const advice = `What holds for the whole publication belongs in \`publication.yaml\`: ${formatFirstKeys(ofWork)}.`;
    const hasAuthors = ofWork.some((key) => AUTHORS.has(key.toLowerCase()));
    return hasAuthors ? `${advice} Write who wrote one chapter below its title.` : advice;
  }
  const subject = keys.length === 1 ? 'it is' : 'they are';
  return `Nothing has to be done if ${subject} for another program. \`docs/settings.md\` lists the keys of Handpress.`;
}

export const settingsDiagnostics = {
  'feature-unknown': contentFault<{ feature: string; known: readonly string[]; near?: string }>(
    ({ feature, known, near }) => ({
      message: `There is no feature \`${feature}\` of Markdown.`,
      hint: didYouMean(near, `The features are ${formatCodeList(known)}.`),
    }),
  ),
  'yaml-broken': contentError<{ reason: string }>(({ reason }) => ({
    message: `The YAML cannot be read: ${reason}`,
    hint: 'Put a value with `:`, `#` or a quotation mark into quotation marks; indent with spaces.',
  })),
  'key-unknown': contentError<{
    key: string;
    near?: string;
    below?: string;
    isAccessibility?: true;
    known: readonly string[];
  }>(({ key, near, below, isAccessibility, known }) => ({
    message: `There is no key \`${key}\` here.`,
    hint: isAccessibility
      ? ACCESSIBILITY_ADVICE
      : below
        ? `Write it below \`${below}:\`.`
        : didYouMean(near, listKeys(known)),
  })),
  'keys-unused': contentWarning<{
    keys: readonly string[];
    ofWork: readonly string[];
    meant?: { readonly key: string; readonly near: string };
    isAccessibility?: true;
  }>(({ keys, ofWork, meant, isAccessibility }) => ({
    message: `${keys.length === 1 ? 'A key has no meaning here and is' : `${keys.length} keys have no meaning here and are`} left out: ${formatFirstKeys(keys)}.`,
    hint: meant
      ? `Did you mean \`${meant.near}\` for \`${meant.key}\`?`
      : isAccessibility
        ? ACCESSIBILITY_ADVICE
        : adviseUnused(keys, ofWork),
  })),
  'key-missing': contentError<{ key: string }>(({ key }) => ({
    message: `The key \`${key}\` is missing.`,
    hint: `Add \`${key}:\`.`,
  })),
  'value-wrong': contentError<{ key: string; expected: string; found: string; near?: string }>(
    ({ key, expected, found, near }) => ({
      message: `\`${key}\` must be ${expected}; it is ${found}.`,
      hint: didYouMean(near, `Give \`${key}\` such a value, or leave the key out.`),
    }),
  ),
  'metadata-taken': contentFault<{ property: string; key?: string }>(({ property, key }) => ({
    message: `\`metadata\` cannot have \`${property}\`: it is for Handpress to state.`,
    hint: key === undefined ? 'Leave it out.' : `Use the key \`${key}\`, or leave it out.`,
  })),
  'metadata-unknown': contentFault<{ property: string; prefix?: string }>(({ property, prefix }) => ({
    message: `\`metadata\` has no \`${property}\`.`,
    hint: prefix
      ? `Write the address of \`${prefix}\`: \`metadata-prefixes: { ${prefix}: https://… }\`.`
      : 'Write `source`, `relation`, `coverage`, `type`, `format`, or a name with a prefix, such as `dcterms:audience`.',
  })),
  'identifier-missing': contentNote<{ identifier: string }>(({ identifier }) => ({
    message:
      'There is no `identifier`, `isbn` or `doi`: with another title, publisher or language, reading apps would take the e-book for another one.',
    hint: `Paste this line, and never change it: \`identifier: ${identifier}\``,
  })),
  'language-unknown': contentError<{ tag: string; near?: string }>(({ tag, near }) => ({
    message: `\`${tag}\` is not a language tag (BCP 47).${near === undefined ? '' : ` The tag is \`${near}\`.`}`,
    hint:
      near === undefined
        ? 'Write the code of the language, such as `de` for German, with a country if it matters: `pt-BR`.'
        : `Write \`language: ${near}\`.`,
  })),
  'language-taken': contentNote<{ language: string; name: string }>(({ language, name }) => ({
    message: `No language is named. By its words the text is ${name} (\`${language}\`).`,
    hint: `Write \`language: ${language}\`, or the right one.`,
  })),
  'language-guessed': contentWarning<{ language: string; name: string }>(({ language, name }) => ({
    message: `No language is named, and the text does not show it. By its letters it is taken for ${name} (\`${language}\`).`,
    hint: `Write \`language: ${language}\`, or the right one.`,
  })),
  'edition-unknown': contentError<{
    edition: string;
    near?: string;
    known: readonly string[];
    /** A folder whose settings were not read, because the command did not run in it. */
    project?: string;
  }>(({ edition, near, known, project }) => ({
    message: `There is no edition \`${edition}\`.`,
    hint:
      project === undefined
        ? didYouMean(near, `The editions are ${formatCodeList(known)}.`)
        : `If it is in \`${project}/handpress.yaml\`, run the command in \`${project}\`, or with \`--root ${project}\`.`,
  })),
  'edition-name-taken': usageError<{ name: string; isEbook?: true }>(({ name, isEbook }) => ({
    message: `No ${isEbook ? 'e-book' : 'edition'} of a project can be called \`${name}\`.`,
    hint: `Choose a name of lowercase letters, digits and \`-\` that is not a family and does not begin with one${isEbook ? ', and that no printed edition of Handpress has' : ''}.`,
  })),
  'ebook-setting-unused': usageError<{ edition: string; key: string }>(({ edition, key }) => ({
    message: `The e-book \`${edition}\` has no \`${key}\`.`,
    hint: 'Take it out. An e-book has only `styles`, `writing-mode` and `highlight`, and one of your own also `extends`.',
  })),
  'design-file-missing': usageError<{ file: string }>(({ file }) => ({
    message: `There is no \`${file}\`, neither in the project nor in Handpress.`,
    hint: 'Add the file, or correct its name.',
  })),
  'page-unknown': usageError<{ page: string; near?: string; known: readonly string[] }>(
    ({ page, near, known }) => ({
      message: `There is no page size \`${page}\`.`,
      hint: didYouMean(
        near,
        `The sizes are ${formatCodeList(known)}; or give \`width\` and \`height\` in millimeters.`,
      ),
    }),
  ),
  'page-too-small': usageError<{ edition: string; page: string; width: number; height: number }>(
    ({ edition, page, width, height }) => ({
      message: `\`${edition}\`: on ${page} the margins leave ${Math.max(0, width)} × ${Math.max(0, height)} mm for the text.`,
      hint: 'Choose a larger `page` or smaller `margins`: the text needs at least 50 × 60 mm.',
    }),
  ),
  'sheet-too-small': usageError<{ edition: string; sheet: string; page: string }>(
    ({ edition, sheet, page }) => ({
      message: `\`${edition}\`: two pages of ${page} do not fit beside each other on a sheet of ${sheet}.`,
      hint: 'Choose a `sheet` of twice the page, such as A4 for pages of A5.',
    }),
  ),
  'typeface-unknown': usageError<{ typeface: string; slug: string; near?: string }>(
    ({ typeface, slug, near }) => {
      const isFile = /\.(?:ttf|otf|ttc|woff2?)$/i.test(typeface);
      return {
        message: isFile
          ? `\`${typeface}\` is the name of a file; a typeface is named by its family.`
          : `There is no typeface \`${typeface}\`.`,
        hint: isFile
          ? 'Name the file in a style sheet of the project, with `@font-face`: `docs/look.md` shows how.'
          : didYouMean(
              near,
              `Install its package, such as \`npm install @fontsource/${slug}\`; or take \`serif\`, \`sans\` or \`Arimo\`.`,
            ),
      };
    },
  ),
  'typeface-unsuitable': usageError<{ typeface: string; fault: 'variable' | 'cff' | 'damaged' }>(
    ({ typeface, fault }) => ({
      message: {
        variable: `\`${typeface}\` is a variable font, which would print as a picture of each letter.`,
        cff: `\`${typeface}\` has outlines in CFF, which would print as a picture of each letter.`,
        damaged: `The files of \`${typeface}\` cannot be read as fonts.`,
      }[fault],
      hint: 'Take a family that Fontsource has as static TrueType files, or install the package again.',
    }),
  ),
  'package-outside': usageError<{ name: string }>(({ name }) => ({
    message: `The package \`${name}\` in \`node_modules\` is a link that leads out of the project.`,
    hint: 'Install it in the project’s folder, with `npm ci` or a package manager that keeps its packages there.',
  })),
  'reviewer-missing': contentError(() => ({
    message: 'Health information is published, but no reviewer is named.',
    hint: 'Name who checked it under `reviewers`, or set `status: draft`.',
  })),
  'references-broken': contentError<{ format: 'CSL-JSON' | 'CSL-YAML'; reason: string }>(
    ({ format, reason }) => ({
      message: `The references are not ${format}: ${reason}.`,
      hint: 'Export the list as “CSL JSON” or “BibTeX” from your reference manager: CSL is a list of items, each with `id` and `type`.',
    }),
  ),
  'reference-broken': contentFault<{ key?: string; reason: string }>(({ key, reason }) => ({
    message: `${key === undefined ? 'An entry of the references' : `The entry \`${key}\` of the references`} is not right: ${reason}.`,
    hint: 'Correct it, or export it again from your reference manager. The other entries are read.',
  })),
  'reference-duplicate': contentFault<{ key: string }>(({ key }) => ({
    message: `The key \`${key}\` is already that of another reference, which is the one that is cited.`,
    hint: 'Remove one of the two, or give it a key of its own.',
  })),
  'citation-style-unknown': contentError<{ style: string; known: readonly string[]; near?: string }>(
    ({ style, known, near }) => ({
      message: `There is no citation style \`${style}\`.`,
      hint: didYouMean(
        near,
        `The styles are ${formatCodeList(known)}. Or name a file \`.csl\` in the publication's folder: https://www.zotero.org/styles has them all.`,
      ),
    }),
  ),
  'citation-style-broken': contentError<{ style: string; reason: string; parent?: string }>(
    ({ style, reason, parent }) => ({
      message: `The citation style \`${style}\` cannot be used: ${reason}.`,
      hint:
        parent === undefined
          ? 'Download it again from https://www.zotero.org/styles.'
          : `Name the other style: \`citation-style: ${parent}\`, or its file.`,
    }),
  ),
  'references-missing': contentError<{ file: string; isForeign?: true; near?: string }>(
    ({ file, isForeign, near }) => ({
      message: `The references \`${file}\` do not exist in the publication's folder.`,
      hint: didYouMean(
        near,
        isForeign
          ? 'Correct the name, or run the program that makes the file. The book is made without it.'
          : 'Correct the name, or add the file.',
      ),
    }),
  ),
} satisfies Record<string, CatalogueEntry<never>>;
