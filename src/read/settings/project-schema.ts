/**
 * Defines the schema of `handpress.yaml`. Each message is the end of the sentence “`key` must be …”. Lengths
 * are written as `20`, `20.5` or `20mm`; font sizes as `14` or `14pt`.
 */
import * as v from 'valibot';
import { brandSchema } from './brand/brand-schema.ts';
import { date, highlight, markdown } from './publication-schema.ts';

/**
 * Limit for editions, because the diagnostic of an unknown edition lists all of them and the most similar
 * name.
 */
export const MAX_EDITIONS = 100;

const text = v.pipe(v.string('text'), v.trim(), v.nonEmpty('some text'));
const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

const measurement = (unit: string, most: number, expected: string) =>
  v.pipe(
    v.string(expected),
    v.regex(new RegExp(`^\\d{1,4}(?:\\.\\d+)?\\s*(?:${unit})?$`), expected),
    v.transform((written) => Number.parseFloat(written)),
    v.maxValue(most, expected),
  );

const millimeters = measurement('mm', 1000, 'millimeters such as `20` or `20mm`, 1000 at most');
const points = measurement('pt', 72, 'points such as `12` or `12pt`, 72 at most');

/** A relative file path that cannot leave the folder. */
const designFile = (ending: string) =>
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
      {
        width: millimeters,
        height: millimeters,
      },
      'the name of a size, or `width` and `height`',
    ),
  ],
  'the name of a size such as `a5`, or `width` and `height` in millimeters',
);

const settings = {
  margins: v.optional(
    described(
      v.strictObject(
        {
          top: v.optional(millimeters),
          bottom: v.optional(millimeters),
          inside: v.optional(millimeters),
          outside: v.optional(millimeters),
        },
        '`top`, `bottom`, `inside` and `outside`',
      ),
      'White space around the text, in millimeters; inside is at the spine.',
    ),
  ),
  type: v.optional(
    described(
      v.strictObject(
        {
          size: v.optional(points),
          leading: v.optional(points),
          smallest: v.optional(points),
        },
        '`size`, `leading` and `smallest`',
      ),
      'Size of the running text, distance of its lines, and the least size of any text, in points.',
    ),
  ),
  typefaces: v.optional(
    described(
      v.strictObject(
        {
          text: v.optional(described(text, 'Family of the running text.')),
          headings: v.optional(described(text, 'Family of headings.')),
        },
        '`text` and `headings`',
      ),
      'serif, sans, or the name of a family: Source Serif 4, Arimo, or one of a Fontsource package in the project.',
    ),
  ),
  template: v.optional(
    described(designFile('html'), 'Template in templates/ of the project or of Handpress.'),
  ),
};

const layout = v.strictObject(
  {
    extends: v.optional(
      described(
        text,
        'The edition whose settings it takes over, except those that it sets itself; with epub or epub-compatible it is an e-book. Without it, a4.',
      ),
    ),
    page: v.optional(described(page, 'a4, a5, a6, b5, letter, half-letter, legal, or width and height.')),
    sheet: v.optional(
      described(page, 'Sheet of paper for two pages side by side, to be folded as a booklet.'),
    ),
    duplex: v.optional(
      described(
        v.picklist(['long', 'short'], '`long` or `short`'),
        'The edge over which the printer turns the sheets of a booklet.',
      ),
    ),
    styles: v.optional(
      described(
        v.array(designFile('css'), 'a list of `.css` files'),
        'Style sheets in styles/, after those of the extended edition. The e-books epub and epub-compatible have only this key, `writing-mode` and `highlight`; an edition that extends one of them has these and `extends`.',
      ),
    ),
    'writing-mode': v.optional(
      described(
        v.picklist(['vertical-rl', 'vertical-lr'], '`vertical-rl` or `vertical-lr`'),
        'Vertical lines in an e-book: from right to left (Japanese, Chinese), with pages from right to left, or from left to right (Mongolian).',
      ),
    ),
    highlight: v.optional(
      described(
        v.boolean('`true` or `false`'),
        'Whether code is highlighted in this edition; without it, as the publication or the project says.',
      ),
    ),
    links: v.optional(
      described(
        v.picklist(['address', 'qr', 'none'], '`address`, `qr` or `none`'),
        'What is printed after a link.',
      ),
    ),
    openers: v.optional(
      described(
        v.picklist(['recto', 'any', 'auto'], '`recto`, `any` or `auto`'),
        'On which pages chapters of a book begin; `auto`: the right-hand page, unless more than a tenth of the pages would be blank.',
      ),
    ),
    'wide-tables': v.optional(
      described(
        v.picklist(['turn', 'cards'], '`turn` or `cards`'),
        'How a table that is wider than the page is printed: turned, or as cards.',
      ),
    ),
    sheets: v.optional(
      described(
        v.picklist(['declared', 'any'], '`declared` or `any`'),
        'Whether a handout must keep to the `sheets` it declares.',
      ),
    ),
    ...settings,
    book: v.optional(
      described(v.strictObject(settings, 'keys with their values'), 'Settings for books only.'),
    ),
    handouts: v.optional(
      described(v.strictObject(settings, 'keys with their values'), 'Settings for handouts only.'),
    ),
  },
  'keys with their values',
);

