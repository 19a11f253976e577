/** Defines the schema of `brand.yaml`, and of `brand:` in `handpress.yaml`. */
import * as v from 'valibot';

const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

/** YAML takes what follows `#` for a comment, so that a color without quotation marks is empty. */
const COLOR = 'a color in quotation marks, such as `"#005eb8"`';

const color = v.pipe(v.string(COLOR), v.trim(), v.nonEmpty(COLOR));

const text = v.pipe(v.string('text'), v.trim(), v.nonEmpty('some text'));

export const brandSchema = v.strictObject(
  {
    logo: v.optional(
      described(
        v.strictObject(
          {
            path: described(text, 'SVG, PNG or JPEG in the project, from its folder.'),
            alt: described(text, 'What it says, for screen readers: the name of the hospital.'),
          },
          '`path` and `alt`',
        ),
        'Logo: on the first page of handouts, on covers, title pages and web pages.',
      ),
    ),
    colors: v.optional(
      described(
        v.strictObject(
          {
            primary: v.optional(described(color, 'Titles, frames of boxes, links on web pages, and covers.')),
            text: v.optional(described(color, 'Running text. E-books have that of the reader.')),
            background: v.optional(
              described(color, 'Covers, and web pages in light colors. Paper stays white.'),
            ),
          },
          '`primary`, `text` and `background`',
        ),
        'Colors, each as `"#005eb8"`, `rgb(0 94 184)`, `hsl(209 100% 36%)` or a name of CSS. One that cannot be read is an error.',
      ),
      {},
    ),
  },
  'keys with their values',
);

export type BrandData = v.InferOutput<typeof brandSchema>;
