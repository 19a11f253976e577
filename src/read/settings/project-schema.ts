/**
 * What may stand in `handpress.yaml`. Each message is the end of the sentence “`key` must be …”. Lengths are written as
 * `20`, `20.5` or `20mm`; sizes of type as `14` or `14pt`.
 */
import * as v from 'valibot';
import { date } from './publication-schema.ts';

/** Each is told like which other it is, and all of them, where one is not known. */
export const MOST_EDITIONS = 100;

const text = v.pipe(v.string('text'), v.trim(), v.nonEmpty('some text'));
const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

const measured = (unit: string, most: number, expected: string) =>
  v.pipe(
    v.string(expected),
    v.regex(new RegExp(`^\\d{1,4}(?:\\.\\d+)?\\s*(?:${unit})?$`), expected),
    v.transform((written) => Number.parseFloat(written)),
    v.maxValue(most, expected),
  );

const millimetres = measured('mm', 1000, 'millimetres such as `20` or `20mm`, 1000 at most');
const points = measured('pt', 72, 'points such as `12` or `12pt`, 72 at most');

/** Names as those of files: no step out of the folder. */
const file = (ending: string) =>
  v.pipe(
    v.string(`the name of a ${ending} file`),
    v.regex(
      new RegExp(`^[\\w-]+(?:/[\\w-]+)*\\.${ending}$`),
      `the name of a \`.${ending}\` file in the project`,
    ),
  );

const page = v.union(
  [
    text,
    v.strictObject(
      { width: millimetres, height: millimetres },
      'the name of a size, or `width` and `height`',
    ),
  ],
  'the name of a size such as `a5`, or `width` and `height` in millimetres',
);

const setting = {
  margins: v.optional(
    described(
      v.strictObject(
        {
          top: v.optional(millimetres),
          bottom: v.optional(millimetres),
          inside: v.optional(millimetres),
          outside: v.optional(millimetres),
        },
        '`top`, `bottom`, `inside` and `outside`',
      ),
      'White around the text, in millimetres; inside is at the spine.',
    ),
  ),
  type: v.optional(
    described(
      v.strictObject(
        { size: v.optional(points), leading: v.optional(points), smallest: v.optional(points) },
        '`size`, `leading` and `smallest`',
      ),
      'Size of the running text, distance of its lines, and the least size of any text, in points.',
    ),
  ),
  typefaces: v.optional(
    described(
      v.strictObject({ text: v.optional(text), headings: v.optional(text) }, '`text` and `headings`'),
      'serif, sans, or the name of a family: Source Serif 4, Arimo, or one of a Fontsource package in the project.',
    ),
  ),
  template: v.optional(described(file('html'), 'Below templates/ of the project or of Handpress.')),
};

const layout = v.strictObject(
  {
    extends: v.optional(described(text, 'The edition that this one is like, but for what is said here.')),
    page: v.optional(described(page, 'a4, a5, a6, b5, letter, half-letter, legal, or width and height.')),
    sheet: v.optional(
      described(page, 'Paper on which two pages stand beside each other, to be folded as a booklet.'),
    ),
    duplex: v.optional(v.picklist(['long', 'short'], '`long` or `short`')),
    styles: v.optional(
      described(
        v.array(file('css'), 'a list of `.css` files'),
        'Below styles/, after those of the edition that is extended.',
      ),
    ),
    links: v.optional(
      described(
        v.picklist(['address', 'qr', 'none'], '`address`, `qr` or `none`'),
        'What is printed beside a link.',
      ),
    ),
    openers: v.optional(
      described(v.picklist(['recto', 'any'], '`recto` or `any`'), 'On which pages chapters of a book begin.'),
    ),
    'wide-tables': v.optional(
      described(
        v.picklist(['turn', 'cards'], '`turn` or `cards`'),
        'What becomes of a table wider than the page.',
      ),
    ),
    sheets: v.optional(
      described(
        v.picklist(['declared', 'any'], '`declared` or `any`'),
        'Whether a handout must keep to the `sheets` it declares.',
      ),
    ),
    ...setting,
    book: v.optional(v.strictObject(setting, 'keys with their values')),
    handouts: v.optional(v.strictObject(setting, 'keys with their values')),
  },
  'keys with their values',
);

const allowance = v.strictObject(
  {
    code: described(text, 'The code of a warning.'),
    path: described(
      text,
      'Files it may stand in, from the root of the project: * and ? in a name, ** for any folders. ** alone covers what is about no file, too.',
    ),
    reason: described(text, 'Why it is let pass.'),
    until: v.optional(described(date, 'The last day on which it is.')),
  },
  'a list of entries with `code:`, `path:` and `reason:`',
);

const problems = v.strictObject(
  {
    raise: v.optional(
      described(v.array(text, 'a list of codes'), 'Codes of warnings that count as errors.'),
      [],
    ),
    allow: v.optional(
      described(
        v.array(allowance, 'a list of entries with `code:`, `path:` and `reason:`'),
        'Warnings that are let pass. Errors cannot be.',
      ),
      [],
    ),
  },
  '`raise` and `allow`',
);

/** `handpress.yaml`. */
export const projectSchema = v.strictObject(
  {
    editions: v.optional(
      described(
        v.pipe(
          v.record(
            v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'named with small letters, digits and `-`')),
            layout,
            'editions by name',
          ),
          v.maxEntries(MOST_EDITIONS, `${MOST_EDITIONS} editions at most`),
        ),
        'Editions of the project, by name. One that is already there is changed.',
      ),
      {},
    ),
    diagnostics: v.optional(described(problems, 'Which problems count, and how much.'), {}),
  },
  'keys with their values',
);

export type ProjectData = v.InferOutput<typeof projectSchema>;
export type LayoutData = v.InferOutput<typeof layout>;
export type SettingData = Pick<LayoutData, 'margins' | 'type' | 'typefaces' | 'template'>;
export type PageData = v.InferOutput<typeof page>;