const allowance = v.strictObject(
  {
    code: described(text, 'The code of a warning.'),
    path: described(
      text,
      'Files in which it is allowed, from the root of the project: * and ? in a name, ** for any folders. ** alone also covers warnings about no file.',
    ),
    reason: described(text, 'Why it is allowed.'),
    until: v.optional(described(date, 'The last day on which it is allowed.')),
  },
  'a list of entries with `code:`, `path:` and `reason:`',
);

const diagnosticRules = v.strictObject(
  {
    raise: v.optional(
      described(v.array(text, 'a list of codes'), 'Codes of warnings that count as errors.'),
      [],
    ),
    allow: v.optional(
      described(
        v.array(allowance, 'a list of entries with `code:`, `path:` and `reason:`'),
        'Warnings that do not count. Errors cannot be allowed.',
      ),
      [],
    ),
  },
  '`raise` and `allow`',
);

const pluginOptions = v.record(v.string(), v.unknown(), 'options with their values');

const plugin = v.union(
  [
    text,
    v.strictTuple([text, pluginOptions]),
    v.strictObject(
      {
        name: described(text, 'Name of a package, or a file of the project, such as `./plugins/terms.js`.'),
        options: v.optional(described(pluginOptions, 'What the plugin gets.')),
      },
      'a name, or `name` and `options`',
    ),
  ],
  'a name, or `name` and `options`',
);

const pluginList = (description: string) =>
  v.optional(described(v.array(plugin, 'a list of plugins'), description), []);

const plugins = v.strictObject(
  {
    remark: pluginList('Plugins for the syntax tree of the Markdown (mdast), in their order.'),
    rehype: pluginList('Plugins for the tree of the HTML (hast), in their order.'),
    files: v.optional(
      described(
        v.array(text, 'a list of files'),
        'Files that the plugins read. When they change, everything is made again.',
      ),
      [],
    ),
  },
  '`remark`, `rehype` and `files`',
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
          v.maxEntries(MAX_EDITIONS, `${MAX_EDITIONS} editions at most`),
        ),
        'Editions of the project, by name. The name of a built-in edition changes that edition.',
      ),
      {},
    ),
    brand: v.optional(
      described(
        brandSchema,
        'A look of your own: colors. Or a file `brand.yaml` with the keys below `brand`.',
      ),
    ),
    markdown: v.optional(markdown),
    highlight: v.optional(highlight),
    plugins: v.optional(
      described(
        plugins,
        'Code of the project that changes the trees of chapters. It runs only where it is trusted.',
      ),
    ),
    diagnostics: v.optional(described(diagnosticRules, 'Which problems count, and how much.'), {}),
  },
  'keys with their values',
);

export type ProjectData = v.InferOutput<typeof projectSchema>;
export type LayoutData = v.InferOutput<typeof layout>;
export type SettingData = Pick<LayoutData, 'margins' | 'type' | 'typefaces' | 'template'>;
export type PageData = v.InferOutput<typeof page>;
